"""What agents do with cases, on both databases, over two servers."""

from __future__ import annotations

from datetime import datetime

import pytest

from posdiag.errors import InputError
from posdiag.web.casework import day_of, number_of
from posdiag.web.failure import Failure
from tests.web.conftest import Make

STORY = "이 키오스크는 PG 결제라서 쿠폰을 지원하지 않는 기기래요. 12,300원, 카드 9400001234567897"


def test_two_servers_on_one_database_see_each_others_cases(make: Make, database: str) -> None:
    one, other = make(database=database), make(database=database)
    case = one.post("/api/v1/cases", {"text": STORY}).json()
    assert (case["answer"], case["status"]) == ("channel.unsupported", "open")
    other.post(f"/api/v1/cases/{case['id']}/notes", {"text": "다시 전화하기로 함"})
    assert one.get(f"/api/v1/cases/{case['id']}").json()["notes"] == ["다시 전화하기로 함"]
    other.post(f"/api/v1/cases/{case['id']}/close", {"outcome": "worked"})
    assert one.get("/api/v1/cases?status=closed").json()["cases"][0]["outcome"] == "worked"
    again = one.post(f"/api/v1/cases/{case['id']}/close", {"outcome": "failed"})
    assert (again.status, again.error["code"]) == (409, "conflict")
    assert one.post(f"/api/v1/cases/{case['id']}/reopen").status == 200
    kinds = [event["kind"] for event in other.get(f"/api/v1/cases/{case['id']}/events").json()["events"]]
    assert kinds == ["opened", "note", "closed", "reopened"]


def test_no_card_number_is_kept_anywhere(make: Make, database: str) -> None:
    browser = make(database=database)
    number = browser.post("/api/v1/cases", {"text": STORY}).json()["id"]
    browser.post(f"/api/v1/cases/{number}/notes", {"text": "카드 9400001234567897, 010-1234-5678"})
    browser.post(f"/api/v1/cases/{number}/answers", {"words": "비밀번호 1234, 9400 0012 3456 7897"})
    for path in (f"/api/v1/cases/{number}", f"/api/v1/cases/{number}/events", "/api/v1/cases",
                 "/api/v1/cases/export", "/api/v1/cases/export?form=csv", f"/cases/{number}",
                 "/cases"):  # fmt: skip
        text = browser.get(path).text
        assert "9400001234567897" not in text, path
        assert "0012 3456" not in text, path
        assert "1234-5678" not in text, path


def test_answers_move_the_case_on_and_what_is_not_understood_is_told(make: Make) -> None:
    browser = make()
    case = browser.post("/api/v1/cases", {"text": "단말기에 통신오류라고 나와요"}).json()
    key, number = case["ask"]["key"], case["id"]
    first = case["ask"]["answers"][0]["id"]
    after = browser.post(f"/api/v1/cases/{number}/answers", {"answers": {key: first}}).json()
    assert after["ask"]["key"] != key
    assert browser.get(f"/api/v1/cases/{number}/question").json()["ask"] == after["ask"]
    wrong = browser.post(f"/api/v1/cases/{number}/answers", {"answers": {"no-such-question": "a"}})
    assert (wrong.status, wrong.error["code"]) == (409, "refused")
    assert browser.get(f"/api/v1/cases/{number}").json()["answers"] == after["answers"]


def test_a_closed_case_takes_no_answers(make: Make) -> None:
    browser = make()
    number = browser.post("/api/v1/cases", {"text": STORY}).json()["id"]
    browser.post(f"/api/v1/cases/{number}/close", {"outcome": "worked"})
    assert browser.post(f"/api/v1/cases/{number}/answers", {"words": "네"}).error["code"] == "conflict"
    assert (
        browser.post(f"/api/v1/cases/{number}/close", {"outcome": "worked", "cause": "no.such"}).status == 404
    )


@pytest.mark.parametrize("text", ["", "a", "-1", "1.5", "９", "1" * 30])
def test_what_is_no_number_of_a_case_is_not_found(text: str) -> None:
    with pytest.raises(Failure):
        number_of(text)
    assert number_of("12") == 12


def test_days_are_read_as_people_say_them() -> None:
    now = datetime(2026, 9, 21, 12)
    assert day_of("어제", "q", now) == "2026-09-20"
    assert day_of("어제", "q", now, last=True) == "2026-09-20T23:59:59+09:00"
    assert day_of(" ", "q", now) == ""
    with pytest.raises(InputError):
        day_of("whenever", "q", now)
