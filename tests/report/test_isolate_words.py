"""Every phrase on isolation is there in both languages with the same blanks, and none is missing."""

from __future__ import annotations

import re
import string
from pathlib import Path

from posdiag.isolate.history import State
from posdiag.isolate.shrink import Beyond
from posdiag.replay.scenario import Do
from posdiag.report import bisected, shrunk
from posdiag.report.isolate_words import ISOLATE_PHRASES, isolate_say


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_both_languages_fill_in_the_same_blanks() -> None:
    for key, (korean, english) in ISOLATE_PHRASES.items():
        assert blanks(korean) == blanks(english), key
        assert not re.search(r"[가-힣]", english), key
        assert korean.strip(), key


def test_every_phrase_that_is_asked_for_is_there() -> None:
    for module in (bisected, shrunk):
        text = Path(str(module.__file__)).read_text(encoding="utf-8")
        for key in re.findall(r'"((?:shrink|bisect|step|edge|unit)\.[a-z_-]+)"', text):
            assert key in ISOLATE_PHRASES, key
    for prefix, members in (("edge", Beyond), ("step", Do)):
        assert all(f"{prefix}.{member}" in ISOLATE_PHRASES for member in members)
    assert len(State) == 4


def test_a_phrase_is_filled_in() -> None:
    assert isolate_say("en", "unit.won", value="1") == "1 won"
    assert isolate_say("ko", "unit.won", value="1") == "1원"
    assert isolate_say("ko", "shrink.none") == "없음"
