"""note, close, reopen: how a case ends, and that what helped comes first the next time."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

Case = Callable[..., Any]
STORY = "선불카드로 결제하는데 잔액 부족이라고 떠요"


def shown(case: Case, number: int) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(case("show", str(number), "--format", "json").out)
    return told


def test_a_case_is_closed_once_and_opened_again(case: Case) -> None:
    case("new", STORY)
    assert "안내가 통함" in case("close", "1", "--outcome", "worked").out
    again = case("close", "1", "--outcome", "failed")
    assert again.code == 2
    assert "이미 닫힌" in again.err
    assert case("reopen", "1").code == 0
    assert shown(case, 1)["status"] == "open"
    assert case("reopen", "1").code == 2


def test_what_helped_is_offered_first_the_next_time(case: Case) -> None:
    case("new", STORY)
    before = [card["id"] for card in shown(case, 1)["say"]]
    assert len(before) >= 2
    case("close", "1", "--outcome", "worked", "--card", before[-1])
    case("new", STORY)
    assert next(card["id"] for card in shown(case, 2)["say"]) == before[-1]
    case("reopen", "1")
    case("new", STORY)
    assert [card["id"] for card in shown(case, 3)["say"]] == before


def test_an_unknown_cause_and_card_are_told_together(case: Case) -> None:
    case("new", STORY)
    ran = case("close", "1", "--outcome", "worked", "--cause", "txn.duplicat", "--card", "nonsense")
    assert ran.code == 2
    assert "txn.duplicate" in ran.err
    assert "nonsense" in ran.err
    assert shown(case, 1)["status"] == "open"


def test_a_note_is_hidden_and_kept(case: Case) -> None:
    case("new", STORY)
    ran = case("note", "1", "홍길동 사장님 010-1234-5678 로 다시 전화")
    assert "다시 전화" in ran.out
    assert "1234" not in ran.out
    assert "길동" not in ran.out
    assert shown(case, 1)["notes"] == ["홍** 사장님 010-****-**** 로 다시 전화"]
