"""The matrix: scenarios x POS releases x rigs, planned, told apart and compared with what is known. Pure."""
