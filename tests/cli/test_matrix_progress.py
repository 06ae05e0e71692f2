"""Progress of a matrix: a line a minute where there is no terminal, a bar where there is one."""

from __future__ import annotations

import sys

import pytest

from posdiag.cli.matrix_progress import MatrixProgress

SECOND = 1_000_000


def test_a_line_a_minute_with_what_is_left(capsys: pytest.CaptureFixture[str]) -> None:
    progress = MatrixProgress("en")
    progress.begin("replays", 10_000, 1_000, 0)
    for second in range(1, 150):
        progress.at(1_000 + second * 10, second * SECOND)
    progress.close()
    err = capsys.readouterr().err.splitlines()
    assert err == [
        "1,600/10,000 (16%), 10 a second, about 14 min left",
        "2,200/10,000 (22%), 10 a second, about 13 min left",
    ]


def test_a_short_matrix_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    progress = MatrixProgress("ko")
    progress.begin("재생", 10, 0, 0)
    progress.at(10, SECOND)
    progress.close()
    assert capsys.readouterr() == ("", "")


def test_on_a_terminal_there_is_a_bar(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")
    progress = MatrixProgress("en")
    progress.begin("replays", 10, 0, 0)
    progress.at(4, 5)
    progress.begin("diagnoses", 2, 0, 6)
    progress.close()
    out, err = capsys.readouterr()
    assert out == ""
    assert "replays" in err
    assert "4/10" in err
