"""What a cashier does before paying again: ask what became of the sale, undo it, or leave it open."""

from __future__ import annotations

from collections.abc import Generator

from posdiag.payment.money import Belief
from posdiag.profile.traits import Traits
from posdiag.replay.books import Sale
from posdiag.replay.errands import as_answer
from posdiag.replay.recovery import Recovery
from posdiag.replay.steps import Command, Told
from posdiag.wire.message import Kind, Message

#: Results by which the issuer took money, whatever the POS made of them.
_TOOK_MONEY = ("00", "10")
#: Results after which it may have: nobody answered the terminal, a number used before, no reason told.
_OPEN = (*_TOOK_MONEY, "T1", "68", "94", "R1", "R2")


def clear_up(sale: Sale, traits: Traits, recovery: Recovery) -> Generator[Command, Told, Message | None]:
    """Inquire, then reverse (DOMAIN 3.5); an approval that was found, as the answer the sale should have got.

    After it the sale is DECLINED where nothing of it is left, so that it may be paid again, and UNKNOWN
    where nobody could tell: then it must not be.
    """
    if _over(sale):
        sale.belief = Belief.DECLINED
        return None
    sale.belief = Belief.UNKNOWN
    found = None
    if Kind.INQUIRE.value in traits.asks:
        found = yield from recovery.inquire(sale)
    outcome = "" if found is None else found.get("orig_result")
    if found is not None and outcome in _TOOK_MONEY:
        return as_answer(found)
    if outcome:
        sale.belief = Belief.DECLINED
        return None
    sale.reversed = yield from recovery.reverse(sale)
    if sale.reversed:
        sale.belief = Belief.DECLINED
    return None


def _over(sale: Sale) -> bool:
    """It never left the POS, was refused by an answer, or was undone: nothing of it can be open."""
    return not sale.stan or sale.reversed or (sale.result != "" and sale.result not in _OPEN)
