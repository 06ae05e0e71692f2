"""GitHub: ten annotations and a count, properly escaped, and a summary that is never too large."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posdiag.report import github
from posdiag.report.github import annotation_lines, summary_page
from tests.matrix.small import failed
from tests.report.by_hand import a_report, full_report


def test_a_failure_is_annotated_where_its_release_is_written() -> None:
    (first,) = annotation_lines(a_report(failed(0)), "en")
    assert first == (
        "::error file=profiles/pos/reference/till.yaml,line=1,title=new%3A qr · reference/till@1.0::"
        "POS timer too short: gave up before the answer%0A"
        "posdiag diagnose qr --pos reference/till@1.0 --seed 0\n"
    )


def test_the_ten_worst_are_annotated_and_the_others_counted() -> None:
    results = [failed(0, f"cause.{number}") for number in range(9)]
    results += [failed(0, f"cause.{number}") for number in range(9, 13)]
    worst = replace(failed(0, "money.lost"), agrees=False)
    rows = list(annotation_lines(a_report(*results, worst, seeds=14), "en"))
    assert len(rows) == 11
    assert "money.lost" in rows[0]
    assert rows[-1] == "::notice title=posdiag::4 more failures are not annotated.\n"


def test_nothing_in_a_text_ends_the_command() -> None:
    bad = replace(failed(0), why={"en": "50% off\r\n::error::forged"})
    rows = list(annotation_lines(a_report(bad), "en"))
    assert len(rows) == 1
    assert rows[0].count("\n") == 1
    assert "50%25 off%0D%0A::error::forged" in rows[0]


def test_what_is_known_is_not_annotated() -> None:
    rows = list(annotation_lines(full_report(), "en"))
    assert [row.partition("title=")[2].partition("%")[0] for row in rows] == ["new", "expired"]


def test_a_summary_too_large_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    results = [failed(0, f"cause.{number}") for number in range(600)]
    report = a_report(*results, seeds=600)
    whole = len(summary_page(report, "en").encode())
    monkeypatch.setattr(github, "MOST_SUMMARY", whole // 2)
    cut = summary_page(report, "en")
    assert len(cut.encode()) <= whole // 2
    assert "… and 400 more" in cut
