"""A station: one terminal that a replay can be played against, with the bench beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from posdiag.link.api import Link
from posdiag.link.bench import Bench


@dataclass(frozen=True, slots=True)
class Station:
    """What a terminal's address stands for.

    `address` is the address as the user wrote it; `bench` is set up anew for each replay, and
    `open_link` is called after that, since a simulated world begins with its set-up. `simulated`: its time
    costs nothing and every seed is another day, so that a case may be replayed as often as one likes.
    `newer` are addresses of the same terminal with newer firmware, oldest first.
    """

    address: str
    bench: Bench
    open_link: Callable[[], Link]
    simulated: bool = False
    newer: tuple[str, ...] = ()
