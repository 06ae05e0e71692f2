"""What each deed changes, and that it changes nothing else."""

from __future__ import annotations

from dataclasses import replace

from posdiag.guidance.deeds import SETTINGS, changed_traits, problem_of
from posdiag.profile.traits import Entry, OnTimeout, Timers, Traits
from posdiag.replay.variant import Variant
from tests.guidance.counter import variant


def do(deed: str, value: object, before: Variant) -> Variant | None:
    return SETTINGS[deed](before, value)


def test_a_timer_is_set_and_the_rest_of_the_release_stays() -> None:
    before = variant(traits=Traits(timers=Timers(answer_ms=15000), chip_fallback=False))
    after = do("traits", {"timers.answer_ms": "60000"}, before)
    assert after is not None
    assert after.release.traits == replace(before.release.traits, timers=Timers(answer_ms=60000))
    assert after.scenario is before.scenario


def test_a_setting_that_is_already_so_changes_nothing() -> None:
    before = variant()
    assert do("traits", {"chip_fallback": "true"}, before) is before
    assert do("on_timeout", ["inquire", "reverse"], before) is before
    assert do("route", "van", before) is before


def test_values_that_make_no_sense_are_no_deed() -> None:
    assert do("traits", {"timers.answer_ms": "soon"}, variant()) is None
    assert do("traits", {"no_such": "1"}, variant()) is None
    assert do("on_timeout", ["pray"], variant()) is None


def test_wire_options_are_laid_over_those_of_the_release() -> None:
    before = variant(
        traits=Traits(wire={"check": "xor-from-stx", "length": {"kind": "bcd", "itself": "yes"}})
    )
    after = do("wire", {"length": {"kind": "ascii4"}}, before)
    assert after is not None
    assert after.release.traits.wire == {
        "check": "xor-from-stx",
        "length": {"kind": "ascii4", "itself": "yes"},
    }


def test_options_seen_on_the_other_side_are_set_all_at_once() -> None:
    after = do("wire_options", "mti=bcd numeric=bcd-left", variant())
    assert after is not None
    assert after.release.traits.wire == {"mti": "bcd", "numeric": "bcd-left"}


def test_the_order_after_silence_is_set() -> None:
    before = variant(traits=Traits(on_timeout=(OnTimeout.RETRY,)))
    after = do("on_timeout", ["inquire", "reverse"], before)
    assert after is not None
    assert after.release.traits.on_timeout == (OnTimeout.INQUIRE, OnTimeout.REVERSE)


def test_fallback_needs_the_stripe_too() -> None:
    before = variant(traits=Traits(chip_fallback=False, entry_modes=frozenset({Entry.CHIP})))
    after = do("fallback", "on", before)
    assert after is not None
    assert after.release.traits.chip_fallback
    assert Entry.STRIPE in after.release.traits.entry_modes


def test_a_restart_loads_the_registered_tid() -> None:
    after = do("restart", "tid", variant(traits=Traits(tid="10000009")))
    assert after is not None
    assert after.release.traits.tid == "10000001"


def test_traits_of_cards_are_judged_before_they_are_used() -> None:
    assert problem_of({"timers.answer_ms": "60000"}) is None
    assert problem_of({"timers.answer_ms": "$needed_ms"}) is None
    assert problem_of({"timers.answer_ms": "soon"}) is not None
    assert changed_traits(Traits(), {"retries": "x"}) is None
