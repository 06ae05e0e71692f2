"""new, answer, ask: from the first words to the next question; what is recorded stays whatever ends
the talk.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from typing import Any

import pytest

from posdiag.cli import case_talk

Case = Callable[..., Any]


def typed(monkeypatch: pytest.MonkeyPatch, *rows: str) -> None:
    monkeypatch.setattr(
        sys, "stdin", io.TextIOWrapper(io.BytesIO("".join(f"{row}\n" for row in rows).encode()))
    )


def test_a_new_case_prints_its_number_what_was_understood_and_what_to_ask(case: Case) -> None:
    ran = case("new", "어제 7시에 키오스크에서 소비쿠폰으로 12,300원 냈는데 두 번 결제됐어요")
    assert (ran.code, ran.err) == (0, "")
    for part in ("사례 1", "2025-08-21 19:00", "키오스크", "12,300원", "두 번 이상", "다음 질문"):
        assert part in ran.out
    assert "사례 2" in case("new", "카드가 안 돼요").out


def test_personal_data_is_hidden_everywhere_and_the_agent_is_warned(case: Case, tmp_path: Any) -> None:
    card, resident = "9400001234567897", "900101-1234567"
    ran = case("new", f"저는 김철수인데 카드 {card} 주민번호 {resident} 전화 010-1234-5678")
    assert "카드번호 전체를 묻거나 적지 마십시오" in ran.out
    assert "주민등록번호가 있어" in ran.out
    everything = ran.out + case("show", "1", "--timeline").out + case("show", "1", "--format", "json").out
    stored = (tmp_path / "cases.db").read_bytes() + b"".join(
        p.read_bytes() for p in tmp_path.glob("cases.db-*")
    )
    for secret in (card, resident, "철수", "1234-5678", "1234567"):
        assert secret not in everything
        assert secret.encode() not in stored


def test_answers_by_name_and_in_free_words_change_the_case(case: Case) -> None:
    case("new", "카드가 안 돼요")
    ran = case("answer", "1", "place=키오스크", "shop=행복 분식", "--format", "json")
    told = json.loads(ran.out)
    assert {fact["field"]: fact["value"] for fact in told["understood"]}["shop"] == "행복 분식"
    free = json.loads(
        case("answer", "1", "승인번호는 30012345 이고 두 번 결제됐대요", "--format", "json").out
    )
    fields = {fact["field"] for fact in free["understood"]}
    assert {"approval", "charged", "place"} <= fields


def test_a_free_answer_is_for_the_question_asked_last(case: Case) -> None:
    asked = json.loads(case("new", "--format", "json").out)["ask"]
    assert asked["key"] == "message"
    told = json.loads(case("answer", "1", "잔액 부족", "--format", "json").out)
    assert told["answer"] == "coupon.insufficient_balance"


def test_wrong_answers_are_told_at_once_and_nothing_is_recorded(case: Case) -> None:
    case("new", "카드가 안 돼요")
    ran = case("answer", "1", "plase=1", "amount=많이", "place=kiosk")
    assert ran.code == 2
    assert "그런 질문은 없습니다" in ran.err
    assert "12,300원처럼" in ran.err
    assert "answered" not in case("show", "1", "--timeline", "--format", "json").out


def test_ask_tells_the_next_question_alone(case: Case) -> None:
    case("new")
    ran = case("ask", "1")
    assert ran.code == 0
    assert "그대로 읽어 주세요" in ran.out
    assert "posdiag case answer 1 message=" in ran.out
    assert json.loads(case("ask", "1", "--format", "json").out)["ask"]["key"] == "message"


def test_a_case_that_is_not_there_is_told(case: Case) -> None:
    for verb in ("show", "ask", "reopen"):
        ran = case(verb, "7")
        assert ran.code == 5
        assert "그런 사례가 없습니다" in ran.err


def test_a_guided_talk_keeps_each_answer_and_ends_with_the_answers(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "잔액 부족", "아무말", "1")
    ran = case("new", "--interactive")
    assert ran.code == 0
    assert "그대로 읽어 주세요" in ran.err
    assert "쿠폰 잔액 부족" in ran.out
    assert "answered" in case("show", "1", "--timeline", "--format", "json").out


def test_ctrl_c_keeps_what_was_recorded(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["잔액 부족"])

    def read() -> str:
        given = next(answers, None)
        if given is None:
            raise KeyboardInterrupt
        return given

    monkeypatch.setattr(case_talk, "_read_line", read)
    ran = case("new", "--interactive")
    assert ran.code == 0
    told = json.loads(case("show", "1", "--format", "json").out)
    assert told["understood"][0]["value"] == "잔액 부족"


@pytest.mark.slow
def test_a_megabyte_of_text_is_kept_and_said_to_be_long(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "키오스크에서 안 돼요. " + "그래서 " * 250_000)
    ran = case("new", "-")
    assert ran.code == 0
    assert "긴 글입니다" in ran.out
    assert len(json.loads(case("show", "1", "--format", "json").out)["story"]) > 900_000


@pytest.mark.parametrize("story", ["", " ", "\x00"])
def test_an_empty_story_is_told(case: Case, story: str) -> None:
    ran = case("new", story)
    assert ran.code in (0, 2)
    assert "Traceback" not in ran.err
