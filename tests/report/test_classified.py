"""A classification as an object and as lines."""

from __future__ import annotations

import json

from posdiag.classify import load_classifier
from posdiag.profile.roots import Roots
from posdiag.report.classified import (
    advice_lines,
    cause_lines,
    classification_object,
    question_lines,
    row_lines,
)
from posdiag.report.lines import plain

CLASSIFIER = load_classifier(Roots.of())


def name(cause: str) -> dict[str, str]:
    return {"ko": f"이름 {cause}", "en": f"name of {cause}"}


def test_the_object_is_plain_and_masked() -> None:
    told = CLASSIFIER.classify("카드 9400123456789012 한도초과 12,300원")
    text = json.dumps(classification_object(told), ensure_ascii=False)
    assert "9400123456789012" not in text
    assert '"amounts_krw": [12300]' in text
    assert '"code": "card-number"' in text


def test_the_lines_name_cause_reason_repair_and_warning() -> None:
    told = CLASSIFIER.classify("한도초과 [8521]".encode("cp949").decode("latin-1"))
    text = "\n".join(plain(cause_lines(told, name, "en", 100)))
    for part in ("read as", "cp949-as-latin1", "name of card.limit_exceeded", "kicc 8521", "warning"):
        assert part in text


def test_an_unknown_cause_is_said_in_words() -> None:
    text = "\n".join(plain(cause_lines(CLASSIFIER.classify("안녕하세요"), name, "ko", 80)))
    assert "원인을 알 수 없습니다" in text


def test_lines_fit_the_width_and_signs_of_control_are_shown() -> None:
    told = CLASSIFIER.classify("결제\x1b[31m 실패 " * 40)
    rows = list(plain(cause_lines(told, name, "en", 80)))
    assert "\x1b" not in "".join(rows)


def test_questions_and_advice_are_indented_alike() -> None:
    rows = list(plain(question_lines({"ko": "물음", "en": "Which?"}, [{"ko": "가", "en": "this"}], "en", 80)))
    assert rows == ["ask         Which?", "            1) this"]
    assert list(plain(advice_lines("agent", {"ko": "말", "en": "Say."}, "en", 80))) == ["agent       Say."]
    row = next(iter(plain(row_lines(CLASSIFIER.classify("한도초과"), 7, name, "en", 80))))
    assert row.split()[0] == "7"
