"""How often the diagnosis is right, how sure it may be, and where it is weak: `python -m bench accuracy`."""

from __future__ import annotations


def main(quick: bool = False) -> int:
    """Print every table; 1 where a figure is not reached."""
    from bench.accuracy import run

    return run.main(quick)
