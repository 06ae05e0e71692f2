"""Outages among many sales: host, card range and lonely shop are told apart, and chance is none of them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from posdiag.diagnose import outage as module
from posdiag.diagnose.outage import NO_SERVICE, Outage, Sale, Sales, find
from posdiag.errors import InputError

VANS, ISSUERS = ("X", "Y", "Z"), ("A", "B", "C", "D")
NOON = 1_790_000_000 - 1_790_000_000 % 86_400 + 43_200


def a_day(seed: int = 0, count: int = 3_000, shops: int = 40, usual: float = 0.01) -> list[Sale]:
    """Sales of four hours; a shop keeps its VAN, an issuer has three card ranges."""
    rng = random.Random(seed)
    sales = []
    for _ in range(count):
        shop, issuer = rng.randrange(shops), rng.choice(ISSUERS)
        symptom = rng.choice(("comm.timeout", "coupon.expired")) if rng.random() < usual else ""
        card = f"9400{ISSUERS.index(issuer)}{rng.randrange(3)}"
        van = VANS[shop % len(VANS)]
        sales.append(Sale(NOON + rng.uniform(0, 14_400), van, issuer, card, f"T{shop}", symptom, "line"))
    return sales


def seen(sales: Sequence[Sale]) -> tuple[Outage, ...]:
    counted = Sales()
    for sale in sales:
        counted.take(sale)
    return find(counted)


def failing(sale: Sale, symptom: str = "host.unavailable") -> Sale:
    return replace(sale, symptom=symptom, party="issuer")


def within(sale: Sale, begin_s: float, end_s: float) -> bool:
    return begin_s <= sale.at_s - NOON <= end_s


def test_a_quiet_day_raises_no_alarm() -> None:
    assert seen(a_day()) == ()


def test_a_van_that_is_down_is_found_with_its_time_and_counts() -> None:
    day = [failing(s) if s.van == "X" and within(s, 3_600, 4_800) else s for s in a_day()]
    (found,) = seen(day)
    hit = [s for s in day if s.van == "X" and within(s, 3_600, 4_800)]
    assert (found.kind, found.value, found.symptom, found.party) == ("van", "X", "host.unavailable", "issuer")
    assert (found.failed, found.shops) == (len(hit), len({s.shop for s in hit}))
    assert found.failed <= found.of <= found.failed + 10
    assert found.else_failed == 0
    assert found.else_of == len(day) - found.of
    assert found.from_s == min(s.at_s for s in hit)
    assert found.to_s == max(s.at_s for s in hit)
    assert found.log10_p < -3


def test_an_issuer_that_is_down_is_not_blamed_on_the_vans_or_on_its_card_ranges() -> None:
    day = [failing(s) if s.issuer == "B" and within(s, 0, 3_000) else s for s in a_day()]
    found = seen(day)
    assert [(one.kind, one.value) for one in found] == [("issuer", "B")]


def test_a_card_range_that_fails_everywhere_is_no_outage_of_its_issuer() -> None:
    bad = [failing(s, "card.unknown_bin") if s.bin == "940021" else s for s in a_day()]
    found = seen(bad)
    assert [(one.kind, one.value, one.symptom) for one in found] == [("bin", "940021", "card.unknown_bin")]


def test_an_issuer_with_one_card_range_is_named_with_it() -> None:
    day = [replace(s, bin=f"9400{s.issuer}") for s in a_day()]
    day = [failing(s) if s.issuer == "B" and within(s, 0, 3_000) else s for s in day]
    (found,) = seen(day)
    assert (found.kind, found.also) == ("issuer", (("bin", "9400B"),))


def test_one_broken_shop_is_that_shops_own_however_often_it_fails() -> None:
    day = [failing(s, "comm.disconnected") if s.shop == "T7" else s for s in a_day(count=6_000)]
    (found,) = seen(day)
    assert (found.kind, found.value, found.shops) == ("shop", "T7", 1)
    assert found.failed == found.of > 100


def test_one_shop_that_fails_beside_two_others_by_chance_is_no_outage() -> None:
    day = a_day(usual=0)
    hit = [s for s in day if s.shop == "T7"]
    odd = [s for s in day if s.van == VANS[7 % 3] and s.shop != "T7"][:2]
    day = [failing(s) if s in hit or s in odd else s for s in day]
    assert [one.kind for one in seen(day)] == ["shop"]


def of_one_range(shops: dict[str, int]) -> list[Sale]:
    """A quiet day, and failing sales of a card range that only these shops see, so many in each."""
    day = a_day(usual=0)
    for shop, count in shops.items():
        at_s = [NOON + 3_600 + 7 * number for number in range(count)]
        day += [failing(Sale(at, "X", "A", "940099", shop)) for at in at_s]
    return day


def test_a_card_range_is_not_blamed_for_one_shop_with_two_that_fail_once() -> None:
    day = of_one_range({"T7": 40, "T8": 1, "T9": 1})
    well = [Sale(NOON + 3_600 + 9 * n, "X", "A", "940099", f"T{8 + n % 2}") for n in range(20)]
    found = seen([*day, *well])
    assert [(one.kind, one.value) for one in found] == [("shop", "T7")]


def test_two_shops_are_too_few_for_an_outage_and_three_are_enough() -> None:
    assert {one.kind for one in seen(of_one_range({"T7": 120, "T8": 120}))} == {"shop"}
    assert ("bin", "940099") in {
        (one.kind, one.value) for one in seen(of_one_range({"T7": 9, "T8": 9, "T9": 9}))
    }


def test_an_outage_seen_as_this_and_that_is_counted_together() -> None:
    rng = random.Random(1)
    ways = ("host.unavailable", "comm.timeout", "comm.disconnected")
    day = [
        failing(s, rng.choice(ways)) if s.van == "Y" and within(s, 1_000, 2_200) else s
        for s in a_day(usual=0)
    ]
    first = seen(day)[0]
    assert (first.kind, first.value, first.symptom) == ("van", "Y", NO_SERVICE)
    assert len(seen(day)) == 1


def test_two_outages_at_once_are_both_found() -> None:
    day = [failing(s) if s.van == "X" and within(s, 3_600, 5_400) else s for s in a_day(count=6_000)]
    day = [failing(s, "host.busy") if s.issuer == "D" and within(s, 9_000, 10_800) else s for s in day]
    assert {(one.kind, one.value) for one in seen(day)} == {("van", "X"), ("issuer", "D")}


def test_with_one_van_alone_before_and_after_are_what_it_is_held_against() -> None:
    day = [replace(s, van="X") for s in a_day()]
    day = [failing(s) if within(s, 6_000, 7_200) else s for s in day]
    found = seen(day)
    assert (found[0].kind, found[0].value) == ("van", "X")


def test_a_few_failures_or_few_shops_are_not_enough() -> None:
    day = a_day(usual=0)
    x = [s for s in day if s.van == "X"]
    assert seen([failing(s) if s in x[:4] else s for s in day]) == ()
    two = sorted({s.shop for s in x})[:2]
    both = [failing(s) if s.shop in two and within(s, 0, 3_600) else s for s in day]
    assert all(one.kind == "shop" for one in seen(both))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_the_order_of_sales_does_not_matter(seed: int, rng: random.Random) -> None:
    day = [failing(s) if s.van == "X" and within(s, 3_600, 5_400) else s for s in a_day(seed, 800)]
    mixed = list(day)
    rng.shuffle(mixed)
    assert seen(mixed) == seen(day)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6), st.floats(0, 0.35))
def test_failures_by_chance_are_not_taken_for_an_outage(seed: int, usual: float) -> None:
    assert seen(a_day(seed, 1_500, usual=usual)) == ()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**6), st.sampled_from(VANS), st.integers(0, 10_000), st.floats(0.6, 1))
@pytest.mark.slow
def test_a_van_down_for_twenty_minutes_is_always_found(
    seed: int, van: str, begin_s: int, share: float
) -> None:
    rng = random.Random(seed)
    day = [
        failing(s) if s.van == van and within(s, begin_s, begin_s + 1_200) and rng.random() < share else s
        for s in a_day(seed, 4_000)
    ]
    found = seen(day)
    assert ("van", van) in {(one.kind, one.value) for one in found}
    assert all(one.failed <= one.of and one.else_failed <= one.else_of for one in found)


def test_time_is_counted_more_coarsely_where_there_is_too_much_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_CELLS", 400)
    counted = Sales()
    for sale in [failing(s) if s.van == "X" and within(s, 3_600, 7_200) else s for s in a_day()]:
        counted.take(sale)
    assert counted.width_s > 60
    assert sum(map(len, counted.cells.values())) <= 400
    assert counted.total("van") == 3_000
    assert [(one.kind, one.value) for one in find(counted)] == [("van", "X")]


def test_more_failures_than_can_be_kept_are_an_input_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_FAILURES", 3)
    with pytest.raises(InputError, match="give fewer files"):
        seen([Sale(1.0, symptom="host.busy")] * 9)
