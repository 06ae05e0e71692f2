"""Rows of an audit: one a case, in either language, warnings told apart from what is well."""

from __future__ import annotations

from dataclasses import replace

from posdiag.cli.audit_rows import rows, sign_of
from posdiag.diagnose.finding import Severity
from posdiag.record import Verdict
from posdiag.report.columns import columns
from posdiag.report.lines import plain
from tests.cli.conftest import a_record

WHY = {"ko": "바르게 동작: 승인을 받아 승인으로 처리했습니다", "en": "As it should be: took the approval"}


def test_each_case_has_its_row_with_sign_name_and_reason() -> None:
    well = replace(a_record(Verdict.COMPATIBLE), scenario="healthy", why=WHY)
    bad = replace(a_record(Verdict.INCOMPATIBLE, Severity.ERROR), scenario="wrong-check-once", why=WHY)
    text = list(plain(rows([well, bad], "en", 100)))
    assert text == [
        "✓ healthy           As it should be: took the approval",
        "✗ wrong-check-once  As it should be: took the approval",
        "",
    ]
    assert "바르게" in next(plain(rows([well], "ko", 100)))


def test_a_warning_has_a_sign_of_its_own() -> None:
    assert sign_of(a_record(Verdict.COMPATIBLE, Severity.WARNING))[0] == "!"
    assert sign_of(a_record(Verdict.COMPATIBLE, Severity.NOTE))[0] == "✓"
    assert sign_of(a_record(Verdict.INCONCLUSIVE))[0] == "?"


def test_a_long_reason_is_wrapped_under_itself_and_controls_are_made_visible() -> None:
    long = replace(a_record(Verdict.COMPATIBLE), why={"en": "word " * 30 + "\x1b[31m", "ko": "말"})
    text = list(plain(rows([long], "en", 60)))
    assert len(text) > 3
    assert all(columns(row) <= 60 for row in text)
    assert "\x1b" not in "".join(text)
    assert list(rows([], "en", 60)) == []
