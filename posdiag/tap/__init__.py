"""Sitting on a line: what passes is watched, recorded and shown, while a forwarder of its own carries it."""
