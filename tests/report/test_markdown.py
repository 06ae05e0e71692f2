"""Markdown: a table with signs, failures with commands, the baseline, and nothing that breaks out."""

from __future__ import annotations

from dataclasses import replace

from posdiag.report.markdown import markdown_report
from posdiag.report.matrix_report import MatrixReport
from tests.matrix.small import failed, well
from tests.report.by_hand import TODAY, a_report, all_well, an_entry, full_report


def text(report: MatrixReport, lang: str = "en") -> str:
    return "".join(markdown_report(report, lang))


def test_the_table_has_a_sign_for_each_release() -> None:
    assert "| scenario | 1.0 | 2.0 |\n|---|:-:|:-:|\n| qr | ❌ | ❌ |\n| slow | ☑️ | ❔ |\n" in text(
        full_report()
    )


def test_new_expired_and_known_failures_have_their_own_heads() -> None:
    told = text(full_report())
    for head in ("### new failures: 1", "### failures whose time has run out: 1", "### known failures: 1"):
        assert head in told
    assert "`posdiag diagnose qr --pos reference/till@1.0 --seed 0`" in told
    assert "- 1: pos-team, until 2027-01-01: no scanner yet" in told


def test_a_stale_entry_is_named_with_its_place() -> None:
    told = text(a_report(well(0), known=(an_entry("qr", "1.0", TODAY),)))
    assert "- posdiag-baseline.yaml:4 · qr · reference/till@1.0" in told
    assert "passes now" in told


def test_all_well_and_an_interruption_are_said() -> None:
    assert "✅ All compatible." in text(all_well())
    assert "⚠️ 중단했습니다" in text(a_report(failed(0), planned=4), "ko")


def test_no_text_becomes_markup() -> None:
    told = text(a_report(replace(failed(0), why={"en": "<img src=x> | a\n# head `code`"})))
    assert "\\<img src=x\\> \\| a \\# head \\`code\\`" in told
