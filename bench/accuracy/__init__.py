"""How often the diagnosis is right, how sure it may be, and where it is weak: `python -m bench accuracy`."""

from bench.accuracy.run import main

__all__ = ["main"]
