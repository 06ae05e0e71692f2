"""The account of the money: from the issuer's statement where there is one, else from the messages."""

from __future__ import annotations

from collections.abc import Iterable

from posdiag.payment.money import Belief, MoneyAccount, SeenBy
from posdiag.replay.books import Books
from posdiag.transcript import Statement
from posdiag.wire.message import Kind, Message


def account(
    books: Books, statement: Statement | None, answers: Iterable[Message], asked: Iterable[Message] = ()
) -> MoneyAccount:
    """What the customer was charged, and whether the POS's books say the same.

    `answers` are the replies heard on the POS's link, `asked` its requests; they are used only where
    there is no statement.
    """
    belief = books.belief()
    booked = books.booked_krw()
    if statement is not None:
        charges, charged, purses = _by_statement(statement)
        return MoneyAccount(charges, charged, purses, belief, booked, booked == charged, SeenBy.STATEMENT)
    charges, charged = _by_messages(answers, asked)
    return MoneyAccount(charges, charged, {}, belief, booked, booked == charged, SeenBy.MESSAGES)


def _by_statement(statement: Statement) -> tuple[int, int, dict[str, int]]:
    """Live approvals, their sum, and the purses they came from."""
    by_approval: dict[str, int] = {}
    purses: dict[str, int] = {}
    for row in statement.rows:
        sign = -1 if row.kind == "cancel" else 1
        by_approval[row.approval] = by_approval.get(row.approval, 0) + sign * row.amount_krw
        purses[row.purse] = purses.get(row.purse, 0) + sign * row.amount_krw
    live = [amount for amount in by_approval.values() if amount > 0]
    return len(live), sum(live), {purse: amount for purse, amount in sorted(purses.items()) if amount}


def _by_messages(answers: Iterable[Message], asked: Iterable[Message]) -> tuple[int, int]:
    """Approvals heard, less those that were cancelled or reversed, by trace number.

    An approval that comes after its own reversal was confirmed (00) is void: the host had it by then.
    """
    live: dict[str, int] = {}
    stan_of: dict[str, str] = {}
    named = {(request.kind, request.get("stan")): request.get("orig_stan") for request in asked}
    void: set[str] = set()
    for answer in answers:
        result, stan = answer.get("result"), answer.get("stan")
        if answer.kind is Kind.APPROVE and result in ("00", "10") and stan not in void:
            live[stan] = _won(answer.get("approved_amount"))
            stan_of[answer.get("approval")] = stan
        elif answer.kind in (Kind.CANCEL, Kind.REVERSE) and result == "00":
            original = answer.get("orig_stan") or named.get((answer.kind, stan), "")
            original = original or stan_of.get(answer.get("approval"), "")
            live.pop(original, None)
            void |= {original} if answer.kind is Kind.REVERSE else set()
        elif answer.kind is Kind.INQUIRE and answer.get("orig_result") in ("00", "10"):
            live.setdefault(answer.get("orig_stan"), _won(answer.get("approved_amount")))
    return len(live), sum(live.values())


def believed(text: str) -> Belief:
    """The belief in a transcript's note of it (`approved 12300`)."""
    word = text.split(" ", 1)[0]
    return Belief(word) if word in set(Belief) else Belief.UNKNOWN


def _won(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
