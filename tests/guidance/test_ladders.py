"""Rungs come from the least, each with the words for what was done."""

from __future__ import annotations

from dataclasses import replace

from posdiag.guidance.ladders import LADDERS, TIMERS, TOLD, Rung, Stock
from posdiag.profile.traits import Timers, Traits
from tests.guidance.counter import later, variant


def rungs(ladder: str, value: str, before: object = None, stock: Stock | None = None) -> list[Rung]:
    case = variant() if before is None else before
    return list(LADDERS[ladder](case, value, stock or Stock()))  # type: ignore[arg-type]


def test_a_timer_is_tried_from_the_next_value_up_and_set_with_a_margin() -> None:
    before = variant(traits=Traits(timers=Timers(answer_ms=20_000)))
    found = rungs("timer", "timers.answer_ms", before)
    first = found[0]
    assert first.scout is not None
    assert first.scout.release.traits.timers.answer_ms == 25_000
    assert first.variant.release.traits.timers.answer_ms == 35_000
    assert first.told == {"seconds": "35"}
    assert all(rung.variant.release.traits.timers.answer_ms > 20_000 for rung in found)


def test_half_seconds_are_told_as_such() -> None:
    found = rungs("timer", "timers.gap_ms", variant(traits=Traits(timers=Timers(gap_ms=1000))))
    assert found[0].told == {"seconds": "2.5"}


def test_no_timer_of_that_name_has_no_rungs() -> None:
    assert rungs("timer", "timers.tea_ms") == []
    assert "timers.answer_ms" in TIMERS


def test_releases_after_the_present_one_are_tried_in_their_order() -> None:
    before = variant()
    second, third = later(before), replace(before.release, release="3.0")
    stock = Stock((before.release, second, third))
    assert [rung.told["release"] for rung in rungs("release", "next", before, stock)] == ["2.0", "3.0"]
    assert [rung.told["release"] for rung in rungs("release", "newest", before, stock)] == ["3.0"]
    newest = replace(before, release=third)
    assert rungs("release", "next", newest, stock) == []
    assert rungs("release", "next", before, Stock((second,))) == []


def test_newer_firmware_is_another_terminal_for_the_same_case() -> None:
    stock = Stock(terminals=("sim:counter-fs@2.0", "sim:counter-fs@2.1"))
    found = rungs("firmware", "next", None, stock)
    assert [rung.variant.terminal for rung in found] == ["sim:counter-fs@2.0", "sim:counter-fs@2.1"]
    assert found[0].told == {"firmware": "2.0"}


def test_every_ladder_says_what_it_tells() -> None:
    assert set(LADDERS) == set(TOLD)
