"""Check bytes of raw STX … ETX frames, read without any dialect (PROTOCOLS 1.8)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import xor

STX, ETX = 0x02, 0x03

#: Where a check byte's range begins, by the rule's name in a dialect.
CHECK_RULES: dict[str, int] = {"xor-after-stx": 1, "xor-from-stx": 0}


def check_rules(frame: bytes) -> frozenset[str]:
    """The check rules under which this STX … ETX frame is right; empty where none or no such frame."""
    start = frame.find(STX)
    if start < 0 or len(frame) - start < 4 or frame[-2] != ETX:
        return frozenset()
    return frozenset(
        rule for rule, skip in CHECK_RULES.items() if reduce(xor, frame[start + skip : -1], 0) == frame[-1]
    )


def common_rules(frames: Iterable[bytes]) -> frozenset[str]:
    """The check rules under which every one of these frames is right."""
    sets = [check_rules(frame) for frame in frames]
    return frozenset.intersection(*sets) if sets else frozenset()
