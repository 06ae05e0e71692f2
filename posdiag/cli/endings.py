"""How a command may end: the exit codes of DESIGN section 6, and the end without anyone to tell."""

from __future__ import annotations

DONE = 0  # compatible, or done
FINDINGS = 1  # at or above --fail-on
USAGE = 2  # a usage, profile, scenario or input fault
FAILED = 3  # a link could not be opened, or posdiag failed
NOTHING = 5  # nothing selected
INTERRUPTED = 130


class ReaderGone(Exception):
    """Whoever read our output has closed it: nobody is left to tell anything."""
