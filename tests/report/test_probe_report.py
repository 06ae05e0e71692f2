"""What a probe found, as people and programs read it."""

from __future__ import annotations

import json

import pytest

from posdiag.probe.settings import LineSettings
from posdiag.report.lines import plain
from posdiag.report.probe_report import probe_lines, probe_object
from tests.probe.far_side import DEVICE, FarSide, frame, repeated

SPEAKERS = {"kr-fs": ["reference/hangang"]}
HEARD = FarSide(LineSettings(9600, 7, "E"), repeated(frame("kr-fs", reply=True)))
RECORD = HEARD.probe(f"{DEVICE}?baud=9600&bits=8&parity=N")
SILENT = FarSide(LineSettings(9600)).probe(DEVICE)


def test_programs_get_everything() -> None:
    told = json.loads(json.dumps(probe_object(RECORD, SPEAKERS), ensure_ascii=False))
    assert told["schema"] == "posdiag/probe/1"
    assert (told["found"], told["opened"], told["asked"]) == (True, True, False)
    first = told["hypotheses"][0]
    assert first["what"] == "wrong-parity"
    assert first["settings"] == {"baud": 9600, "bits": 7, "parity": "E", "stop": 1.0}
    assert first["url"] == f"{DEVICE}?baud=9600&bits=7&parity=E&stop=1"
    assert first["dialects"] == ["kr-fs"]
    assert first["pos"] == ["reference/hangang"]
    assert {each["code"] for each in first["evidence"]} == {"heard.frame", "parity.all-even"}
    assert told["tried"] == [{"baud": 9600, "bits": 8, "parity": "N", "stop": 1.0}]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ["found", "wrong parity", "URL to use", "even parity", "reference/hangang", "99%"]),
        ("ko", ["찾았습니다", "패리티", "쓸 주소", "짝수", "reference/hangang", "99%"]),
    ],
)
def test_people_read_the_url_first_and_the_evidence_after(lang: str, words: list[str]) -> None:
    page = "\n".join(plain(probe_lines(RECORD, lang, 100, SPEAKERS)))
    for word in words:
        assert word in page
    url = f"{DEVICE}?baud=9600&bits=7&parity=E&stop=1"
    assert page.index(url) < page.index("99%")
    assert f"posdiag diagnose --pos reference/hangang@newest --terminal '{url}'" in page


def test_silence_is_told_with_what_may_be_done() -> None:
    page = "\n".join(plain(probe_lines(SILENT, "en", 100, {})))
    assert "not certain" in page
    assert "--ask" in page
    assert "diagnose" not in page
    assert "Ask harmless questions with --ask" in page
    assert probe_object(SILENT, {})["found"] is False


def test_nothing_wider_than_the_page_but_what_is_to_be_copied() -> None:
    for text in plain(probe_lines(RECORD, "ko", 60, {})):
        assert len(text) <= 60 or DEVICE in text
