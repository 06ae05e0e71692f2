"""What the reports share: order, names, places and the severity of a failure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posdiag.diagnose.finding import Severity
from posdiag.matrix.compare import Standing
from posdiag.report.matrix_report import severity_of, split_place
from tests.matrix.small import failed
from tests.report.by_hand import a_report, full_report


def test_new_failures_come_first_and_then_those_whose_money_is_wrong() -> None:
    assert [full_report().standing(print_) for print_, _ in full_report().failures()] == [
        Standing.NEW,
        Standing.EXPIRED,
        Standing.KNOWN,
    ]
    report = a_report(failed(0), replace(failed(1), agrees=False))
    assert [failure.first.index for _, failure in report.failures()] == [1, 0]


def test_a_failure_is_named_by_scenario_and_release_and_lies_in_both_files() -> None:
    report = a_report(failed(2))
    ((_, failure),) = report.failures()
    assert report.title(failure) == "qr · reference/till@2.0"
    assert report.places(failure) == (
        ("profiles/pos/reference/till.yaml", 11),
        ("profiles/scenarios/qr.yaml", 1),
    )
    assert report.cause(failure, "ko") == "POS 타이머가 짧음"
    assert report.command(failure) == "posdiag diagnose qr --pos reference/till@2.0 --seed 0"


def test_money_that_went_wrong_is_critical() -> None:
    ((_, failure),) = a_report(replace(failed(0), agrees=False)).failures()
    assert severity_of(failure) is Severity.CRITICAL
    ((_, failure),) = a_report(failed(0)).failures()
    assert severity_of(failure) is Severity.ERROR


@pytest.mark.parametrize(
    ("place", "parts"),
    [
        ("a/b.yaml:12", ("a/b.yaml", 12)),
        ("C:/x.yaml:3", ("C:/x.yaml", 3)),
        ("x", ("x", 1)),
        ("x:0", ("x", 1)),
    ],
)
def test_a_place_is_a_file_and_a_line(place: str, parts: tuple[str, int]) -> None:
    assert split_place(place) == parts


def test_the_full_record_may_be_that_of_a_like_failure() -> None:
    report = a_report(failed(0), failed(1))
    (_, first), (_, second) = report.failures()
    assert report.whole_of(first)[1]
    assert not report.whole_of(second)[1]
