"""Choosing and updating: Bayes by hand, gains that are never negative, and no payment while money is open."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posdiag.checks.check import CLOSED, DONT_KNOW, OPEN, UNCLEAR, Checks, entropy
from posdiag.checks.choose import choose, gain_bits, split, update
from posdiag.checks.load import load_checks
from posdiag.diagnose.causes import load_causes
from posdiag.profile.roots import Roots
from tests.checks.conftest import APP, LAMP, a_check

EVEN = {"cable": 0.5, "balance": 0.25, "pin": 0.25}


def test_an_answer_moves_the_posterior_as_bayes_has_it(few: Checks) -> None:
    after = update(EVEN, few["lamp"], "a0")
    assert after == pytest.approx({"cable": 0.9, "balance": 0.05, "pin": 0.05})


def test_not_knowing_changes_nothing(few: Checks) -> None:
    assert update(EVEN, few["lamp"], DONT_KNOW) == EVEN


def test_the_gain_is_the_entropy_that_the_answer_is_expected_to_take(few: Checks) -> None:
    before = entropy(EVEN.values())
    shares = [sum(EVEN[cause] * LAMP.likely[cause][at] for cause in EVEN) for at in range(2)]
    after = sum(
        share * entropy(update(EVEN, few["lamp"], f"a{at}").values()) for at, share in enumerate(shares)
    )
    assert gain_bits(EVEN, few["lamp"]) == pytest.approx(before - after)


def test_bits_for_a_minute_decide_and_not_bits_alone() -> None:
    posterior = {"cable": 0.1, "balance": 0.45, "pin": 0.45}
    assert gain_bits(posterior, APP) > gain_bits(posterior, LAMP)
    first = choose(posterior, (), [LAMP, APP])
    assert first is not None
    assert first.check is LAMP
    quicker = a_check("quicker", dict(APP.likely), minutes=2)
    second = choose(posterior, (), [LAMP, quicker])
    assert second is not None
    assert second.check is quicker
    assert second.pair == ("balance", "pin")


def test_what_was_asked_is_not_asked_again_and_the_end_is_none() -> None:
    assert choose(EVEN, {"lamp", "app"}, [LAMP, APP]) is None
    left = choose(EVEN, {"lamp"}, [LAMP, APP])
    assert left is not None
    assert left.check is APP


def test_a_named_cause_ends_the_asking() -> None:
    assert choose({"cable": 0.9, "balance": 0.05, "pin": 0.05}, (), [LAMP, APP]) is None


def test_a_check_that_tells_nothing_is_not_asked() -> None:
    idle = a_check("idle", dict.fromkeys(EVEN, (0.5, 0.5)))
    assert choose(EVEN, (), [idle]) is None


@pytest.mark.parametrize("money", [OPEN, UNCLEAR])
def test_no_payment_is_offered_before_the_money_is_closed(money: str) -> None:
    paying = a_check("again", dict(LAMP.likely), pays=True)
    assert choose(EVEN, (), [paying], money) is None
    assert choose(EVEN, (), [paying]) is None  # unclear is what nobody said otherwise
    closed = choose(EVEN, (), [paying], CLOSED)
    assert closed is not None
    assert closed.check is paying


def test_inquiries_come_first_while_money_is_open_however_little_they_tell() -> None:
    inquiry = a_check("inquiry", dict.fromkeys(EVEN, (0.5, 0.5)), money_first=True)
    first = choose(EVEN, (), [LAMP, inquiry], OPEN)
    assert first is not None
    assert (first.check, first.money_first) == (inquiry, True)
    unclear = choose(EVEN, (), [LAMP, inquiry], UNCLEAR)
    assert unclear is not None
    assert unclear.check is LAMP


def test_unknown_is_no_side_of_a_pair() -> None:
    likely = {"cable": (0.9, 0.1), "unknown": (0.1, 0.9), "pin": (0.8, 0.2)}
    assert split({"unknown": 0.6, "cable": 0.3, "pin": 0.1}, a_check("x", likely)) == ("cable", "pin")
    assert split({"unknown": 0.6, "cable": 0.4}, a_check("x", likely)) is None


CAUSES = load_causes(Roots.of())
SHIPPED = load_checks(Roots.of(), CAUSES)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([CLOSED, UNCLEAR, OPEN]), st.floats(0.3, 6))
def test_whatever_is_likely_gains_are_sound_and_money_is_safe(
    seed: int, money: str, sharpness: float
) -> None:
    rng = random.Random(seed)
    raw = {cause: rng.random() ** sharpness for cause in CAUSES.ids()}
    posterior = {cause: share / sum(raw.values()) for cause, share in raw.items()}
    before = entropy(posterior.values())
    for check in rng.sample(list(SHIPPED), 6):
        gain = gain_bits(posterior, check)
        assert -1e-9 <= gain <= min(before, math.log2(len(check.answers))) + 1e-9
        for answer in check.answers:
            assert sum(update(posterior, check, answer.id).values()) == pytest.approx(1.0)
    choice = choose(posterior, (), SHIPPED, money)
    assert choice is None or money == CLOSED or not choice.check.pays
    assert choose(dict(reversed(posterior.items())), (), SHIPPED, money) == choice
