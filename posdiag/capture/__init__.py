"""Captures: what stood on a line, read from files of other tools and written for them."""
