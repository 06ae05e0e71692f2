"""What a cashier can do is learnt from what is sent and what is not."""

from __future__ import annotations

from posdiag.learn.desk import Desk
from posdiag.learn.lesson_counter import lesson_counter
from posdiag.profile.traits import Entry
from tests.learn.made import desk, learnt


def test_entries_prefixes_instalments_and_digits() -> None:
    found = learnt("reference/hangang@3.0")
    assert found.get("entry_modes") == frozenset(
        {Entry.CHIP, Entry.STRIPE, Entry.CONTACTLESS, Entry.QR, Entry.BARCODE, Entry.KEYED}
    )
    prefixes = found.get("barcode_prefixes")
    assert isinstance(prefixes, frozenset)
    assert {"10", "30"} <= prefixes
    assert "41" not in prefixes
    assert found.get("instalment_max") == 99
    assert learnt("reference/hangang@2.0").get("instalment_max") == 24
    assert learnt("reference/hangang@2.0").get("approval_digits") == 6


def test_a_pos_that_can_only_be_told_to_pay_shows_none_of_it() -> None:
    played = desk("reference/hangang@3.0")

    class Deaf:
        told = False
        date = played.seat.date
        play = staticmethod(played.seat.play)

    at = Desk(Deaf(), played.way, played.instruments)
    lesson_counter(at)
    assert at.learnt.values == {}
    assert {one.reason for one in at.learnt.left_out(dict.fromkeys(["entry_modes", "asks"]))} == {"not-told"}
    assert at.played == {}
