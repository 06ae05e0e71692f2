"""Bytes to fields and back, with offsets and faults: specs, encodings, framing, sessions. Pure."""
