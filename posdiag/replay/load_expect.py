"""What a scenario expects, from YAML: beliefs, accounts of the money, response codes of a refusal."""

from __future__ import annotations

from collections.abc import Mapping

from posdiag.marked import Marked
from posdiag.payment.instrument import PURSES
from posdiag.payment.money import Belief
from posdiag.replay.scenario import Do, Expect, Money, Step
from posdiag.worded import worded


def read_expect(value: Marked, steps: tuple[Step, ...]) -> Expect:
    """The expectation, with faults where it contradicts itself or the steps."""
    beliefs = [belief.value for belief in Belief]
    outcome = value.get("outcome")
    outcomes = tuple(item.as_choice(beliefs, "approved") for item in outcome.items()) if outcome else ()
    money = tuple(_money(entry) for entry in value.list("money"))
    expect = Expect(
        outcome=outcomes or ("approved",),
        money=money,
        reply=tuple(code.as_text() for code in value.list("reply")),
        shows_balance=value.flag("shows_balance"),
    )
    value.no_other_keys()
    pays = any(step.do is Do.PAY for step in steps)
    if pays and not money:
        value.fault(
            worded("no `money`"), worded("say what should be charged: `[{charges: 1, charged_krw: …}]`")
        )
    if expect.reply and all(code in ("00", "10") for code in expect.reply) and "declined" in outcomes:
        value.fault(worded("`reply` holds no code of a refusal"), worded("`reply` is for refusals only"))
    return expect


def _money(entry: Marked) -> Money:
    purses = entry.get("from_purse")
    money = Money(
        charges=entry.need("charges").as_int(0, at_least=0, at_most=100),
        charged_krw=entry.need("charged_krw").as_int(0, at_least=0),
        from_purse=_purses(purses) if purses is not None else {},
    )
    entry.no_other_keys()
    if bool(money.charges) != bool(money.charged_krw):
        entry.fault(worded("charges without won, or won without charges"), worded("correct one of them"))
    if money.from_purse and sum(money.from_purse.values()) != money.charged_krw:
        entry.fault(worded("`from_purse` does not add up to `charged_krw`"), worded("correct one of them"))
    return money


def _purses(value: Marked) -> Mapping[str, int]:
    purses = {}
    for purse, amount in value.pairs():
        if purse not in PURSES:
            amount.unknown(PURSES)
        purses[purse] = amount.as_int(0, at_least=1)
    return purses
