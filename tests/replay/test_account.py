"""The account of the money, from a statement and from messages alone."""

from __future__ import annotations

from posdiag.payment.money import Belief, SeenBy
from posdiag.profile.traits import Entry
from posdiag.replay.account import account, believed
from posdiag.replay.books import Books, Sale
from posdiag.replay.scenario import Do
from posdiag.transcript import Statement, StatementRow
from posdiag.wire.message import Kind, Message


def books(*amounts: int) -> Books:
    return Books(
        [
            Sale(
                index,
                Do.PAY if amount >= 0 else Do.CANCEL,
                f"{index:06d}",
                abs(amount),
                Entry.CHIP,
                belief=Belief.APPROVED,
                booked_krw=amount,
            )
            for index, amount in enumerate(amounts, 1)
        ]
    )


def row(kind: str, amount: int, purse: str, approval: str) -> StatementRow:
    return StatementRow(0, kind, amount, purse, approval)


def test_a_split_charge_is_one_charge_from_two_purses() -> None:
    statement = Statement((row("charge", 10_000, "coupon", "1"), row("charge", 2_300, "card", "1")))
    money = account(books(12_300), statement, [])
    assert (money.charges, money.charged_krw) == (1, 12_300)
    assert money.from_purse == {"card": 2_300, "coupon": 10_000}
    assert money.agrees
    assert money.seen_by is SeenBy.STATEMENT


def test_two_live_approvals_for_one_booked_sale_do_not_agree() -> None:
    statement = Statement((row("charge", 5_000, "coupon", "1"), row("charge", 5_000, "coupon", "2")))
    money = account(books(5_000), statement, [])
    assert (money.charges, money.charged_krw, money.agrees) == (2, 10_000, False)


def test_a_cancelled_charge_leaves_nothing() -> None:
    statement = Statement((row("charge", 5_000, "coupon", "1"), row("cancel", 5_000, "coupon", "1")))
    money = account(books(5_000, -5_000), statement, [])
    assert (money.charges, money.charged_krw, money.from_purse, money.agrees) == (0, 0, {}, True)


def test_without_a_statement_the_messages_are_counted_and_the_purse_stays_unknown() -> None:
    answers = [
        Message(Kind.APPROVE, True, {"stan": "000001", "result": "00", "approved_amount": "700"}),
        Message(Kind.APPROVE, True, {"stan": "000001", "result": "00", "approved_amount": "700"}),
        Message(Kind.APPROVE, True, {"stan": "000002", "result": "51"}),
    ]
    money = account(books(700), None, answers)
    assert (money.charges, money.charged_krw, money.from_purse) == (1, 700, {})
    assert money.agrees
    assert money.seen_by is SeenBy.MESSAGES


def test_an_approval_that_was_reversed_does_not_count() -> None:
    answers = [
        Message(Kind.APPROVE, True, {"stan": "000001", "result": "00", "approved_amount": "700"}),
        Message(Kind.REVERSE, True, {"stan": "000002", "result": "00", "orig_stan": "000001"}),
    ]
    assert account(books(), None, answers).charges == 0


def test_answers_that_name_no_sale_undo_the_one_that_their_request_named() -> None:
    words = {"stan": "000001", "result": "00", "approved_amount": "700", "approval": "A1"}
    sale = Message(Kind.APPROVE, True, words)
    for kind in (Kind.CANCEL, Kind.REVERSE):
        asked = [Message(kind, False, {"stan": "000002", "orig_stan": "000001"})]
        done = Message(kind, True, {"stan": "000002", "result": "00"})
        assert account(books(), None, [sale, done]).charges == 1
        assert account(books(), None, [sale, done], asked).charges == 0


def test_an_approval_after_its_own_reversal_is_void_but_not_one_that_was_unknown_then() -> None:
    late = Message(Kind.APPROVE, True, {"stan": "000001", "result": "00", "approved_amount": "700"})
    asked = [Message(Kind.REVERSE, False, {"stan": "000002", "orig_stan": "000001"})]
    for result, charges in (("00", 0), ("25", 1)):
        told = Message(Kind.REVERSE, True, {"stan": "000002", "result": result})
        assert account(books(), None, [told, late], asked).charges == charges


def test_a_belief_is_read_back_from_its_note() -> None:
    assert believed("approved 12300") is Belief.APPROVED
    assert believed("no such word") is Belief.UNKNOWN
