"""Measures a POS or a terminal at a line, trait by trait, and says what it could not measure."""
