"""The pattern of a shape takes the frames that the shape's sums take, with the same values, and no other."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest

from posdiag.wire.iso8583 import quick
from posdiag.wire.iso8583.layout import Form
from posdiag.wire.iso8583.pattern import pattern_of
from posdiag.wire.iso8583.quick import QuickReader
from posdiag.wire.iso8583.reader import FrameReader
from tests.wire.iso8583.dialects import SALE, codec, spec

GLANCED = ["11", "4", "35", "77", "48", "41"]


def taught(after: int, frame: bytes, monkeypatch: pytest.MonkeyPatch) -> QuickReader:
    """A reader that knows one shape, and has a pattern for it after so many glances."""
    monkeypatch.setattr(quick, "_PATTERN_AFTER", after)
    reader = FrameReader(spec())
    made = QuickReader(reader, GLANCED)
    for _ in range(2):
        made.learn(frame, reader.read(frame))
    for _ in range(2):
        assert made.glance(frame) is not None
    return made


def test_every_byte_is_held_as_the_sums_hold_it(monkeypatch: pytest.MonkeyPatch) -> None:
    frame = codec().encode(SALE)
    by_pattern, by_sums = taught(1, frame, monkeypatch), taught(1_000_000, frame, monkeypatch)
    assert by_pattern._shapes != by_sums._shapes
    rng = random.Random(5)
    taken = 0
    for at in range(len(frame)):
        for byte in {0, 0x0A, 0x1F, 0x20, 0x2F, 0x3A, 0x3D, 0x44, 0x7E, 0x7F, 0xB0, 0xFF, rng.randrange(256)}:
            changed = frame[:at] + bytes((byte,)) + frame[at + 1 :]
            seen, wanted = by_pattern.glance(changed), by_sums.glance(changed)
            assert (None if seen is None else [*seen[1]]) == (None if wanted is None else [*wanted[1]])
            taken += seen is not None
    assert taken > len(frame)


def picked(text: str, *plan: Any) -> Sequence[str] | None:
    matching, groups = pattern_of(*plan)
    assert matching is not None
    found = matching(text.encode())
    return None if found is None else tuple(value.decode() for value in found.group(*groups))


def test_a_value_that_the_frame_has_not_is_empty_and_places_need_not_be_in_order() -> None:
    plan: Any = (b"AB12C", "FFFFF0F0FF", "00000F0F00", {}, [slice(2, 4), slice(0, 0), slice(0, 1)])
    assert picked("AB90C", *plan) == ("90", "", "A")
    for other in ("AB9:C", "AB90D", "AB90CC", "AB9"):
        assert picked(other, *plan) is None


def test_characters_of_a_form_are_held_beside_their_bits() -> None:
    plan: Any = (b"x1=", "FF0000", "000000", {Form.TRACK: [slice(1, 3)]}, [slice(1, 3), slice(0, 1)])
    assert picked("x=D", *plan) == ("=D", "x")
    assert picked("x=\n", *plan) is None


def test_places_within_one_another_have_no_pattern() -> None:
    assert pattern_of(b"1234", "F" * 8, "0" * 8, {}, [slice(0, 3), slice(2, 4)]) == (None, ())
