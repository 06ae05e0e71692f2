"""The money by messages alone."""

from __future__ import annotations

from posdiag.payment.money import Belief, SeenBy
from posdiag.wire.message import Kind
from tests.explain.scenes import answer, codec, events, host_sale, records, sale

HOST = codec("iso87-ascii")


def test_an_approval_heard_in_time_is_booked() -> None:
    money = records(events(host_sale(amount="5000")))[0].money
    assert (money.charges, money.charged_krw, money.booked_krw, money.agrees) == (1, 5000, 5000, True)
    assert (money.pos_believes, money.seen_by) == (Belief.APPROVED, SeenBy.MESSAGES)


def test_a_refusal_charges_nothing() -> None:
    money = records(events(host_sale(result="51", approval="")))[0].money
    assert (money.charges, money.pos_believes, money.agrees) == (0, Belief.DECLINED, True)


def test_an_approval_after_the_pos_gave_up_is_charged_and_not_booked() -> None:
    undo = sale("000007", "12300", Kind.REVERSE, orig_stan="000001", orig_date="260910")
    said = [
        (0, True, HOST.encode(sale())),
        (8_000, True, HOST.encode(undo)),
        (9_000, False, HOST.encode(answer())),
    ]
    money = records(events(said))[0].money
    assert (money.charges, money.booked_krw, money.agrees) == (1, 0, False)


def test_a_cancel_gives_back() -> None:
    undo = sale("000002", "12300", Kind.CANCEL, orig_stan="000001", orig_date="260910", orig_amount="12300")
    undone = answer("000002", "12300", Kind.CANCEL, orig_stan="000001")
    said = [*host_sale(), (9_000, True, HOST.encode(undo)), (9_900, False, HOST.encode(undone))]
    money = records(events(said))[0].money
    assert (money.charges, money.booked_krw, money.agrees) == (0, 0, True)


def test_the_same_approval_told_twice_is_one_charge() -> None:
    said = [*host_sale(), (5_000, True, HOST.encode(sale())), (5_900, False, HOST.encode(answer()))]
    money = records(events(said))[0].money
    assert (money.charges, money.charged_krw, money.booked_krw) == (1, 12300, 12300)
