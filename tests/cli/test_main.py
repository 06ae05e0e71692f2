"""The command itself: language, verbs, and every way to end."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import click
import pytest

from posdiag.cli import main as main_module
from posdiag.cli.endings import ReaderGone
from posdiag.cli.main import main
from posdiag.cli.start import VERBS
from posdiag.errors import InputError, LinkError, NothingSelected, PosdiagError, Problem

Posdiag = Callable[..., Any]
COMMAND = [sys.executable, "-m", "posdiag"]


def ending(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Make the verb `decode` end in `error`."""

    def fail() -> int:
        raise error

    command = click.Command("decode", callback=fail)
    monkeypatch.setattr(main_module, "_verb", lambda name: lambda lang: command)


@pytest.mark.parametrize(("lang", "words"), [("en", "Show a message"), ("ko", "전문 하나를")])
def test_help_names_every_verb_in_the_language(posdiag: Posdiag, lang: str, words: str) -> None:
    ran = posdiag("--help", lang=lang)
    assert ran.code == 0
    assert words in ran.out
    assert all(f"\n  {verb} " in ran.out for verb in VERBS)


@pytest.mark.parametrize("verb", [*VERBS, "profiles list", "profiles show", "profiles lint"])
@pytest.mark.parametrize(("lang", "heading"), [("en", "Options:"), ("ko", "옵션:")])
def test_every_verb_has_help_in_both_languages(posdiag: Posdiag, verb: str, lang: str, heading: str) -> None:
    ran = posdiag(*verb.split(), "--help", lang=lang)
    assert ran.code == 0
    assert heading in ran.out


def test_an_error_is_told_with_place_remedy_and_its_own_code(
    posdiag: Posdiag, monkeypatch: pytest.MonkeyPatch
) -> None:
    problems = [Problem("a.yaml:3", "unknown key `x`", "did you mean `y`?"), Problem("", "b")]
    for kind, code in ((InputError, 2), (LinkError, 3), (NothingSelected, 5), (PosdiagError, 3)):
        ending(monkeypatch, kind(problems))
        ran = posdiag("decode")
        assert ran.code == code
        assert ran.err == "a.yaml:3: unknown key `x`\n    did you mean `y`?\nb\n"
        assert ran.out == ""


def test_ctrl_c_ends_with_130_and_a_word(posdiag: Posdiag, monkeypatch: pytest.MonkeyPatch) -> None:
    ending(monkeypatch, KeyboardInterrupt())
    ran = posdiag("decode")
    assert ran.code == 130
    assert ran.err.strip() == "Interrupted."


def test_a_bug_is_one_masked_line_and_3(posdiag: Posdiag, monkeypatch: pytest.MonkeyPatch) -> None:
    ending(monkeypatch, ValueError("bad 9400001234567897\nin two lines"))
    ran = posdiag("decode")
    assert ran.code == 3
    assert ran.err.count("\n") == 1
    assert "Traceback" not in ran.err
    assert "9400001234567897" not in ran.err
    assert "--debug" in ran.err


def test_debug_shows_where_a_bug_happened(monkeypatch: pytest.MonkeyPatch) -> None:
    ending(monkeypatch, ValueError("bad"))
    with pytest.raises(ValueError, match="bad"):
        main(["--debug", "decode"])


def test_a_reader_that_left_is_told_nothing(posdiag: Posdiag, monkeypatch: pytest.MonkeyPatch) -> None:
    ending(monkeypatch, ReaderGone())
    assert posdiag("decode") == type(posdiag("decode"))(3, "", "")


@pytest.mark.parametrize("arguments", [["--nothing"], ["diagnos"], ["decode", "--format", "xml", "00"]])
def test_a_wrong_command_line_ends_with_2_and_points_to_help(posdiag: Posdiag, arguments: list[str]) -> None:
    ran = posdiag(*arguments)
    assert ran.code == 2
    assert "--help`" in ran.err
    assert ran.out == ""


def test_without_a_verb_the_help_goes_to_stderr(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    assert main([]) == 2
    out, err = capfd.readouterr()
    assert "명령:" in err
    assert out == ""


def test_starting_up_imports_nothing_heavy() -> None:
    heavy = ["rich", "yaml", "msgspec", "serial", "aiohttp", "json", "posdiag.engine", "posdiag_sim"]
    code = (
        "import sys; from posdiag.cli.main import main; main(['--help'])\n"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert seen.stdout.splitlines()[-1] == "[]"


def test_the_module_is_the_command() -> None:
    seen = subprocess.run([*COMMAND, "--version"], capture_output=True, text=True, check=True)
    assert seen.stdout.startswith("posdiag ")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes close otherwise there")
def test_a_closed_pipe_gives_no_traceback() -> None:
    started = subprocess.Popen([*COMMAND, "profiles", "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert started.stdout is not None
    started.stdout.close()
    _, err = started.communicate(timeout=60)
    assert err == b""
    assert started.returncode == 3
