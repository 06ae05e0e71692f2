"""The count of a matrix: verdicts, failures by fingerprint, and groups of like ones."""

from __future__ import annotations

from dataclasses import replace

from posdiag.diagnose.finding import Severity
from posdiag.matrix.tally import Tally, places
from posdiag.record import Verdict
from tests.matrix.small import a_matrix, a_tally, failed, unjudged, well


def test_verdicts_errors_and_the_worst_finding_are_counted() -> None:
    tally = a_tally(well(0, Severity.WARNING), failed(1), unjudged(2), well(3))
    assert tally.total == 4
    assert tally.counts[Verdict.COMPATIBLE] == 2
    assert (tally.errors, tally.worst) == (1, Severity.ERROR)
    assert [tile.verdict for tile in tally.tiles.values()][1] is Verdict.INCOMPATIBLE


def test_seeds_of_one_failure_are_one_failure() -> None:
    matrix = a_matrix(seeds=3)
    tally = a_tally(failed(0), well(1), failed(2), failed(3), matrix=matrix)
    assert [(one.count, one.first.index) for one in tally.failures.values()] == [(2, 0), (1, 3)]
    first = next(iter(tally.tiles.values()))
    assert (first.verdict, first.total) == (Verdict.INCOMPATIBLE, 3)


def test_another_cause_in_one_place_is_another_failure() -> None:
    tally = a_tally(failed(0), failed(1, "pos.charset"), matrix=a_matrix(seeds=2))
    assert len(tally.failures) == 2
    assert len(next(iter(tally.tiles.values())).failures) == 2


def test_like_failures_of_a_product_are_one_group_unless_kept_apart() -> None:
    results = [failed(0), failed(1), failed(2, code="other"), replace(failed(3), agrees=False, charges=2)]
    assert [len(group.failures) for group in a_tally(*results).groups] == [2, 1, 1]
    apart = Tally(a_matrix(), apart=True)
    apart.take_all(results)
    assert len(apart.groups) == 4


def test_only_places_judged_under_every_seed_are_told() -> None:
    tally = a_tally(failed(0), well(1), well(2), unjudged(3), well(4), matrix=a_matrix(seeds=2))
    told = places(tally)
    assert list(told) == [("qr", "reference/till@1.0", "counter", ())]
    assert list(told.values()) == [frozenset(tally.failures)]
