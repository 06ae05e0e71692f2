"""Deeds filled from facts and carried out."""

from __future__ import annotations

from posdiag.guidance.act import apply, fill
from posdiag.guidance.cards import Card
from posdiag.profile.traits import Timers, Traits
from tests.guidance.counter import later, variant


def card(act: dict[str, object]) -> Card:
    return Card("one", ("unknown",), "fix", "technician", {"ko": "가", "en": "a"}, act=act)


def test_facts_fill_in_what_a_card_leaves_open() -> None:
    act: object = {"wire": {"check": "$check"}, "list": ["$a", "b"]}
    assert fill(act, {"check": "none", "a": "1"}) == {"wire": {"check": "none"}, "list": ["1", "b"]}
    assert fill(act, {"check": "none"}) is None
    assert fill("$length.kind", {"length.kind": "bcd"}) == "bcd"


def test_a_deed_is_carried_out_on_the_failing_case() -> None:
    before = variant()
    after = apply(card({"wire": {"check": "$check"}}), before, (before.release,), {"check": "xor-from-stx"})
    assert after is not None
    assert after.release.traits.wire == {"check": "xor-from-stx"}


def test_two_deeds_are_carried_out_one_after_the_other() -> None:
    before = variant(traits=Traits(timers=Timers(answer_ms=9000)))
    act: dict[str, object] = {"release": "newest", "traits": {"timers.answer_ms": "60000"}}
    after = apply(card(act), before, (before.release, later(before)), {})
    assert after is not None
    assert (after.release.release, after.release.traits.timers.answer_ms) == ("2.0", 60000)


def test_no_deed_a_missing_fact_or_no_change_is_nothing_to_replay() -> None:
    before = variant()
    assert apply(card({}), before, (), {}) is None
    assert apply(card({"wire": {"check": "$check"}}), before, (), {}) is None
    assert apply(card({"release": "newest"}), before, (before.release,), {}) is None
