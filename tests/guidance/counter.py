"""A failing case at a counter, for tests of advice: one sale, one release, one later release."""

from __future__ import annotations

from dataclasses import replace

from posdiag.guidance.prove import Replayed
from posdiag.payment.money import Belief, MoneyAccount
from posdiag.profile.model import PosRelease
from posdiag.profile.traits import Traits
from posdiag.replay.scenario import Scenario
from posdiag.replay.variant import Variant
from tests.diagnose.playbook import story

REFUSED = MoneyAccount(0, 0, {}, Belief.DECLINED)
PAID = MoneyAccount(1, 8800, {"coupon": 8800}, Belief.APPROVED, 8800)
OPEN = MoneyAccount(1, 8800, {"coupon": 8800}, Belief.UNKNOWN, 0, False)
TWICE = MoneyAccount(2, 17600, {"coupon": 17600}, Belief.APPROVED, 8800, False)

FAILED = Replayed(REFUSED)
LEFT_OPEN = Replayed(OPEN)
PASSED = Replayed(PAID, ended_well=True, clean=True)


def release(version: str = "1.0", traits: Traits | None = None) -> PosRelease:
    return PosRelease(
        id="reference/till",
        release=version,
        date="2025-01-01",
        name={"ko": "포스", "en": "till"},
        rig="counter-fs",
        traits=traits or Traits(),
        origins={},
        kind="reference",
        source="made up",
        place="till.yaml:1",
        note={},
        shows=(),
        speaks_rig=True,
    )


def variant(scenario: Scenario | None = None, traits: Traits | None = None) -> Variant:
    return Variant(scenario or story(), release(traits=traits))


def later(one: Variant) -> PosRelease:
    return replace(one.release, release="2.0")
