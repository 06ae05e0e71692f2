"""A witness is the newest release that passes, or the failing one without its faults."""

from __future__ import annotations

from dataclasses import replace

from posdiag.isolate.outcome import Outcome
from posdiag.isolate.trials import Trials
from posdiag.isolate.witness import Witness, find_witness, measured
from posdiag.payment.money import Belief
from posdiag.replay.scenario import Expect, Money, Scenario
from posdiag.replay.variant import Variant
from tests.isolate.made import bad, good, pay, release, scenario

RELEASES = tuple(release(version) for version in ("1.0", "2.0", "3.0"))


def witness(passing: set[str], story: Scenario, calm: set[str] = frozenset()) -> Witness | None:  # type: ignore[assignment]
    def play(variant: Variant, faults: tuple[str, ...], seed: int) -> Outcome:
        able = passing if variant.scenario.faults or not story.faults else calm
        return good() if variant.release.release in able else bad()

    return find_witness(Trials(play, 0, 99), story, RELEASES[0], RELEASES)


def test_the_newest_release_that_passes_is_taken() -> None:
    assert witness({"2.0", "3.0"}, scenario(pay(1))) == Witness(RELEASES[2], True)
    assert witness({"2.0"}, scenario(pay(1))) == Witness(RELEASES[1], True)
    assert witness(set(), scenario(pay(1))) is None


def test_where_the_faults_fail_everybody_the_release_itself_without_them_is_taken() -> None:
    story = scenario(pay(1), faults=("drop",))
    assert witness(set(), story, {"1.0", "3.0"}) == Witness(RELEASES[0], False)
    assert witness(set(), story, {"3.0"}) == Witness(RELEASES[2], False)
    assert witness({"2.0"}, story, {"1.0"}) == Witness(RELEASES[1], True)


def test_a_refusal_is_witnessed_by_an_able_release_alone() -> None:
    refusal = Expect(("declined",), (Money(0, 0),), ("51",))
    story = replace(scenario(pay(1), expect=refusal), needs=("instalment:38",))
    assert witness({"3.0"}, story) == Witness(RELEASES[2], True)
    assert witness({"3.0"}, replace(story, needs=("no-such-ability",))) is None


def test_what_a_witness_was_approved_for_is_what_is_expected() -> None:
    told = measured(scenario(pay(1)), good(1, 500))
    assert told == Expect(("approved",), (Money(1, 500, {"coupon": 500}),))
    declined = replace(good(), money=replace(good().money, pos_believes=Belief.DECLINED))
    assert measured(scenario(pay(1)), declined) is None
    assert measured(scenario(pay(1)), replace(good(), money=replace(good().money, agrees=False))) is None
