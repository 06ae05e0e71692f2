"""Questions and their outcome as people read them, in both languages."""

from __future__ import annotations

import pytest

from posdiag.checks.check import DONT_KNOW, Answer, Check, Checks
from posdiag.checks.choose import choose
from posdiag.checks.state import State, answered
from posdiag.guidance.cards import Card
from posdiag.report.asked import Ending, ending_lines, question_lines
from posdiag.report.lines import plain

NAMES = {"a": {"ko": "가 원인", "en": "cause A"}, "b": {"ko": "나 원인", "en": "cause B"}}
LAMP = Check(
    *("lamp", "device", "merchant", 2, False, {"ko": "램프가 켜졌나요?", "en": "Is the lamp on?"}),
    (Answer("on", {"ko": "켜짐", "en": "on"}), Answer("off", {"ko": "꺼짐", "en": "off"})),
    {"a": (0.9, 0.1), "b": (0.1, 0.9)},
)
STATE = State({"a": 0.5, "b": 0.5})
CARD = Card("x", ("b",), "fix", "technician", {"ko": "케이블을 꽂으세요.", "en": "Plug the cable in."})


def test_a_question_shows_who_what_why_and_numbered_answers() -> None:
    choice = choose(STATE.posterior, (), [LAMP])
    assert choice is not None
    assert list(plain(question_lines(choice, 3, "en", 100, NAMES))) == [
        "",
        "Question 3, for the merchant (about 2 min, 0.53 bits)",
        "  Is the lamp on?",
        "    narrows about 2.0 likely causes to about 1.4; separates “cause A” from “cause B”",
        "    1) on",
        "    2) off",
    ]
    korean = list(plain(question_lines(choice, 1, "ko", 100, NAMES)))
    assert korean[1] == "질문 1. 가맹점에게 (약 2분, 0.53비트)"
    assert korean[-1] == "    2) 꺼짐"


def test_the_end_tells_causes_steps_and_what_to_do() -> None:
    checks = Checks([LAMP])
    state = answered(STATE, checks, "lamp", "off")
    lines = list(plain(ending_lines(Ending("decided", state, [CARD]), checks, "en", 100, NAMES)))
    assert lines == [
        "",
        "The cause is named.",
        "cause        90% cause B [b]",
        "             10% cause A [a]",
        "checked      Is the lamp on? off → 90% cause B",
        "  technician Plug the cable in.",
        "",
    ]


@pytest.mark.parametrize(
    ("lang", "words"),
    [("ko", "원인을 정하기 전에 멈췄습니다."), ("en", "Stopped before the cause was named.")],
)
def test_what_was_not_known_is_in_the_summary_too(lang: str, words: str) -> None:
    checks = Checks([LAMP])
    state = answered(STATE, checks, "lamp", DONT_KNOW)
    lines = list(plain(ending_lines(Ending("stopped", state), checks, lang, 100, NAMES)))
    assert lines[1].startswith(words)
    assert {"ko": "모름", "en": "don't know"}[lang] in lines[4]
