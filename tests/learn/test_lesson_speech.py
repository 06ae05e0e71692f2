"""How a POS speaks is learnt from its first sale: options in which it departs, clock, numbers of the shop."""

from __future__ import annotations

import pytest

from posdiag.assembly_learn import stranger
from posdiag.learn.lesson_speech import lesson_speech
from tests.learn.made import desk, learnt


@pytest.mark.parametrize(
    ("label", "path", "value"),
    [
        ("reference/hallasan@1.1", "wire.acks", "1"),
        ("reference/seorak@2.2", "wire.handshake", "none"),
        ("reference/iso-bcd@1.2", "clock_offset_s", -86_400),
        ("reference/kiosk-cheonggye@1.1", "pg_tid", "19000001"),
        ("reference/cordillera@2.1", "polls_first", True),
        ("reference/iso-bcd@2.1", "reader", "pos"),
    ],
)
def test_what_the_first_sale_shows(label: str, path: str, value: object) -> None:
    assert learnt(label).get(path) == value


def test_a_stranger_is_named_by_its_frames() -> None:
    at = desk("reference/hangang@1.0")
    assert lesson_speech(at, ("kr-fs", {}), stranger(at.way)) is False
    assert at.learnt.get("dialect") == "kr-fs"
    assert at.learnt.get("wire.check") == "xor-from-stx"


def test_a_constant_of_a_message_is_told_as_it_was_sent() -> None:
    at = desk("reference/alsace@1.1")
    lesson_speech(at, ("telium", {"values.currency": "978"}), lambda pieces: None)
    assert at.learnt.get("wire.values.currency") == "840"
