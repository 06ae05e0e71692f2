"""Finds out how a line is set and what is spoken on it: by listening, then by harmless questions."""
