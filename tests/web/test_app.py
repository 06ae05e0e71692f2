"""The gate: one shape for every failure, safe headers, a journal without anybody's data."""

from __future__ import annotations

import json

import pytest

from posdiag.web.desk import HEADERS
from tests.web.browser import Browser


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code", "place"),
    [
        ("GET", "/api/v1/nothing", None, 404, "no_page", ""),
        ("PUT", "/api/v1/cases", None, 405, "method", ""),
        ("GET", "/api/v1/cases/nine", None, 404, "not_found", "path.id"),
        ("GET", "/api/v1/cases/1%0A", None, 404, "not_found", "path.id"),
        ("GET", "/api/v1/cases/999", None, 404, "not_found", "case 999"),
        ("GET", "/api/v1/cases?limit=0", None, 422, "invalid", "query.limit"),
        ("GET", "/api/v1/cases?limit=1&limit=2", None, 422, "invalid", "query.limit"),
        ("GET", "/api/v1/cases?colour=red", None, 422, "invalid", "query"),
        ("POST", "/api/v1/classify", {"text": 3}, 422, "invalid", "body.text"),
        ("POST", "/api/v1/classify", {}, 422, "invalid", "body"),
        ("POST", "/api/v1/classify", {"text": "a", "more": 1}, 422, "invalid", "body"),
        ("POST", "/api/v1/cases/1/close", {"outcome": "sold"}, 422, "invalid", "body.outcome"),
    ],
)  # fmt: skip
def test_every_failure_has_one_shape(
    browser: Browser, method: str, path: str, body: object, status: int, code: str, place: str
) -> None:
    for lang in ("ko", "en"):
        headers = {"Accept-Language": lang}
        reply = (
            browser.ask(method, path, json=body, headers=headers)
            if body is not None
            else browser.ask(method, path, headers=headers)
        )
        assert reply.status == status
        assert reply.error.keys() == {"code", "message", "place"}
        assert (reply.error["code"], reply.error["place"]) == (code, place)
        assert any("가" <= letter <= "힣" for letter in reply.error["message"]) is (lang == "ko")


def test_what_is_no_json_is_told_as_such(browser: Browser) -> None:
    reply = browser.ask("POST", "/api/v1/classify", data="{", headers={"Content-Type": "application/json"})
    assert (reply.status, reply.error["code"]) == (400, "malformed")
    reply = browser.ask(
        "POST", "/api/v1/classify", data="[" * 100_000, headers={"Content-Type": "application/json"}
    )
    assert (reply.status, reply.error["code"]) == (422, "invalid")
    reply = browser.ask("POST", "/api/v1/classify", data="text=a")
    assert (reply.status, reply.error["code"]) == (415, "media")


def test_a_body_past_the_limit_is_refused(browser: Browser) -> None:
    reply = browser.post("/api/v1/cases", {"text": "가" * 99_000})
    assert (reply.status, reply.error["code"]) == (413, "too_large")


@pytest.mark.parametrize(
    "path", ["/", "/login", "/self", "/api/v1/causes", "/nothing", "/api/v1/nothing", "/health"]
)
def test_every_answer_has_the_safe_headers(browser: Browser, path: str) -> None:
    reply = browser.get(path)
    for name, value in HEADERS.items():
        assert reply.headers[name] == value
    assert reply.headers["Cache-Control"] == "no-store"
    assert "Python" not in reply.headers["Server"]


def test_the_journal_says_who_saw_what_and_nothing_of_it(browser: Browser) -> None:
    secret = "9400001234567897"
    browser.post("/api/v1/cases", {"text": f"홍길동님 카드 {secret} 한도초과"})
    browser.get(f"/api/v1/cases?words={secret}")
    browser.get("/api/v1/cases/1")
    seen = browser.journal()[-1]
    assert (seen["who"], seen["route"], seen["thing"], seen["status"]) == (
        "owner",
        "/api/v1/cases/{id}",
        "case 1",
        200,
    )
    text = json.dumps(browser.journal(), ensure_ascii=False)
    assert secret not in text
    assert "홍길동" not in text
    assert "한도초과" not in text


def test_a_bug_is_answered_with_the_number_of_the_request(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("9400001234567897")

    monkeypatch.setattr("posdiag.web.api.classify.classified", fail)
    reply = browser.post("/api/v1/classify", {"text": "a"})
    assert (reply.status, reply.error["code"]) == (500, "internal")
    assert reply.headers["X-Request-Id"] in reply.error["message"]
    bug = next(line for line in browser.journal() if line["kind"] == "bug")
    assert bug["error"] == "KeyError"
    assert "9400001234567897" not in json.dumps(browser.journal())


def test_the_document_is_served_to_whoever_may_come_in(browser: Browser, office: Browser) -> None:
    assert browser.get("/api/openapi.json").json()["openapi"] == "3.1.0"
    assert office.get("/api/openapi.json").status == 401
