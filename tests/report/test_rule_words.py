"""Phrases on rules, advice and statements: both languages, the same blanks, one for all that asks for one."""

from __future__ import annotations

import re
import string
from pathlib import Path

from posdiag.checks.selfcheck import WHO
from posdiag.entitle.question import Do, May
from posdiag.guidance.cards import KINDS, READERS
from posdiag.payment.programme import Grade
from posdiag.report.rule_words import RULE_PHRASES, rule_say
from posdiag.statement.finding import SEVERITIES
from posdiag.statement.payment import Kind, Purse


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_phrase_has_both_languages_and_the_same_blanks() -> None:
    for key, (korean, english) in RULE_PHRASES.items():
        assert korean.strip(), key
        assert blanks(korean) == blanks(english), key
        assert not re.search("[가-힣]", english), key


def test_whatever_can_be_told_has_its_words() -> None:
    keys = [f"may.{may}" for may in May]
    keys += [f"may.{do}.{may}" for do in Do if do is not Do.PAY for may in May]
    keys += [f"grade.{grade.value}" for grade in Grade]
    keys += [f"audience.{reader}" for reader in (*READERS, *WHO)]
    keys += [f"kind.{kind}" for kind in KINDS]
    keys += [f"severity.{severity}" for severity in SEVERITIES]
    keys += [f"row.{kind}" for kind in Kind] + [f"purse.{purse}" for purse in Purse]
    assert [key for key in keys if key not in RULE_PHRASES] == []


def test_every_phrase_asked_for_is_there() -> None:
    folder = Path(__file__).resolve().parents[2] / "posdiag" / "report"
    for name in ("ruled.py", "stated.py", "advised.py"):
        for key in re.findall(r'rule_say\(\s*lang, "([^"]+)"', (folder / name).read_text("utf-8")):
            assert key in RULE_PHRASES, key


def test_blanks_are_filled_in() -> None:
    assert rule_say("en", "programmes.count", count=3) == "3 programmes"
