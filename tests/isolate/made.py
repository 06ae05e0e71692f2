"""Made-up releases, scenarios and outcomes, so that searches are tested without a replay."""

from __future__ import annotations

from collections.abc import Mapping

from posdiag.isolate.outcome import Outcome
from posdiag.payment.money import Belief, MoneyAccount
from posdiag.profile.model import Origin, PosRelease
from posdiag.profile.traits import Traits
from posdiag.record import Verdict
from posdiag.replay.scenario import Do, Expect, Instrument, Item, Money, Scenario, Step

NAME = {"ko": "가짜", "en": "made up"}


def release(
    version: str = "1.0", traits: Traits | None = None, origins: Mapping[str, Origin] | None = None
) -> PosRelease:
    """A release of a made-up product."""
    return PosRelease(
        id="reference/made-up",
        release=version,
        date="2025-01-01",
        name=NAME,
        rig="made-up",
        traits=traits or Traits(dialect="kr-fs"),
        origins=origins or {},
        kind="reference",
        source="made up",
        place=f"made-up.yaml:{version}",
    )


def pay(amount_krw: int, *items: Item, tax_krw: int = 0, instrument: str = "main") -> Step:
    return Step(Do.PAY, amount_krw, tax_krw, items=tuple(items), instrument=instrument)


def scenario(*steps: Step, expect: Expect | None = None, faults: tuple[str, ...] = ()) -> Scenario:
    """A scenario in which every sale is expected to be approved and charged."""
    charged = sum(step.amount_krw for step in steps if step.do is Do.PAY)
    count = sum(step.do is Do.PAY for step in steps)
    return Scenario(
        id="made-up",
        name=NAME,
        steps=steps,
        instruments={
            "main": Instrument("prepaid", balances={"coupon": 1_000_000}, state={"region": "seoul"})
        },
        expect=expect or Expect(("approved",), (Money(count, charged, {"coupon": charged}),)),
        faults=faults,
        source="made up",
        place="made-up.yaml:1",
    )


def good(charges: int = 1, charged_krw: int = 8_800) -> Outcome:
    money = MoneyAccount(charges, charged_krw, {"coupon": charged_krw}, Belief.APPROVED, charged_krw)
    return Outcome(Verdict.COMPATIBLE, money=money)


def bad(cause: str = "comm.timeout.pos_too_short", *worst: str) -> Outcome:
    return Outcome(Verdict.INCOMPATIBLE, cause, frozenset(worst or ("timing.made_up",)), as_expected=False)


def unclear() -> Outcome:
    return Outcome(Verdict.INCONCLUSIVE)
