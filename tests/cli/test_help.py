"""Help pages: headings in the language, Korean letters within the width, verbs built when called."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import click
import pytest

from posdiag.cli.help import Verb, Verbs
from posdiag.report.columns import columns

Posdiag = Callable[..., Any]


def page(lang: str, width: int = 60) -> str:
    option = click.Option(["--seed"], type=int, help="아주 긴 설명 " * 12)
    verb = Verb(lang, "simulate", lambda: 0, [option])
    with click.Context(verb, info_name="simulate", terminal_width=width) as ctx:
        formatter = verb.context_class(
            verb, info_name="posdiag simulate", terminal_width=width
        ).make_formatter()
        verb.format_help(ctx, formatter)
        return formatter.getvalue()


def test_headings_are_in_the_language() -> None:
    assert "사용법: " in page("ko")
    assert "옵션:" in page("ko")
    assert "Usage: " in page("en")


@pytest.mark.parametrize("width", [50, 60, 80])
def test_korean_letters_stay_within_the_width(width: int) -> None:
    assert all(columns(row) <= width for row in page("ko", width).splitlines())


def test_a_verb_is_built_only_when_it_is_called() -> None:
    built: list[str] = []

    def build(lang: str) -> click.Command:
        built.append(lang)
        return click.Command("lint", callback=lambda: 7)

    group = Verbs("ko", "profiles", {"lint": build}, "profiles")
    with click.Context(group) as ctx:
        assert "모든 프로필 파일의" in group.get_help(ctx)
    assert built == []
    assert group.main(["lint"], standalone_mode=False) == 7
    assert built == ["ko"]


@pytest.mark.parametrize("verb", ["diagnose", "shrink", "matrix", "explain"])
def test_what_click_adds_of_itself_is_in_the_language_of_the_page(posdiag: Posdiag, verb: str) -> None:
    page = posdiag(verb, "--help", lang="ko").out
    assert "[기본값: " in page
    assert not re.search(r"\[(default|required)", page)
    assert "[default: " in posdiag(verb, "--help").out
