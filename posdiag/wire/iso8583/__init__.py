"""ISO 8583:1987 in every encoding and framing of the field: one engine, dialects as data."""
