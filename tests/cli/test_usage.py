"""A wrong command line is explained in the user's language, with its place and the page to read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import click
import pytest

from posdiag.cli.main import main
from posdiag.cli.usage import usage

Posdiag = Callable[..., Any]

WRONG = [
    (["--nothing"], "--nothing", "no such option `--nothing`"),
    (["diagnos"], "posdiag", "no such command `diagnos`"),
    (["profiles", "lsit"], "posdiag", "no such command `lsit`"),
    (["decode"], "INPUT", "missing; give a value"),
    (["profiles", "show"], "ID[@RELEASE]...", "missing; give a value"),
    (["decode", "--format", "xml", "00"], "--format", "`xml` is not one of: text, json"),
    (["diagnose", "--seed", "x"], "--seed", "`x` is no whole number"),
    (["diagnose", "--seed"], "--seed", "option `--seed` needs a value"),
    (["diagnose", "--no-prove=1"], "--no-prove", "option `--no-prove` takes no value"),
    (["simulate", "counter-fs", "--speed", "x"], "--speed", "`x` is no number"),
    (["simulate", "counter-fs", "--speed", "0"], "--speed", "0.0 is outside the range 0<x<=1000.0"),
    (["decode", "00", "01", "02"], "posdiag", "more arguments than expected: 01 02"),
    (["profiles", "lint", "no/such"], "[FOLDER|FILE]...", "`no/such` does not exist"),
    (["matrix", "--profiles", "README.md"], "--profiles", "`README.md` is a file, not a folder"),
    (["diagnose", "--output", "posdiag"], "--output", "`posdiag` is a folder, not a file"),
]


@pytest.mark.parametrize(("arguments", "place", "what"), WRONG, ids=[what for _, _, what in WRONG])
def test_what_is_wrong_is_told_in_both_languages(
    posdiag: Posdiag, arguments: list[str], place: str, what: str
) -> None:
    english = posdiag(*arguments)
    korean = posdiag(*arguments, lang="ko")
    assert english.err.startswith(f"{place}: {what}\n")
    assert korean.err.startswith(f"{place}: ")
    for row in korean.err.removeprefix(f"{place}: ").splitlines():
        assert re.search("[가-힣]", row), row
    for ran in (english, korean):
        assert (ran.code, ran.out) == (2, "")
        assert "--help`" in ran.err


def test_the_locale_alone_makes_it_korean(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    assert main(["decode"]) == 2
    assert "값을 주어야 합니다" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "near"),
    [(["diagnos"], "diagnose"), (["profiles", "lsit"], "list"), (["decode", "--fromat", "json"], "--format")],
)
def test_the_nearest_name_is_offered_once(posdiag: Posdiag, arguments: list[str], near: str) -> None:
    for lang, words in (("en", f"did you mean {near}?"), ("ko", f"혹시 {near}?")):
        err = posdiag(*arguments, lang=lang).err
        assert err.count(words) == 1
        assert "Did you mean" not in err


@pytest.mark.parametrize("message", ["No such option: --x", "No such option '--x'.", "No such option: '--x'"])
def test_every_release_of_click_is_understood(message: str) -> None:
    assert usage(click.UsageError(message), "ko")[0] == "posdiag: `--x` 옵션은 없습니다"


def test_what_click_may_say_one_day_is_passed_on() -> None:
    assert usage(click.UsageError("The moon is wrong."), "ko")[0] == "posdiag: The moon is wrong"


def test_card_numbers_on_the_command_line_are_not_repeated(posdiag: Posdiag) -> None:
    ran = posdiag("decode", "00", "9400001234567897")
    assert "9400001234567897" not in ran.err
