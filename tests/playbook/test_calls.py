"""Calls as they go, from the first words to the close: what the agent types and what the desk says."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

Case = Callable[..., Any]


def shown(case: Case, number: int = 1) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(case("show", str(number), "--format", "json").out)
    return told


def facts(told: dict[str, Any]) -> dict[str, str]:
    return {fact["field"]: fact["value"] for fact in told["understood"]}


def test_a_customer_whose_coupon_was_not_drawn_at_a_kiosk(case: Case) -> None:
    # 손님: 전화번호와 이름까지 다 말한다.
    ran = case(
        "new",
        "저는 김철수라고 하는데요 010-1234-5678, 어제 저녁 7시쯤 분식집 키오스크에서 소비쿠폰 담긴 "
        "신용카드로 "
        "만이천삼백원 결재했는데 문자에는 '일반결제 12,300원'이라고 왔어요",
    )
    assert "김철수" not in ran.out
    assert "1234" not in ran.out
    told = shown(case)
    assert facts(told) | {
        "when": "2025-08-21T19:00",
        "place": "kiosk",
        "amount": "12300",
        "charged": "ordinary",
    } == facts(told)
    assert told["contradictions"] == []
    # 상담원: 묻는 대로 답을 받아 적는다.
    case("answer", "1", "routes=pg", "tid-slip=other", "charged=ordinary", "place=kiosk")
    told = shown(case)
    likely = [one["cause"] for one in told["causes"][:2]]
    assert likely[0] in ("pos.config.pg_before_van", "channel.unsupported", "coupon.not_applied")
    never = " ".join(text["ko"] for text in told["never"])
    assert "먼저 다시 결제하지" in never or "다시 결제하지 않습니다" in never
    # 카운터에서 다시 결제해서 해결되었다.
    closed = case("close", "1", "--outcome", "worked", "--cause", "channel.unsupported")
    assert "안내가 통함" in closed.out


def test_a_shop_where_the_till_hung_and_the_customer_paid_twice(case: Case, tmp_path: Path) -> None:
    # 점주: 다시 긁었더니 두 번.
    ran = case(
        "new",
        "식당인데요 포스가 멈춰서 카드를 다시 긁었더니 손님한테 문자가 두 번 왔대요 승인번호 30012345 "
        "만오천원",
    )
    assert "다시 결제하지 마세요" in ran.out
    told = shown(case)
    assert told["money"] == "open"
    assert [one["id"] for one in told["contradictions"]] == ["two-charges-one-approval"]
    assert facts(told)["tried"] == "unasked"
    # 상담원: 다른 승인번호도 받아 적는다. 이제는 맞는다.
    case("answer", "1", "approval=30012399", "when=오늘 낮 12시 10분", "van=나이스", "terminal=12345678")
    told = shown(case)
    assert told["contradictions"] == []
    assert told["answer"].startswith("txn.duplicate")
    # 명세를 붙이고, VAN에 넘긴다.
    statement = tmp_path / "명세.csv"
    statement.write_text(
        "거래일시,가맹점,금액,승인번호,구분\n2025-08-22 12:10:05,식당,15000,30012345,승인\n2025-08-22 "
        "12:11:40,식당,15000,30012399,승인\n",
        encoding="utf-8",
    )
    assert "15,000원이 두 번 승인" in case("statement", "1", str(statement)).out
    case("export", "1", "--for", "van", "--output", str(tmp_path / "van.zip"))
    with zipfile.ZipFile(tmp_path / "van.zip") as opened:
        sent = json.loads(opened.read("case.json"))
        assert "30012399" in opened.read("payments.csv").decode()
    by_field = {fact["field"]: fact for fact in sent["facts"]}
    assert by_field["approval"]["all"] == ["30012345", "30012399"]
    assert by_field["terminal"]["value"] == "12345678"
    case("close", "1", "--outcome", "escalated", "--cause", "txn.duplicate")
    kinds = [
        one["kind"] for one in json.loads(case("show", "1", "--timeline", "--format", "json").out)["events"]
    ]
    assert kinds == ["opened", "answered", "statement", "exported", "closed"]


def test_a_coupon_on_a_day_after_its_period(case: Case) -> None:
    ran = case(
        "new",
        "민생회복 소비쿠폰 선불카드로 12월 5일에 동네 카페 카운터에서 긁었는데 사용기한 만료라고 떠요",
        now="2025-12-06 10:00",
    )
    assert "사용기간(끝 2025-11-30) 뒤입니다" in ran.out
    told = shown(case)
    assert told["answer"] == "coupon.expired"
    assert told["ruling"]["may"] == "no"
    assert any("현금" in text["ko"] for text in told["never"])


def test_nothing_but_questions_until_the_cause_is_named(case: Case) -> None:
    # 아무것도 모르는 전화: 묻는 것에만 답한다.
    case("new")
    told = shown(case)
    assert told["answer"] == "unknown"
    replies = {"message": "잔액이 부족합니다", "instrument": "선불카드", "app-balance": "short"}
    asked = []
    for _ in range(12):
        question = shown(case)["ask"]
        if question is None or shown(case)["answer"] == "coupon.insufficient_balance":
            break
        asked.append(question["key"])
        case("answer", "1", f"{question['key']}={replies.get(question['key'], '?')}")
    assert asked[0] == "message"
    assert shown(case)["answer"] == "coupon.insufficient_balance"
    assert len(asked) <= 6
    assert len(set(asked)) == len(asked)


def test_a_story_that_says_one_thing_and_an_answer_that_says_another(case: Case) -> None:
    case("new", "키오스크에서 결제했는데 서명패드에 서명하라고 떠요")
    case("answer", "1", "place=매장 카운터")
    told = shown(case)
    ids = [one["id"] for one in told["contradictions"]]
    assert "differing-place" in ids
    assert "처음 이야기" in told["contradictions"][ids.index("differing-place")]["text"]["ko"]


def test_money_that_went_where_nobody_was(case: Case, tmp_path: Path) -> None:
    case("new", "할머니가 문자 링크를 눌렀는데 그 뒤로 가본 적도 없는 가게에서 소비쿠폰이 쓰였대요 3만원")
    told = shown(case)
    assert facts(told)["complaint"] in ("unauthorised", "phishing")
    case("close", "1", "--outcome", "escalated", "--cause", "fraud.suspected")
    case("export", "1", "--for", "police", "--output", str(tmp_path / "police.zip"))
    with zipfile.ZipFile(tmp_path / "police.zip") as opened:
        told = json.loads(opened.read("case.json"))
    assert "링크" in told["story"]
    assert "diagnosis" not in told


def test_a_line_of_calls_that_is_an_outage_and_not_a_shop(case: Case) -> None:
    for n in range(8):
        now = f"2025-09-19 15:{n * 3:02d}"
        case(
            "new",
            f"{'가나다라마바사아'[n]}{'가나다라마바사아'[n]}점인데요 착앱 지역화폐 QR이 시스템 점검중이라고 "
            f"떠요",
            now=now,
        )
        case("close", str(n + 1), "--outcome", "not-tried", "--cause", "host.unavailable", now=now)
    out = case("clusters", now="2025-09-19 16:00").out
    assert "조폐공사" in out
    assert "8건" in out


def test_whatever_is_told_the_desk_does_not_break(case: Case) -> None:
    odd = [
        "ㅋㅋㅋ",
        "???",
        "1",
        "원",
        "오오오원",
        "💳💥",
        "a" * 5000,
        "'\"`;DROP TABLE cases;--",
        "%s %d {0} {x}",
        "\u202e뒤집힘",
        "어제 어제 어제",
        "99시 99분",
        "=1+1",
    ]
    for number, story in enumerate(odd, 1):
        ran = case("new", story)
        assert ran.code == 0, ran.err
        assert case("show", str(number)).code == 0
        case("answer", str(number), story)
    assert case("list", "--limit", "100").code == 0
