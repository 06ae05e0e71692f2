"""What the API offers, one module for each thing it is about."""
