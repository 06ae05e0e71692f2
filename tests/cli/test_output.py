"""Results: whole or not there, in the output's own letters, and never a failure turned into success."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from posdiag.cli.endings import ReaderGone
from posdiag.cli.output import Progress, Result, result
from posdiag.errors import PosdiagError
from posdiag.report.lines import Span, line


def test_a_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    with result(path, "en") as place:
        place.write("쿠폰")
        assert not path.exists()
    assert path.read_text(encoding="utf-8") == "쿠폰"
    assert list(tmp_path.iterdir()) == [path]


def test_bytes_are_sent_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "lines"
    with result(path, "en") as place:
        place.send(b'{"a":1}\n')
        place.write("쿠폰")
    assert path.read_bytes() == b'{"a":1}\n' + "쿠폰".encode()


def test_a_run_that_fails_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text("old")
    with pytest.raises(KeyError), result(path, "en") as place:
        place.write(dict[str, str]()["a bug"])
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_folder_that_is_not_there_is_told_before_the_work(tmp_path: Path, lang: str) -> None:
    with pytest.raises(PosdiagError) as told, result(tmp_path / "no" / "report", lang):
        pytest.fail("the work was begun")
    assert told.value.exit_code == 3
    assert told.value.problems[0].place == f"--output {tmp_path / 'no' / 'report'}"
    assert told.value.problems[0].remedy


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_an_error() -> None:
    with pytest.raises(PosdiagError, match="No space"), result(Path("/dev/full"), "en") as place:
        place.write("x")


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no /dev/null here")
def test_a_device_is_written_and_not_replaced() -> None:
    with result(Path("/dev/null"), "en") as place:
        place.write("x")
    assert not Path("/dev/null").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_keeps_pointing_where_it_did(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("old")
    link.symlink_to(target)
    with result(link, "en") as place:
        place.write("new")
    assert link.is_symlink()
    assert target.read_text() == "new"


def test_letters_that_the_output_lacks_are_replaced() -> None:
    stream = io.BytesIO()
    Result(stream, "stdout", "en", encoding="ascii").write_lines([line("│─▶ ✓"), (Span("쿠폰 "), Span("ok"))])
    assert stream.getvalue() == b"|-> +\n?? ok\n"


def test_letters_that_cp949_has_are_kept() -> None:
    stream = io.BytesIO()
    Result(stream, "stdout", "ko", encoding="cp949").write_lines([line("승인 │─▶")])
    assert stream.getvalue().decode("cp949") == "승인 │─▶\n"


def test_half_a_surrogate_in_json_becomes_an_escape() -> None:
    stream = io.BytesIO()
    Result(stream, "stdout", "en").write('{"name":"\udc80"}')
    assert stream.getvalue() == b'{"name":"\\udc80"}'


def test_a_closed_pipe_is_no_error_of_the_report() -> None:
    class Closed(io.BytesIO):
        def write(self, _: object) -> int:
            raise BrokenPipeError

    with pytest.raises(ReaderGone):
        Result(Closed(), "stdout", "en").write("x")


def test_progress_is_silent_where_stderr_is_no_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    progress = Progress()
    progress.show("1/2")
    progress.clear()
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(("variable", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_no_colours_where_they_are_not_wanted(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    class Terminal(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdout", Terminal(io.BytesIO(), encoding="utf-8"))
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    with result(None, "en") as place:
        assert place.painted
    monkeypatch.setitem(os.environ, variable, value)
    with result(None, "en") as place:
        assert not place.painted
