"""Safety at the gate: names, origins, forged requests, roles, rates."""

from __future__ import annotations

import pytest

from posdiag.web.guard import host_of
from posdiag.web.people import People
from posdiag.web.settings import Limits, Settings
from tests.web.browser import Browser, Clock
from tests.web.conftest import PASSWORD, TOKEN, Make

OTHER = {"Origin": "https://elsewhere.example"}


@pytest.mark.parametrize(
    "host", ["elsewhere.example", "localhost.elsewhere.example", "", "127.0.0.1.example:80"]
)
def test_a_name_that_is_not_ours_is_not_answered_to(browser: Browser, host: str) -> None:
    reply = browser.get("/api/v1/causes", headers={"Host": host})
    assert (reply.status, reply.error["code"]) == (421, "host")
    assert browser.get("/", headers={"Host": host}).status == 421


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("LOCALHOST:8700", "localhost"),
        ("[::1]:8700", "::1"),
        ("127.0.0.1", "127.0.0.1"),
        ("a.example", "a.example"),
    ],
)
def test_the_name_of_a_host_header(header: str, name: str) -> None:
    assert host_of(header) == name


def test_an_allowed_name_is_answered_to(make: Make) -> None:
    browser = make(Settings(allowed_hosts=("Desk.Example",), limits=Limits(rate=0)))
    assert browser.get("/health", headers={"Host": "desk.example"}).status == 200


@pytest.mark.parametrize(
    "headers", [OTHER, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "null"}]
)
def test_what_another_sites_page_sends_changes_nothing(browser: Browser, headers: dict[str, str]) -> None:
    assert browser.post("/api/v1/cases", {"text": "a"}, headers=headers).error["code"] == "csrf"
    assert browser.ask("POST", "/", data={"text": "a"}, headers=headers).status == 403
    assert browser.get("/api/v1/cases").json()["cases"] == []


def test_a_form_without_the_word_of_its_page_changes_nothing(browser: Browser) -> None:
    assert browser.ask("POST", "/", data={"text": "a"}).status == 403
    assert browser.ask("POST", "/", data={"text": "a", "csrf": "guessed"}).status == 403
    assert browser.get("/api/v1/cases").json()["cases"] == []
    assert browser.form("/", {"text": "한도초과"}).status == 200


def test_a_session_wants_the_word_from_scripts_too(office: Browser) -> None:
    office.login("kim", PASSWORD)
    assert office.post("/api/v1/cases", {"text": "a"}).error["place"] == "header.X-CSRF-Token"
    session = next(iter(office.desk.sessions._by_word.values()))
    headers = {"X-CSRF-Token": session.csrf}
    assert office.post("/api/v1/cases", {"text": "a"}, headers=headers).status == 201


def test_a_token_needs_no_word_but_must_be_right(office: Browser) -> None:
    right = {"Authorization": f"Bearer {TOKEN}"}
    assert office.post("/api/v1/cases", {"text": "한도초과"}, headers=right).status == 201
    assert office.journal()[-1]["who"] == "ci"
    for wrong in ("Bearer nothing", f"Basic {TOKEN}", "Bearer"):
        reply = office.get("/api/v1/cases", headers={"Authorization": wrong})
        assert (reply.status, reply.headers["WWW-Authenticate"]) == (401, "Bearer")


@pytest.mark.parametrize(
    ("name", "path", "status"),
    [
        ("", "/api/v1/cases", 401),
        ("", "/metrics", 401),
        ("", "/api/v1/self-check", 200),
        ("", "/health", 200),
        ("kim", "/api/v1/cases", 200),
        ("kim", "/api/v1/cases/export", 403),
        ("kim", "/metrics", 403),
        ("lee", "/api/v1/cases/export", 200),
        ("lee", "/metrics", 403),
        ("park", "/metrics", 200),
    ],
)
def test_each_role_may_what_is_its_own(office: Browser, name: str, path: str, status: int) -> None:
    if name:
        office.login(name, PASSWORD)
    assert office.get(path).status == status


def test_whoever_is_taken_out_of_the_file_is_out_at_once(office: Browser) -> None:
    office.login("kim", PASSWORD)
    object.__setattr__(office.desk.settings, "people", People())
    assert office.get("/api/v1/cases").status == 401


def test_too_many_requests_are_slowed_down_and_told_when_to_come_again(make: Make, clock: Clock) -> None:
    browser = make(Settings(limits=Limits(rate=1, burst=3)))
    assert [browser.get("/health").status for _ in range(4)] == [200, 200, 200, 429]
    reply = browser.get("/health")
    assert (reply.error["code"], reply.headers["Retry-After"]) == ("rate", "1")
    clock.now += 2
    assert [browser.get("/health").status for _ in range(3)] == [200, 200, 429]


def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_saw(make: Make, people: People) -> None:
    browser = make(Settings(people=people, behind_proxy=True, limits=Limits(rate=1, burst=1)))
    asked = {"X-Forwarded-For": "203.0.113.9, 203.0.113.7"}
    assert browser.get("/health", headers=asked).status == 200
    assert browser.get("/health", headers=asked).status == 429
    assert browser.get("/health", headers={"X-Forwarded-For": "203.0.113.8"}).status == 200
