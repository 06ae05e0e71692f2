"""Prints the figures that the project promises: `python -m bench [--quick] [NAME…]`.

`python -m bench reenactments [--write]` prints or writes docs/reenactments.md.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib import import_module

#: In the order in which they are printed.
BENCHES = (
    "codec",
    "heap",
    "replay",
    "startup",
    "same_bytes",
    "healthy",
    "faults",
    "accuracy",
    "reenact",
    "proof",
    "money",
    "tap",
    "killed",
    "explain",
    "fleet",
    "bisect",
    "next",
    "outage",
    "classify",
    "intake",
    "learn",
    "matrix",
    "serve",
)
#: Not a figure: the page of docs that is written from the data.
PAGE = "reenactments"


def main(words: Sequence[str]) -> int:
    """Run the named benches, or all; 1 where a figure is not reached, 2 for a name that is none."""
    if PAGE in words:
        return import_module("bench.reenact_page").main("--write" in words) or 0
    quick = "--quick" in words
    names = [word for word in words if word != "--quick"] or list(BENCHES)
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"no bench `{unknown[0]}`; one of: {', '.join(BENCHES)}", file=sys.stderr)
        return 2
    missed = []
    for name in names:
        print(f"== {name} ==", flush=True)
        run: Callable[[bool], int] = import_module(f"bench.{name}").main
        if run(quick):
            missed.append(name)
        print(flush=True)
    print(f"not reached: {', '.join(missed)}" if missed else "every figure is reached")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
