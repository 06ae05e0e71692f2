"""A case for people, in Korean and English."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from posdiag.cli.case_desk import knowledge
from posdiag.intake.decide import Decision, decide
from posdiag.intake.dossier import Dossier, Reading
from posdiag.intake.facts import Fact
from posdiag.report.case_lines import case_lines, question_lines, run_lines
from posdiag.report.columns import columns
from posdiag.report.lines import plain

NOW = datetime(2025, 8, 22, 15, 0)
CASE = Dossier(
    id=7,
    opened="2025-08-22T15:00:00+09:00",
    story="이야기",
    facts=(
        Fact("place", "kiosk", "story", "키오스크", 0, 4),
        Fact("charged", "twice", "answer"),
        Fact("approval", "30012345", "answer"),
        Fact("amount", "12300", "story"),
    ),
    readings=(Reading("story", "이야기", "txn.duplicate", (("txn.duplicate", 0.95),)),),
    warnings=("private.card", "long"),
)


def decided(dossier: Dossier) -> Decision:
    return decide(dossier, knowledge(), NOW)


def told(dossier: Dossier, lang: str, width: int = 100) -> str:
    return "\n".join(plain(case_lines(dossier, decided(dossier), knowledge(), lang, width)))


def test_the_report_tells_facts_contradiction_cause_words_and_question() -> None:
    text = told(CASE, "ko")
    for part in (
        "사례 7 · 2025-08-22 15:00 · 열림",
        "카드번호가 있어 가렸습니다",
        "결제한 곳 키오스크 [이야기]",
        "승인번호 30012345 [답변]",
        "맞지 않는 것",
        "이중 결제 [txn.duplicate]",
        "지금 이렇게 말씀하세요",
        "다시 결제하지 마세요",
        "연락할 곳",
        "남길 증거",
        "하지 말 것",
        "다음 질문",
        "posdiag case answer 7",
    ):
        assert part in text, part
    english = told(CASE, "en")
    for part in ("Case 7", "a kiosk [story]", "Say now", "Never", "Next question", "12,300 won"):
        assert part in english, part


@pytest.mark.parametrize("width", [72, 100, 160])
def test_no_line_is_wider_than_the_page(width: int) -> None:
    for lang in ("ko", "en"):
        for row in told(CASE, lang, width).split("\n"):
            assert columns(row) <= width + 2, row


def test_what_cannot_be_told_is_said() -> None:
    assert "아직 판단할 수 없습니다" in told(Dossier(id=1, opened="2025-08-22T15:00:00+09:00"), "ko")
    assert "It cannot be told yet" in told(Dossier(id=1, opened="2025-08-22T15:00:00+09:00"), "en")


def test_a_closed_case_asks_nothing_more() -> None:
    closed = replace(
        CASE,
        status="closed",
        outcome="worked",
        closed="2025-08-23T09:00:00+09:00",
        closed_cause="txn.duplicate",
    )
    text = told(closed, "ko")
    assert "안내가 통함" in text
    assert "다음 질문" not in text


def test_the_question_alone_has_its_answers_and_reason() -> None:
    rows = list(plain(question_lines(Dossier(id=3), decided(Dossier(id=3)), "ko", 100)))
    assert rows[1] == "다음 질문"
    assert "    1) 잔액 부족" in rows
    assert any("message=?" in row for row in rows)


def test_a_replay_tells_whether_it_shows_the_cause_and_how_to_repeat_it() -> None:
    run = {
        "pos": {"id": "reference/hangang", "release": "2.1"},
        "cause": "txn.duplicate",
        "way": "x",
        "same": True,
        "causes": [{"cause": "txn.duplicate", "probability": 0.9}],
        "ladder": {"ko": "사다리", "en": "ladder"},
        "guidance": [{"proof": {"status": "proven"}, "text": {"ko": "해결", "en": "fix"}}],
        "command": "posdiag …",
    }
    text = "\n".join(plain(run_lines(CASE, run, knowledge(), "ko", 100)))
    for part in ("같은 원인으로 나타남", "사다리", "해결", "다시 하려면: posdiag …"):
        assert part in text
