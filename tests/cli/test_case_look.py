"""show, list, search, clusters."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

Case = Callable[..., Any]


def test_cases_are_listed_searched_and_filtered(case: Case) -> None:
    case("new", "키오스크에서 소비 쿠폰이 안 돼요")
    case("new", "카드 비밀번호가 틀렸대요", now="2025-08-25 10:00")
    case("close", "1", "--outcome", "worked", "--cause", "channel.unsupported")
    assert [one["id"] for one in json.loads(case("list", "--format", "json").out)["cases"]] == [2, 1]
    assert "결제 경로 미지원" in case("list", "--status", "closed").out
    assert [one["id"] for one in json.loads(case("search", "소비쿠폰", "--format", "json").out)["cases"]] == [
        1
    ]
    since = case("list", "--since", "8월 24일", "--format", "json", now="2025-08-26 10:00")
    assert [one["id"] for one in json.loads(since.out)["cases"]] == [2]
    assert [
        one["id"]
        for one in json.loads(case("list", "--until", "2025-08-22", "--format", "json").out)["cases"]
    ] == [1]


def test_nothing_found_is_told_with_five(case: Case) -> None:
    for arguments in (("list",), ("search", "없는말")):
        ran = case(*arguments)
        assert ran.code == 5
        assert "해당하는 사례가 없습니다" in ran.err


def test_a_day_that_is_none_is_told(case: Case) -> None:
    ran = case("list", "--since", "언젠가")
    assert ran.code == 2
    assert "시각이 아닙니다" in ran.err


def test_the_timeline_tells_what_happened(case: Case) -> None:
    case("new", "카드가 안 돼요")
    case("note", "1", "점장과 통화")
    out = case("show", "1", "--timeline").out
    assert "열림" in out
    assert "점장과 통화" in out


def test_a_burst_of_like_calls_is_a_cluster(case: Case) -> None:
    for n in range(7):
        case(
            "new",
            f"가게{n}점 나이스정보통신 단말기에서 카드사 시스템 장애라고 떠요",
            now=f"2025-08-22 15:{n:02d}",
        )
        case("close", str(n + 1), "--outcome", "escalated", "--cause", "host.unavailable")
    ran = case("clusters")
    assert ran.code == 0
    assert "VAN 나이스정보통신" in ran.out
    assert json.loads(case("clusters", "--format", "json").out)["clusters"][0]["count"] == 7
