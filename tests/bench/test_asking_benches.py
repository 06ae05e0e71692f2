"""The benches of checks and outages run, with tiny counts, and their bounds are bounds."""

from __future__ import annotations

import pytest

from bench import next as asking
from bench import outage
from posdiag.checks.choose import gain_bits
from posdiag.cli.asking import shipped_checks


def test_posdiag_and_the_fields_list_ask_until_a_cause_is_named() -> None:
    starts = asking.from_priors(6, False)
    checks = shipped_checks()
    for ask in (asking.by_posdiag, asking.by_list):
        score = asking.play(starts, checks, ask, asking.as_modelled)
        assert len(score.steps) == 6
        assert score.right <= score.named <= 6
        assert (
            asking.play(starts, checks, ask, asking.as_modelled) == score
        )  # the same seed, the same answers


def test_the_fields_list_holds_checks_that_there_are() -> None:
    assert set(asking.FIELD_LIST) <= {check.id for check in shipped_checks()}


def test_no_answer_tells_more_than_its_check_has_capacity() -> None:
    for start in asking.from_priors(1, False):
        for check in list(shipped_checks())[:8]:
            assert gain_bits(start.state.posterior, check) <= asking.capacity(check, 30) + 1e-9


def test_the_least_number_of_checks_takes_the_greatest_capacities_first() -> None:
    assert asking.least_steps(3.0, [1.0, 2.0, 0.5]) == pytest.approx(2.0)
    assert asking.least_steps(3.25, [1.0, 2.0, 0.5]) == pytest.approx(2.5)
    assert asking.least_steps(0.0, [1.0]) == 0.0


@pytest.mark.parametrize("name", ["quiet", "VAN down", "one shop"])
def test_days_are_scored(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(outage, "SHOPS", 60)
    seen = outage.score(name, 2)
    assert seen.days == 2
    assert seen.found <= seen.told <= 2
    assert seen.false == []
