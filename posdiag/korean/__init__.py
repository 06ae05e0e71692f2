"""Korean for texts that rooms say in English (`posdiag/worded.py`): English pattern -> Korean pattern."""
