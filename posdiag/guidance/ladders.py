"""Deeds with several rungs, tried from the least: the next release that has it, the least timer that passes.

What was done is told by name (`{release}`, `{seconds}`, `{firmware}`), for the words of the card.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from posdiag.guidance.deeds import set_traits
from posdiag.profile.model import PosRelease
from posdiag.profile.trait_types import paths_of
from posdiag.replay.variant import Variant

#: All releases of the product, oldest first.
Releases = tuple[PosRelease, ...]


@dataclass(frozen=True, slots=True)
class Stock:
    """What there is to choose from: `terminals` are the case's own with newer firmware, oldest first.

    `facts` are those of the findings, for `$name` in a card.
    """

    releases: Releases = ()
    terminals: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rung:
    """The case with one deed done. Where a `scout` fails, the rung itself need not be tried."""

    variant: Variant
    told: Mapping[str, str] = field(default_factory=dict)
    scout: Variant | None = None


Ladder = Callable[[Variant, object, Stock], Iterator[Rung]]


@dataclass(frozen=True, slots=True)
class _Timer:
    """Seconds to try for a timer, and what is added to the least that passes."""

    rungs_s: Sequence[float]
    margin_s: float


#: The timers that may be raised.
TIMERS: Mapping[str, _Timer] = {
    "timers.answer_ms": _Timer((20, 25, 30, 35, 40, 45, 50, 60, 75, 90, 120, 150, 180), 10),
    "timers.reader_ms": _Timer((10, 20, 30, 45, 60, 90, 120), 10),
    "timers.gap_ms": _Timer((1.5, 2, 3, 5, 10, 20, 30), 1),
    "timers.ack_ms": _Timer((4, 5, 7, 10, 20, 30), 1),
}


def raise_timer(variant: Variant, value: object, _: Stock) -> Iterator[Rung]:
    """`{timer: timers.answer_ms}`: the least value that passes, and a margin on top of it."""
    path = str(value)
    timer = TIMERS.get(path)
    now_ms = dict(paths_of(variant.release.traits)).get(path)
    if timer is None or not isinstance(now_ms, int):
        return
    for rung_s in timer.rungs_s:
        if rung_s * 1_000 <= now_ms:
            continue
        scout = set_traits(variant, {path: str(round(rung_s * 1_000))})
        seconds = rung_s + timer.margin_s
        set_to = set_traits(variant, {path: str(round(seconds * 1_000))})
        if scout is not None and set_to is not None:
            yield Rung(set_to, {"seconds": f"{seconds:g}"}, scout)


def move_release(variant: Variant, value: object, stock: Stock) -> Iterator[Rung]:
    """`{release: next}`: each newer release of the product in turn; `newest`: that one alone."""
    versions = [release.release for release in stock.releases]
    if variant.release.release not in versions:
        return
    newer = stock.releases[versions.index(variant.release.release) + 1 :]
    for release in newer[-1:] if value == "newest" else newer:
        yield Rung(replace(variant, release=release), {"release": release.release})


def move_firmware(variant: Variant, _: object, stock: Stock) -> Iterator[Rung]:
    """`{firmware: next}`: the same terminal with each newer firmware release in turn."""
    for address in stock.terminals:
        yield Rung(replace(variant, terminal=address), {"firmware": address.rpartition("@")[2]})


LADDERS: Mapping[str, Ladder] = {
    "timer": raise_timer,
    "release": move_release,
    "firmware": move_firmware,
}

#: What each ladder tells of what was done.
TOLD: Mapping[str, frozenset[str]] = {
    "timer": frozenset({"seconds"}),
    "release": frozenset({"release"}),
    "firmware": frozenset({"firmware"}),
}
