"""Waits in real time for something that another thread or program brings about."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, sleep

#: Real seconds between two looks.
LOOK_S = 0.05


def wait_for(done: Callable[[], bool], limit_s: float) -> bool:
    """Look until `done()` or for `limit_s` real seconds; whether it came about."""
    until = monotonic() + limit_s
    while not done():
        left_s = until - monotonic()
        if left_s <= 0:
            return False
        sleep(min(LOOK_S, left_s))
    return True
