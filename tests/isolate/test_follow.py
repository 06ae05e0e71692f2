"""What is expected follows the steps that are left out and the amounts that change."""

from __future__ import annotations

from dataclasses import replace

from posdiag.isolate.follow import Followed, follow
from posdiag.replay.scenario import Do, Expect, Money, Step
from tests.isolate.made import pay, scenario

CANCEL = Step(Do.CANCEL, of=1)


def test_the_amount_that_changed_is_expected_of_the_same_purse() -> None:
    told = follow(scenario(pay(8_800)), [pay(1)])
    assert told == Followed(Expect(("approved",), (Money(1, 1, {"coupon": 1}),)), True)


def test_a_sale_that_was_left_out_is_not_expected() -> None:
    told = follow(scenario(pay(8_800), pay(5_500)), [None, pay(5_500)])
    assert told is not None
    assert told.expect.money == (Money(1, 5_500, {"coupon": 5_500}),)


def test_refusals_stay_and_are_no_certainty() -> None:
    refused = Expect(("declined",), (Money(0, 0),), ("51",))
    told = follow(scenario(pay(8_800), expect=refused), [pay(1)])
    assert told == Followed(refused, False)


def test_a_sale_whose_cancel_was_left_out_is_a_guess() -> None:
    none = Expect(("approved",), (Money(0, 0),))
    told = follow(scenario(pay(8_800), CANCEL, expect=none), [pay(8_800), None])
    assert told is not None
    assert not told.sure


def test_a_part_approval_keeps_its_two_charges_over_its_purses() -> None:
    parts = Expect(("approved",), (Money(2, 12_300, {"coupon": 10_000, "card": 2_300}),))
    told = follow(scenario(pay(12_300), expect=parts), [pay(10_001)])
    assert told is not None
    assert told.expect.money == (Money(2, 10_001, {"coupon": 10_000, "card": 1}),)
    assert not told.sure


def test_an_account_of_other_sums_cannot_be_followed() -> None:
    strange = Expect(("approved",), (Money(1, 7, {"coupon": 7}),))
    assert follow(scenario(pay(8_800), expect=strange), [pay(1)]) is None


def test_each_accepted_account_follows_by_its_own_sales() -> None:
    either = Expect(("approved", "declined"), (Money(2, 14_300), Money(1, 5_500), Money(0, 0)))
    story = replace(scenario(pay(8_800), pay(5_500)), expect=either)
    told = follow(story, [pay(8_800), pay(1)])
    assert told is not None
    assert told.expect.money == (Money(2, 8_801), Money(1, 1), Money(0, 0))
