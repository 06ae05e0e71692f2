"""A witness: a release that passes where the failing one fails. What it does tells what should come of a
smaller scenario, so that no cut makes a failure out of an expectation that no longer fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from posdiag.isolate.outcome import Outcome
from posdiag.isolate.trials import Trials
from posdiag.payment.money import Belief
from posdiag.profile.abilities import supports
from posdiag.profile.model import PosRelease
from posdiag.replay.scenario import Expect, Money, Scenario


@dataclass(frozen=True, slots=True)
class Witness:
    """The release; `with_faults` where it passes under the scenario's faults too."""

    release: PosRelease
    with_faults: bool

    def sees(self, trials: Trials, scenario: Scenario) -> Outcome:
        """What a scenario comes to on it."""
        told = scenario if self.with_faults else replace(scenario, faults=())
        return trials.of(told, self.release, "witness")


def find_witness(
    trials: Trials, scenario: Scenario, release: PosRelease, others: Sequence[PosRelease]
) -> Witness | None:
    """Another release of the product, the newest first, or else the same one without the faults.

    None where nothing passes: the scenario's own expectation is then all there is. Where a refusal is
    expected, a release that lacks something for the scenario is no witness: it may be refused for that.
    """
    newest_first = [other for other in reversed(others) if other.label != release.label]
    candidates = [Witness(other, True) for other in newest_first]
    if scenario.faults:
        candidates += [Witness(other, False) for other in (release, *newest_first)]
    for one in candidates:
        able = "approved" in scenario.expect.outcome or not supports(one.release, scenario)
        if able and one.sees(trials, scenario).passed:
            return one
    return None


def measured(scenario: Scenario, seen: Outcome) -> Expect | None:
    """What a scenario expects where the witness was approved and its books and charges agree."""
    money = seen.money
    if money.pos_believes is not Belief.APPROVED or not money.agrees:
        return None
    purses = {purse: won for purse, won in sorted(money.from_purse.items()) if won}
    return Expect(
        ("approved",),
        (Money(money.charges, money.charged_krw, purses),),
        (),
        scenario.expect.shows_balance,
    )
