"""Traits that explain what the bytes show."""

from __future__ import annotations

from posdiag.diagnose.explain import EXPLANATIONS, explained
from posdiag.diagnose.finding import Severity
from posdiag.diagnose.sayings import SAYINGS, found
from posdiag.profile.trait_types import TRAIT_READERS
from posdiag.profile.traits import Timers, Traits


def test_a_short_timer_explains_that_the_pos_gave_up_early() -> None:
    finding = found("timing.pos_gave_up_early", Severity.ERROR)
    assert explained(finding, Traits(timers=Timers(answer_ms=15000))).facts["trait"] == "timers.answer_ms"
    assert "trait" not in explained(finding, Traits(timers=Timers(answer_ms=60000))).facts
    assert explained(finding, None) is finding


def test_explanations_name_findings_and_traits_that_exist() -> None:
    assert set(EXPLANATIONS) <= set(SAYINGS)
    assert {name for name, _ in EXPLANATIONS.values()} <= set(TRAIT_READERS)


def test_a_sound_release_explains_nothing() -> None:
    for code in EXPLANATIONS:
        finding = found(code, Severity.ERROR)
        if code not in ("till.refused_entry",):  # the default release has no fallback entry of its own
            assert "trait" not in explained(finding, Traits()).facts, code
