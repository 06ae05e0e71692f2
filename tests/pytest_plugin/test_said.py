"""How many payments a test made, by what passed on the line."""

from __future__ import annotations

from posdiag.audit.seen import Said, Shape
from posdiag.pytest_plugin.said import payments_in
from posdiag.wire.message import Decoded, Kind, Message


def said(reply: bool, stan: str) -> Said:
    message = Message(Kind.APPROVE, reply, {"stan": stan, "result": "00"})
    return Said(
        Shape.SOUND, not reply, stan.encode(), 0, 0, 0, 0, decoded=Decoded("made-up", (), (), message, 0)
    )


def test_a_sale_after_an_answer_is_another_payment() -> None:
    assert payments_in([said(False, "1"), said(True, "1"), said(False, "2"), said(True, "2")]) == 2


def test_a_sale_while_one_is_unanswered_is_that_one_again() -> None:
    assert payments_in([said(False, "1"), said(False, "2"), said(True, "2")]) == 1
