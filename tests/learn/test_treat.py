"""What is done to a terminal's bytes: answers held back, damaged, halved, doubled, exchanged."""

from __future__ import annotations

import pytest

from posdiag import assembly
from posdiag.learn.errand import Treat
from posdiag.learn.treat import Treater
from posdiag.wire.message import Kind, Message

CODEC = assembly.library().dialects.codec_for("kr-fs")
ACK, NAK, ENQ = b"\x06", b"\x15", b"\x05"


def answer(kind: Kind = Kind.APPROVE, stan: str = "000001") -> bytes:
    fields = {"tid": "10000001", "stan": stan, "result": "00", "approval": "12345678"}
    return CODEC.encode(Message(kind, True, fields))


def treated(treat: Treat, *contents: bytes, asked: bool = True) -> list[bytes]:
    treater = Treater(CODEC, treat, lambda: asked)
    return [treater(content) for content in contents]


def test_straight_changes_nothing() -> None:
    assert treated(Treat.STRAIGHT, ACK, answer(), b"junk") == [ACK, answer(), b"junk"]


def test_unanswered_lets_acks_and_device_checks_through() -> None:
    said = (ACK, NAK, answer(Kind.CHECK), answer(), answer(Kind.INQUIRE), ENQ)
    assert treated(Treat.UNANSWERED, *said) == [ACK, NAK, answer(Kind.CHECK), b"", b"", b""]


def test_mute_begins_with_the_sale() -> None:
    assert treated(Treat.MUTE, ACK, answer()) == [b"", b""]
    assert treated(Treat.MUTE, ACK, answer(), asked=False) == [ACK, answer()]


def test_damaged_and_half_spoil_the_answer_to_a_sale() -> None:
    (bad,) = treated(Treat.DAMAGED, answer())
    assert bad[:-1] == answer()[:-1]
    assert bad != answer()
    half, whole = treated(Treat.HALF, answer(), answer())
    assert half == answer()[: len(answer()) // 2]
    assert whole == answer()


@pytest.mark.parametrize(
    ("treat", "expected"),
    [
        (Treat.TWICE, [answer() * 2, b"", b""]),
        (Treat.STALE, [answer(), answer(), b""]),
    ],
)
def test_the_next_payment_gets_the_first_answer_or_none(treat: Treat, expected: list[bytes]) -> None:
    said = (answer(), answer(stan="000002"), answer(stan="000002"))
    assert treated(treat, *said) == expected
