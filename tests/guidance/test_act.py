"""Deeds filled from facts and carried out."""

from __future__ import annotations

from dataclasses import replace

from posdiag.guidance.act import fill, rungs
from posdiag.guidance.cards import Card
from posdiag.guidance.ladders import Releases, Stock
from posdiag.profile.traits import Timers, Traits
from posdiag.replay.variant import Variant
from tests.guidance.counter import later, variant


def card(act: dict[str, object]) -> Card:
    return Card("one", ("unknown",), "fix", "technician", {"ko": "가", "en": "a"}, act=act)


def apply(done: Card, before: Variant, releases: Releases, facts: dict[str, str]) -> Variant | None:
    """The first rung of a deed."""
    return next((rung.variant for rung in rungs(done, before, Stock(releases, facts=facts))), None)


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


def test_a_deed_of_two_parts_of_which_one_is_so_already_is_carried_out() -> None:
    act: dict[str, object] = {"on_timeout": ["inquire", "reverse"], "pay_again": "30"}
    after = apply(card(act), variant(), (), {})
    assert after is not None
    assert after.scenario.steps[0].again_ms == 30_000


def test_each_newer_release_is_a_rung_and_told_by_its_version() -> None:
    before = variant()
    third = replace(before.release, release="3.0")
    stock = Stock((before.release, later(before), third))
    found = list(rungs(card({"release": "next"}), before, stock))
    assert [rung.told for rung in found] == [{"release": "2.0"}, {"release": "3.0"}]
