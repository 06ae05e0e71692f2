"""A failing case at a counter, for tests of advice: one sale, one release, one later release."""

from __future__ import annotations

from dataclasses import replace

from posdiag.guidance.prove import Replayed
from posdiag.payment.money import Belief
from posdiag.profile.model import PosRelease
from posdiag.profile.traits import Traits
from posdiag.record import Verdict
from posdiag.replay.scenario import Scenario
from posdiag.replay.variant import Variant
from tests.diagnose.playbook import story

FAILED = Replayed(Verdict.INCOMPATIBLE, Belief.DECLINED, 0, 0, True)
PASSED = Replayed(Verdict.COMPATIBLE, Belief.APPROVED, 1, 8800, True)


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
