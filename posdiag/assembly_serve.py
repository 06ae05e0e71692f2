"""What a server takes from the world: the clock, chance, and the programs that work beside it."""

from __future__ import annotations

import secrets
import sys
import time

#: Bytes of chance in a session, a token or a name that nobody may guess.
_CHANCE_BYTES = 32


def now_s() -> float:
    """Seconds since 1970."""
    return time.time()


def steady_s() -> float:
    """Seconds on a clock that is never set back."""
    return time.monotonic()


def chance() -> str:
    """A word that nobody can guess, safe in addresses and cookies."""
    return secrets.token_urlsafe(_CHANCE_BYTES)


def short_chance() -> str:
    """A shorter one, to tell requests and jobs apart."""
    return secrets.token_hex(8)


def pause(seconds: float) -> None:
    """Let real time pass, for a replay that is to be watched."""
    time.sleep(seconds)


def worker_command() -> tuple[str, ...]:
    """The command line of a process that does one job for the server."""
    return (sys.executable, "-m", "posdiag.web.worker")
