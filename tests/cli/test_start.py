"""The entry point: its own first page, and click for everything else."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from posdiag.cli.main import build
from posdiag.cli.start import VERBS, first_page, start


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("width", [40, 80, 100])
def test_the_first_page_is_the_one_that_click_writes(lang: str, width: int) -> None:
    command = build(lang)
    with command.make_context("posdiag", [], resilient_parsing=True, terminal_width=width) as context:
        assert first_page(lang, width) == command.get_help(context).rstrip()


def test_the_first_page_names_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    assert start(["--lang", "en", "--help"]) == 0
    page = capsys.readouterr().out
    assert all(f"  {verb} " in page for verb in VERBS)


def test_the_first_page_needs_no_click() -> None:
    code = "import sys; from posdiag.cli.start import start; start(['--help']); print('click' in sys.modules)"
    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert seen.stdout.splitlines()[-1] == "False"


@pytest.mark.parametrize("arguments", [["decode", "--help"], ["--lang", "fr", "decode"], ["--helf"]])
def test_everything_else_is_clicks(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    start(arguments)
    told = capsys.readouterr()
    assert first_page("en", 80) not in told.out + told.err


@pytest.mark.skipif(os.name == "nt", reason="a POSIX shell closes the stream")
@pytest.mark.parametrize("words", ["--help", "profiles list", "classify 8521"])
def test_a_closed_stdout_is_an_output_that_cannot_be_written(words: str) -> None:
    program = f"{sys.executable} -m posdiag --lang en {words} >&-"
    seen = subprocess.run(["sh", "-c", program], capture_output=True, text=True, check=False)
    assert seen.returncode == 3
    assert "Traceback" not in seen.stderr
    assert "AttributeError" not in seen.stderr


@pytest.mark.skipif(os.name == "nt", reason="a POSIX shell closes the stream")
def test_a_closed_stderr_loses_no_result() -> None:
    program = f"{sys.executable} -m posdiag --lang en profiles list 2>&-"
    seen = subprocess.run(["sh", "-c", program], capture_output=True, text=True, check=False)
    assert seen.returncode == 0
    assert "reference/hangang" in seen.stdout
