"""The report for a terminal: loud about what is new, quiet about what is known."""

from __future__ import annotations

from dataclasses import replace

from posdiag.report.lines import plain
from posdiag.report.matrix_text import matrix_lines
from tests.matrix.small import failed, well
from tests.report.by_hand import TODAY, a_report, all_well, an_entry, full_report


def text(report: object, lang: str = "en") -> str:
    return "\n".join(plain(matrix_lines(report, lang, 108)))  # type: ignore[arg-type]


def test_a_new_failure_is_shown_whole_and_a_known_one_in_a_line() -> None:
    told = text(full_report())
    assert told.startswith("2 scenarios × 2 releases, 4 replays · incompatible 3 · inconclusive 1 · new 1")
    assert "new failures: 1" in told
    assert "repeat it    posdiag diagnose slow-host" in told
    assert "  1: pos-team, until 2027-01-01: no scanner yet" in told
    assert sum(row.startswith("═══") for row in told.splitlines()) == 1


def test_an_expired_failure_gives_its_command() -> None:
    told = text(full_report())
    assert "✗ qr · reference/till@2.0: POS timer too short" in told
    assert "  posdiag diagnose qr --pos reference/till@2.0 --seed 0" in told


def test_what_could_not_be_judged_is_told_and_makes_no_entry_stale() -> None:
    told = text(full_report())
    assert "? slow · reference/till@2.0: the bench refuses the fault" in told
    assert "stale" not in told


def test_stale_entries_are_told_with_their_places() -> None:
    told = text(a_report(well(0), known=(an_entry("qr", "1.0", TODAY),)))
    assert "  posdiag-baseline.yaml:4 · qr · reference/till@1.0" in told
    assert "passes now" in told


def test_all_well_is_a_line() -> None:
    assert "All compatible." in text(all_well())
    assert "모두 호환됩니다." in text(all_well(), "ko")


def test_an_interruption_is_said() -> None:
    assert "Interrupted: only 1 of 4 replays had ended." in text(a_report(failed(0), planned=4))


def test_what_a_terminal_at_fault_sends_cannot_steer_ours() -> None:
    bad = replace(failed(1), why={"en": "\x1b[31mred"}, codes="else")
    assert "\x1b" not in text(a_report(failed(0), bad))
