"""Checks: what somebody can do next to tell the likely causes apart, and which tells most for its effort."""
