"""Coming in and leaving."""

from __future__ import annotations

from posdiag.web.people import People
from posdiag.web.settings import Limits, Settings
from tests.web.browser import Browser
from tests.web.conftest import PASSWORD, Make


def test_a_stranger_is_sent_to_the_door_and_then_where_he_wanted_to(office: Browser) -> None:
    reply = office.get("/cases")
    assert (reply.status, reply.headers["Location"]) == (303, "/login?to=/cases")
    assert office.login("kim", "wrong wrong wrong").status == 401
    reply = office.login("kim", PASSWORD)
    assert (reply.status, reply.headers["Location"]) == (303, "/")
    cookie = reply.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert office.get("/cases").status == 200


def test_over_tls_the_cookie_is_for_tls_alone(make: Make, people: People) -> None:
    browser = make(Settings(people=people, behind_proxy=True, limits=Limits(rate=0, logins=99)))
    cookie = browser.login("kim", PASSWORD).headers["Set-Cookie"]
    assert cookie.startswith("__Host-posdiag=")
    assert "Secure" in cookie
    assert "Path=/" in cookie


def test_whoever_logs_out_is_out(office: Browser) -> None:
    office.login("kim", PASSWORD)
    assert office.form("/logout", {}, follow=False).status == 303
    assert office.get("/cases").status == 303
    assert len(office.desk.sessions) == 0


def test_passwords_cannot_be_tried_for_ever(make: Make, people: People) -> None:
    browser = make(Settings(people=people, limits=Limits(rate=0, logins=3)))
    assert [browser.login("kim", "wrong").status for _ in range(4)] == [401, 401, 401, 429]
    assert browser.login("kim", PASSWORD).status == 429


def test_the_journal_notes_log_ins_without_names_that_were_only_tried(office: Browser) -> None:
    office.login("hong-gildong", "wrong")
    office.login("kim", PASSWORD)
    assert [(line["who"], line["entered"]) for line in office.journal() if line["kind"] == "login"] == [
        ("", False), ("kim", True),
    ]  # fmt: skip
    assert "hong-gildong" not in "".join(office.lines)
