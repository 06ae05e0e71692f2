"""The figures the project promises, each printed by its own module: `python -m bench [NAME…]`."""
