"""What each deed changes, and that it changes nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posdiag.guidance.deeds import DEEDS, changed_traits, problem_of
from posdiag.profile.traits import Entry, OnTimeout, Timers, Traits
from posdiag.replay.scenario import Item, Scenario
from posdiag.replay.variant import Variant
from tests.diagnose.playbook import story
from tests.guidance.counter import later, variant


def do(deed: str, value: object, before: Variant) -> Variant | None:
    return DEEDS[deed](before, value, (before.release, later(before)))


def test_a_timer_is_set_and_the_rest_of_the_release_stays() -> None:
    before = variant(traits=Traits(timers=Timers(answer_ms=15000), chip_fallback=False))
    after = do("traits", {"timers.answer_ms": "60000"}, before)
    assert after is not None
    assert after.release.traits == replace(before.release.traits, timers=Timers(answer_ms=60000))
    assert after.scenario is before.scenario


def test_a_setting_that_is_already_so_is_no_deed() -> None:
    assert do("traits", {"chip_fallback": "true"}, variant()) is None
    assert do("on_timeout", ["inquire", "reverse"], variant()) is None
    assert do("entry", "chip", variant()) is None
    assert do("route", "van", variant()) is None


def test_values_that_make_no_sense_are_no_deed() -> None:
    assert do("traits", {"timers.answer_ms": "soon"}, variant()) is None
    assert do("traits", {"no_such": "1"}, variant()) is None
    assert do("on_timeout", ["pray"], variant()) is None
    assert do("entry", "telepathy", variant()) is None


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


@pytest.mark.parametrize("which", ["newest", "next"])
def test_a_newer_release_is_taken_where_there_is_one(which: str) -> None:
    before = variant()
    after = do("release", which, before)
    assert after is not None
    assert after.release.release == "2.0"
    newest = Variant(before.scenario, later(before))
    assert DEEDS["release"](newest, which, (before.release, newest.release)) is None


def test_another_way_of_reading_changes_each_payment() -> None:
    after = do("entry", "stripe", variant())
    assert after is not None
    assert [step.entry for step in after.scenario.steps] == [Entry.STRIPE]
    keyed = do("keyed", "yes", variant())
    assert keyed is not None
    assert keyed.scenario.steps[0].entry is Entry.KEYED


def test_a_split_pays_what_the_coupon_holds_and_then_the_rest() -> None:
    after = do("split", "by-balance", variant(story(balance=5000)))
    assert after is not None
    assert [(step.amount_krw, step.instrument) for step in after.scenario.steps] == [
        (5000, "main"),
        (3800, "rest"),
    ]
    assert sum(step.tax_krw for step in after.scenario.steps) == 800
    assert [(m.charges, m.charged_krw) for m in after.scenario.expect.money] == [(2, 8800)]
    assert do("split", "by-balance", variant(story(balance=30000))) is None


def test_another_card_pays_the_whole_amount() -> None:
    after = do("tender", "card", variant())
    assert after is not None
    assert after.scenario.instruments["rest"].kind == "card"
    assert do("tender", "card", variant(story(kind="card"))) is None


def test_a_top_up_fills_what_is_missing() -> None:
    after = do("top_up", "shortage", variant(story(kind="voucher-linked", balance=8799)))
    assert after is not None
    assert after.scenario.instruments["main"].balances == {"coupon": 8800}
    assert do("top_up", "shortage", variant(story(balance=30000))) is None


def with_items(*items: Item) -> Scenario:
    plain = story()
    main = replace(plain.instruments["main"], state={"excluded_items": "alcohol, tobacco"})
    step = replace(plain.steps[0], items=items)
    return replace(plain, steps=(step,), instruments={"main": main})


def test_barred_items_are_taken_out_of_the_basket() -> None:
    basket = with_items(Item("도시락", 5000), Item("소주", 3800, ("alcohol",)))
    after = do("items", "allowed", variant(basket))
    assert after is not None
    assert after.scenario.steps[0].amount_krw == 5000
    assert do("items", "allowed", variant(with_items(Item("도시락", 8800)))) is None


def test_traits_of_cards_are_judged_before_they_are_used() -> None:
    assert problem_of({"timers.answer_ms": "60000"}) is None
    assert problem_of({"timers.answer_ms": "$needed_ms"}) is None
    assert problem_of({"timers.answer_ms": "soon"}) is not None
    assert changed_traits(Traits(), {"retries": "x"}) is None
