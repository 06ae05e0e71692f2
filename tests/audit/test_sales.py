"""Payments out of what was said: repeats on the line, the sale once more, and what the POS was told."""

from __future__ import annotations

from posdiag import assembly
from posdiag.audit.line import Noted
from posdiag.audit.sales import Payment, payments_of
from posdiag.audit.seen import cut
from posdiag.explain.ways import way_of
from posdiag.payment.money import Belief
from posdiag.wire.message import Kind, Message
from tests.audit.made import (
    ACK,
    NAK,
    approved,
    declined,
    inquired,
    inquiry,
    line,
    reversal,
    reversed_,
    sale,
    way,
    wrong,
)

Row = tuple[str, bytes] | Noted


def made(*rows: Row, expected: int = 1, began_ms: tuple[int, ...] = ()) -> list[Payment]:
    return payments_of(cut(line(*rows), way()), expected, began_ms)


def one(*rows: Row) -> Payment:
    (payment,) = made(*rows)
    return payment


def test_a_sound_answer_tells() -> None:
    pay = one(("pos", sale()), ("far", ACK), ("far", approved()), ("pos", ACK))
    assert (pay.stan, pay.amount_krw, pay.told, pay.taken) == ("000001", 8800, Belief.APPROVED, True)
    assert pay.approved_ms == 200
    assert one(("pos", sale()), ("far", declined())).told is Belief.DECLINED


def test_damaged_answers_and_those_to_another_sale_tell_nothing() -> None:
    pay = one(("pos", sale()), ("far", wrong(approved())), ("far", approved("000009")))
    assert (pay.told, len(pay.spoilt), len(pay.others)) == (Belief.UNKNOWN, 1, 1)


def test_inquiries_and_reversals_tell_too() -> None:
    lost: tuple[Row, ...] = (("pos", sale()), ("far", ACK))
    assert one(*lost, ("pos", inquiry()), ("far", inquired())).told is Belief.APPROVED
    assert one(*lost, ("pos", inquiry()), ("far", inquired(outcome="N1"))).told is Belief.DECLINED
    assert one(*lost, ("pos", inquiry()), ("far", inquired(about="000007"))).told is Belief.DECLINED
    assert one(*lost, ("pos", reversal()), ("far", reversed_())).told is Belief.DECLINED


def test_a_repeat_for_want_of_an_ack_or_after_a_nak_is_the_same_attempt() -> None:
    assert len(one(("pos", sale()), ("pos", sale())).attempts) == 1
    pay = one(("pos", sale()), ("far", NAK), ("pos", sale()), ("far", ACK), ("far", approved()))
    assert (len(pay.attempts), len(pay.sendings), pay.unasked) == (1, 2, [])


def test_a_sale_once_more_after_an_ack_was_not_asked_about() -> None:
    again = one(("pos", sale()), ("far", ACK), ("pos", sale()), ("far", approved()))
    assert (len(again.attempts), len(again.unasked)) == (2, 1)
    other = one(("pos", sale()), ("far", ACK), ("pos", sale("000002")))
    assert len(other.unasked) == 1  # more sales than the case asked for
    asked = one(("pos", sale()), ("far", ACK), ("pos", inquiry()), ("pos", sale("000003")))
    assert asked.unasked == []


def test_payments_are_told_apart_by_number_or_by_start() -> None:
    rows: tuple[Row, ...] = (("pos", sale()), ("far", approved()), ("pos", sale("000002")), ("far", ACK))
    assert [pay.stan for pay in made(*rows, expected=2)] == ["000001", "000002"]
    same: tuple[Row, ...] = (("pos", sale()), ("far", approved()), ("pos", sale()))
    assert len(made(*same, expected=2)) == 1
    assert len(made(*same, expected=2, began_ms=(0, 150))) == 2


def test_an_answer_that_came_again_may_lie_there_for_the_next_payment() -> None:
    rows: tuple[Row, ...] = (
        ("pos", sale()), ("far", approved()), ("far", approved()), ("pos", sale("000002")),
    )  # fmt: skip
    first, second = made(*rows, expected=2)
    assert (len(first.answers), len(second.others)) == (2, 1)


def test_nothing_asked_is_no_payment() -> None:
    assert made(("far", approved()), ("pos", ACK), ("pos", inquiry())) == []


def test_where_nothing_names_a_sale_an_answered_one_is_over() -> None:
    telium = way_of("telium", assembly.library().dialects.codec_for("telium"))
    assert telium is not None

    def say(reply: bool, **words: str) -> bytes:
        assert telium is not None
        return telium.codec.encode(Message(Kind.APPROVE, reply, {"amount": "8800", **words}))

    asked, told = ("pos", say(False)), ("far", say(True, result="00", approved_amount="8800"))
    twice = cut(line(asked, ("far", ACK), told, ("pos", ACK), asked), telium)
    assert [pay.told for pay in payments_of(twice, 2)] == [Belief.APPROVED, Belief.UNKNOWN]
    old = cut(line(asked, told, ("pos", ACK), asked, told), telium)
    assert [(pay.told, len(pay.others)) for pay in payments_of(old, 2)][1] == (Belief.UNKNOWN, 1)
    again = cut(line(asked, ("far", ACK), asked), telium)
    assert [len(pay.unasked) for pay in payments_of(again, 2)] == [1]
