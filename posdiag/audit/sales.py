"""The payments that the POS made in a case: its sendings, what it was told, and what it did about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from posdiag.audit.seen import Said, Shape
from posdiag.diagnose.reading import won
from posdiag.payment.money import Belief
from posdiag.wire.message import Kind

APPROVED = ("00", "10")
_SETTLING = (Kind.INQUIRE, Kind.REVERSE, Kind.CANCEL)


@dataclass(slots=True)
class Payment:
    """One payment from its first request until the next payment's.

    `attempts` are sendings of the sale, each with its repeats on the line. `settling` are inquiries,
    reversals and cancels that came after. `answers` are sound answers about it, `others` those about
    another payment, `spoilt` what came damaged or in part.
    """

    stan: str
    amount_krw: int
    attempts: list[list[Said]] = field(default_factory=list)
    settling: list[Said] = field(default_factory=list)
    answers: list[Said] = field(default_factory=list)
    others: list[Said] = field(default_factory=list)
    spoilt: list[Said] = field(default_factory=list)
    controls: list[Said] = field(default_factory=list)  # the terminal's
    unasked: list[Said] = field(default_factory=list)  # sendings again before anything was settled
    told: Belief = Belief.UNKNOWN
    answer: Said | None = None  # what told it
    approved_ms: int | None = None  # when an approval first came

    @property
    def request(self) -> Said:
        return self.attempts[0][0]

    @property
    def stans(self) -> frozenset[str]:
        """The numbers of all its attempts: one that is sent again may bear another."""
        requests = (attempt[0].message for attempt in self.attempts)
        return frozenset(request.get("stan") for request in requests if request is not None) - {""}

    @property
    def sendings(self) -> list[Said]:
        return [said for attempt in self.attempts for said in attempt]

    @property
    def taken(self) -> bool:
        """Whether the POS could know that the terminal had the request: by an ACK, or by any answer."""
        heard = any(said.control == "ACK" for said in self.controls)
        return heard or bool(self.answers or self.spoilt)

    def hear(self, said: Said, old: bool = False) -> None:
        """Something of the terminal's while this is the POS's payment; `old` where it was said before it."""
        if said.control:
            self.controls.append(said)
        elif said.shape in (Shape.DAMAGED, Shape.PART):
            self.spoilt.append(said)
        elif said.answers(Kind.APPROVE, *_SETTLING):
            belief = self._told_by(said)
            if belief is None or old:
                self.others.append(said)
                return
            self.answers.append(said)
            if belief is not Belief.UNKNOWN:
                self.told, self.answer = belief, said
            if belief is Belief.APPROVED and self.approved_ms is None:
                self.approved_ms = said.last_ms

    def _told_by(self, said: Said) -> Belief | None:
        """What an answer tells of this payment; None where it is about another."""
        message = said.message
        assert message is not None
        result = message.get("result")
        if message.kind is Kind.APPROVE:
            if self.stans and message.get("stan") not in ("", *self.stans):
                return None
            return Belief.APPROVED if result in APPROVED else Belief.DECLINED
        if message.kind is Kind.INQUIRE:
            outcome, about = message.get("orig_result") or result, message.get("orig_stan")
            if self.stans and about and about not in self.stans:
                return Belief.DECLINED  # the last sale is another one
            return Belief.APPROVED if outcome in APPROVED else Belief.DECLINED
        return Belief.DECLINED if result == "00" else Belief.UNKNOWN


def payments_of(said: Sequence[Said], expected: int, began_ms: Sequence[int] = ()) -> list[Payment]:
    """The payments of a case of `expected` payments.

    A sale under the number of the one before is that sale again, and so is one more than were
    expected. `began_ms` is when the program was started: each start makes a payment of its own.
    """
    payments: list[Payment] = []
    starts = sorted(began_ms)
    since: list[Said] = []  # what the terminal said since the last sending
    for one in said:
        current = payments[-1] if payments else None
        if one.asks(Kind.APPROVE):
            if current is None or _is_new(one, payments, expected, starts):
                assert one.message is not None
                current = Payment(one.message.get("stan"), won(one.message.get("amount")))
                payments.append(current)
            _send(current, one, since)
            since = []
        elif current is None:
            continue
        elif one.asks(*_SETTLING):
            current.settling.append(one)
        elif not one.from_pos:
            current.hear(one, _is_old(one, payments[:-1]))
            since.append(one)
    for before, after in pairwise(payments):
        after.others[:0] = _left_over(before, after)
    return payments


def _is_old(one: Said, before: Sequence[Payment]) -> bool:
    """Whether an approval is byte for byte that of an earlier payment: none is given twice."""
    return any(
        one.data == answer.data and _result(answer) in APPROVED for pay in before for answer in pay.answers
    )


def _result(answer: Said) -> str:
    return "" if answer.message is None else answer.message.get("result")


def _left_over(before: Payment, after: Payment) -> list[Said]:
    """Answers that came again before the next payment was asked for, and may have lain there unread."""
    if before.stan == after.stan:
        return []
    sales = [one for one in before.answers if one.answers(Kind.APPROVE)]
    return sales[1:]


def _is_new(one: Said, payments: Sequence[Payment], expected: int, starts: Sequence[int]) -> bool:
    last = payments[-1]
    if any(last.request.first_ms < start <= one.first_ms for start in starts):
        return True
    assert one.message is not None
    if len(payments) >= expected:
        return False
    stan = one.message.get("stan")
    if not stan:  # nothing names a sale here: an answered one is not sent again, and a repeat is the same
        return last.told is not Belief.UNKNOWN or one.data != last.sendings[-1].data
    return stan != last.stan


def _send(payment: Payment, one: Said, since: Sequence[Said]) -> None:
    """File a sending: a repeat on the line, for want of an ACK or after a NAK, or the sale once more."""
    last = payment.attempts[-1][-1] if payment.attempts else None
    moved = any(said.control == "ACK" or said.shape is not Shape.CONTROL for said in since)
    if last is not None and last.data == one.data and not moved:
        payment.attempts[-1].append(one)
        return
    if last is not None and payment.told is Belief.UNKNOWN and payment.taken and not payment.settling:
        payment.unasked.append(one)
    payment.attempts.append([one])


__all__ = ["APPROVED", "Payment", "payments_of"]
