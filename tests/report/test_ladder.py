"""The ladder: lanes, times, faults and what was seen beside them, straight in spite of wide letters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from posdiag.record import RunRecord
from posdiag.report.columns import columns
from posdiag.report.ladder import MOST_ROWS, ladder
from posdiag.report.lines import plain
from posdiag.report.redact import Shown
from posdiag.transcript import LinkName, Party, Seen, Transcript

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_ladder_reads_like_its_golden_file(failing: Shown, lang: str) -> None:
    golden = (GOLDEN / f"ladder_{lang}.txt").read_text(encoding="utf-8").splitlines()
    assert list(plain(ladder(failing, lang, 108, {1, 4, 6}))) == golden


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("width", [60, 80, 108, 160])
def test_bars_stand_straight_and_no_line_is_too_wide(failing: Shown, lang: str, width: int) -> None:
    rows = list(plain(ladder(failing, lang, width)))
    bars = {columns(row[: row.index("│")]) for row in rows[1:]}
    assert len(bars) == 1
    assert all(columns(row) <= max(width, 70) for row in rows)


def test_a_pos_on_the_host_link_has_no_terminal_lane(
    passing_record: Callable[..., RunRecord], show: Callable[[RunRecord], Shown]
) -> None:
    seen = Transcript()
    seen.add_frame(0, LinkName.HOST, Party.POS, Party.VAN, b"0200 amount=500")
    seen.observe(5000, Seen.CLOSED, Party.POS, "reset")
    rows = list(plain(ladder(show(replace(passing_record(), transcript=seen)), "en", 80)))
    assert "terminal" not in rows[0]
    assert "0200 sale 500 won" in rows[1]
    assert "╳ link closed: reset" in rows[2]


def test_a_terminal_that_sends_garbage_for_ever_gives_a_ladder_with_an_end(
    passing_record: Callable[..., RunRecord], show: Callable[[RunRecord], Shown]
) -> None:
    seen = Transcript()
    for index in range(5000):
        seen.add_frame(index, LinkName.ECR, Party.TERMINAL, Party.POS, b"\x1b[2Jxx")
    rows = list(plain(ladder(show(replace(passing_record(), transcript=seen)), "en", 80)))
    assert len(rows) <= MOST_ROWS + 1
    assert any("4941 more" in row for row in rows)
    assert not any("\x1b" in row for row in rows)


def test_an_exchange_without_anything_says_so(
    passing_record: Callable[..., RunRecord], show: Callable[[RunRecord], Shown]
) -> None:
    assert list(plain(ladder(show(passing_record()), "en"))) == ["nothing was exchanged"]


def test_what_a_terminal_shows_cannot_act_on_the_screen(
    passing_record: Callable[..., RunRecord], show: Callable[[RunRecord], Shown]
) -> None:
    seen = Transcript()
    seen.observe(0, Seen.SCREEN, Party.TERMINAL, "\x1b]0;title\x07승인")
    text = "\n".join(plain(ladder(show(replace(passing_record(), transcript=seen)), "ko")))
    assert "\x1b" not in text
    assert "\x07" not in text
