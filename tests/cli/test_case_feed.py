"""statement and self-check feed the case."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Case = Callable[..., Any]
DOUBLE = """거래일시,가맹점,금액,승인번호,구분
2025-08-21 19:02:11,행복분식,12300,30012345,승인
2025-08-21 19:03:40,행복분식,12300,30012399,승인
"""


def test_a_statement_is_read_and_what_is_odd_is_told(case: Case, tmp_path: Path) -> None:
    file = tmp_path / "statement.csv"
    file.write_text(DOUBLE, encoding="cp949")
    case("new", "어제 분식집에서 결제가 이상해요")
    ran = case("statement", "1", str(file))
    assert ran.code == 0
    assert "명세에서 보인 것" in ran.out
    assert "이중 결제" in ran.out
    assert "30012345 / 30012399 [명세]" in ran.out
    assert '"statement"' in case("show", "1", "--timeline", "--format", "json").out


def test_a_statement_that_is_none_is_told_and_nothing_changes(case: Case, tmp_path: Path) -> None:
    case("new", "결제가 이상해요")
    (tmp_path / "x.txt").write_text("안녕하세요\n", encoding="utf-8")
    ran = case("statement", "1", str(tmp_path / "x.txt"))
    assert ran.code == 2
    assert "읽을 수 있는 결제가 없습니다" in ran.err
    missing = case("statement", "1", str(tmp_path / "none.csv"))
    assert missing.code == 2
    assert "읽을 수 없습니다" in missing.err


def test_the_self_check_is_shown_and_its_answers_feed_the_case(case: Case) -> None:
    case("new", "결제가 안 돼요")
    shown = case("self-check", "1")
    assert "다시 결제하기 전에 봅니다" in shown.out
    assert json.loads(case("self-check", "1", "--format", "json").out)["steps"]
    told = json.loads(case("self-check", "1", "money=2", "route=kiosk", "--format", "json").out)
    assert {one["check"]: one["answer"] for one in told["answers"]} == {
        "notice": "coupon",
        "where-paid": "kiosk",
    }
    assert told["understood"][-1]["source"] == "self-check"


def test_a_wrong_step_or_answer_is_told(case: Case) -> None:
    case("new", "결제가 안 돼요")
    ran = case("self-check", "1", "mony=1", "route=moon")
    assert ran.code == 2
    assert "그런 점검 항목은 없습니다" in ran.err
    assert "그 항목에 없는 답입니다" in ran.err
