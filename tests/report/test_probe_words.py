"""Phrases on ports and probes: both languages, the same blanks, and one for everything that asks for one."""

import re
import string
from pathlib import Path

from posdiag.probe.claims import What
from posdiag.report.probe_words import PROBE_PHRASES, probe_say


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_phrase_has_both_languages_and_the_same_blanks() -> None:
    for key, (korean, english) in PROBE_PHRASES.items():
        assert korean.strip(), key
        assert blanks(korean) == blanks(english), key
        assert not re.search("[가-힣]", english), key


def test_every_kind_of_hypothesis_has_its_words() -> None:
    for what in What:
        for lang in ("ko", "en"):
            assert probe_say(lang, f"what.{what}", name="x")
            assert probe_say(lang, f"do.{what}")


def test_every_phrase_asked_for_is_there() -> None:
    folder = Path(__file__).resolve().parents[2] / "posdiag" / "report"
    for name in ("probe_report.py", "ports_report.py"):
        for key in re.findall(r'probe_say\(lang, "([^"]+)"', (folder / name).read_text("utf-8")):
            assert key in PROBE_PHRASES, key
