"""Pages: forms are read and checked, languages and themes remembered, everything escaped."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from posdiag.web.pages.page import own_address
from posdiag.web.pages.site import PAGES
from tests.web.browser import Browser

PLAIN = ("/", "/cases", "/clusters", "/runs", "/matrix", "/captures", "/rules", "/self", "/help", "/login")


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("path", PLAIN)
def test_every_page_is_there_in_both_languages(browser: Browser, path: str, lang: str) -> None:
    reply = browser.get(f"{path}?lang={lang}")
    assert reply.status == 200
    assert f'<html lang="{lang}"' in reply.text
    assert reply.headers["Content-Type"].startswith("text/html")
    korean = re.search("[가-힣]", reply.words().replace("한국어", ""))
    assert bool(korean) is (lang == "ko") or path in ("/rules", "/runs", "/self")


@pytest.mark.parametrize("path", PLAIN)
def test_no_page_has_script_or_style_of_its_own_or_asks_another_host(browser: Browser, path: str) -> None:
    text = browser.get(path).text
    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", text)
    assert not re.search(r"\son\w+=", text)
    assert not re.search(r"\sstyle=", text)
    assert "<style" not in text
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', text)


def test_what_people_write_is_escaped(browser: Browser) -> None:
    nasty = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    page = browser.form("/", {"text": nasty})
    assert page.status == 200
    assert "<script>alert" not in page.text
    assert "<img src=x" not in page.text
    assert browser.get(f"/cases?words={nasty}").text.count("<script") == 1


def test_language_and_theme_are_remembered(browser: Browser) -> None:
    browser.get("/?lang=en")
    browser.get("/?theme=dark")
    text = browser.get("/").text
    assert '<html lang="en" data-theme="dark">' in text
    assert "theme=blue" not in browser.get("/?theme=blue").headers.get("Set-Cookie", "")


@pytest.mark.parametrize(
    ("text", "address"),
    [("/cases/1", "/cases/1"), ("//elsewhere.example", "/"), ("/\\elsewhere.example", "/"),
     ("https://e.example", "/"),
     ("", "/"), ("/a\r\nSet-Cookie: a", "/"), ("/" + "x" * 400, "/")],
)  # fmt: skip
def test_only_an_address_of_our_own_is_gone_to(text: str, address: str) -> None:
    assert own_address(text) == address


def test_a_form_with_too_many_fields_or_too_long_ones_is_refused(browser: Browser) -> None:
    assert browser.form("/", {f"f{n}": "x" for n in range(200)}, follow=False).status == 413
    assert browser.form("/", {"text": "x" * 30_000}, follow=False).status == 413
    assert browser.ask("POST", "/", data=b"{}", headers={"Content-Type": "application/json"}).status == 415


def test_every_page_that_changes_something_wants_a_role(office: Browser) -> None:
    for page in PAGES:
        if page.method == "POST" and page.path not in ("/login", "/self", "/logout"):
            path = page.path.replace("{id}", "1").replace("{run}", "0").replace("{n}", "1")
            assert office.ask("POST", path, data={"text": "a"}).status == 401, path


def test_the_first_page_is_small(browser: Browser) -> None:
    text = browser.get("/").text
    sizes = [len(text.encode())]
    for address in re.findall(r'(?:src|href)="(/static/[^"]+)"', text):
        sizes.append(len(browser.get(address).text.encode()))
    live = Path(__file__).parents[3] / "posdiag" / "web" / "static" / "live.js"
    assert sum(sizes) + live.stat().st_size < 150_000
