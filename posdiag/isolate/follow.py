"""What a scenario still expects when its steps are left out or their amounts change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from posdiag.replay.scenario import Do, Expect, Money, Scenario, Step

#: What became of each step, in their order; None where it was left out.
Turned = Sequence[Step | None]
_MOST_SALES = 8


@dataclass(frozen=True, slots=True)
class Followed:
    """The expectation after a change. `sure` where no replay has to confirm it."""

    expect: Expect
    sure: bool


def follow(scenario: Scenario, turned: Turned) -> Followed | None:
    """The accepted accounts of the money with the same sales in them; None where none can be told.

    Which sales an account is about is known by its sum. A sale that was cancelled and no longer is, or
    an account that names several purses, makes the answer a guess: `sure` is False.
    """
    before = _live(scenario.steps)
    kept = [step for step in turned if step is not None]
    after = {number for number in before if turned[number] is not None}
    freed = len(_live(kept)) != len(after)
    sure = not freed
    accounts: list[Money] = []
    for money in scenario.expect.money:
        account, certain = _account(money, scenario.steps, turned, before)
        sure = sure and certain
        if account is not None and account not in accounts:
            accounts.append(account)
    if scenario.expect.money and not accounts:
        return None
    expect = scenario.expect
    return Followed(
        Expect(expect.outcome, tuple(accounts), expect.reply, expect.shows_balance),
        sure and expect.outcome == ("approved",),
    )


def _live(steps: Sequence[Step]) -> list[int]:
    """Indexes of the sales that no later step cancels."""
    cancelled = {step.of - 1 for step in steps if step.do is Do.CANCEL}
    return [n for n, step in enumerate(steps) if step.do is Do.PAY and n not in cancelled]


def _account(
    money: Money, steps: Sequence[Step], turned: Turned, live: list[int]
) -> tuple[Money | None, bool]:
    """One accepted account after the change, and whether that is certain."""
    if not money.charges:
        return money, True
    meant = _sales_of(money, steps, live)
    if meant is None:
        return None, False
    rest = [step for number in meant if (step := turned[number]) is not None]
    charged = sum(step.amount_krw for step in rest)
    if len(meant) == money.charges:
        charges = len(rest)
    elif len(rest) == len(meant):
        charges = money.charges
    else:
        return None, False
    if not charged:
        return Money(0, 0), True
    return Money(charges, charged, _purses(money, charged)), len(money.from_purse) < 2


def _sales_of(money: Money, steps: Sequence[Step], live: list[int]) -> tuple[int, ...] | None:
    """The sales whose amounts add up to the account, as many as can be."""
    few = live[:_MOST_SALES]
    for size in range(len(few), 0, -1):
        for some in combinations(few, size):
            if sum(steps[number].amount_krw for number in some) == money.charged_krw:
                return some
    return None


def _purses(money: Money, charged_krw: int) -> dict[str, int]:
    """The sum over the same purses: the first one as far as it went before, what is left on the last."""
    left = charged_krw
    parts: dict[str, int] = {}
    names = list(money.from_purse)
    for name in names:
        part = left if name == names[-1] else min(left, money.from_purse[name])
        if part:
            parts[name] = part
        left -= part
    return parts
