"""Two releases compared: what changed, which scenarios that touches, and by which trait."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posdiag.isolate.compare import Touch, compare, exercised_by
from posdiag.isolate.outcome import Outcome
from posdiag.isolate.traits_changed import trait_changes
from posdiag.profile.traits import Timers, Traits
from posdiag.replay.variant import Variant
from tests.isolate.made import bad, good, pay, release, scenario

SOUND = Traits(dialect="kr-fs")
LONG = replace(scenario(pay(1)), needs=("approval-digits:8",))


def judged(variant: Variant, faults: tuple[str, ...], seed: int) -> Outcome:
    """A replay fails where too few digits of an approval number are kept."""
    return good() if variant.release.traits.approval_digits >= 8 else bad()


def two(**changed: object) -> tuple[object, object]:
    return release("1.0", SOUND), release("2.0", replace(SOUND, **changed))  # type: ignore[arg-type]


def test_what_got_worse_is_told_with_the_trait_that_did_it() -> None:
    before, after = two(approval_digits=6, retries=3)
    done = compare(before, after, (LONG,), judged)  # type: ignore[arg-type]
    (one,) = done.touched
    assert one.touch is Touch.WORSE
    assert done.worse == (one,)
    assert one.culprit is not None
    assert [change.path for change in one.culprit.changes] == ["approval_digits"]
    assert one.exercised == ("approval_digits",)


def test_what_got_better_is_not_worse() -> None:
    after, before = two(approval_digits=6)
    done = compare(before, after, (LONG,), judged)  # type: ignore[arg-type]
    assert [one.touch for one in done.touched] == [Touch.BETTER]
    assert done.worse == ()


def test_a_scenario_that_needs_a_changed_trait_is_told_though_it_comes_out_the_same() -> None:
    before, after = two(approval_digits=8)
    story = replace(scenario(pay(1)), needs=("approval-digits:12",))
    done = compare(before, after, (story,), lambda variant, faults, seed: good())  # type: ignore[arg-type]
    assert [(one.touch, one.exercised) for one in done.touched] == [(Touch.READ, ("approval_digits",))]


def test_a_scenario_that_nothing_touches_is_left_out() -> None:
    before, after = two(retries=3)
    done = compare(before, after, (LONG,), judged)  # type: ignore[arg-type]
    assert done.touched == ()
    assert (done.played, [change.path for change in done.changes]) == (1, ["retries"])


def test_without_replays_only_the_needs_are_read() -> None:
    before, after = two(approval_digits=6)
    done = compare(before, after, (LONG,), None)  # type: ignore[arg-type]
    assert [(one.touch, one.before) for one in done.touched] == [(Touch.READ, None)]
    assert done.played == 0


@pytest.mark.parametrize(
    ("changed", "exercised"),
    [
        ({"timers": Timers(answer_ms=20_000)}, []),
        ({"wire": {"check": "none"}}, ["wire.check"]),
        ({"segment": "first-read"}, ["segment"]),
    ],
)
def test_every_scenario_needs_what_every_payment_needs(
    changed: dict[str, object], exercised: list[str]
) -> None:
    before, after = two(**changed)
    changes = trait_changes(before, after)  # type: ignore[arg-type]
    assert list(exercised_by(LONG, before, changes)) == exercised  # type: ignore[arg-type]
