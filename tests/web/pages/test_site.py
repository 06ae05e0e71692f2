"""Static files by their names alone, and failures as pages."""

from __future__ import annotations

import pytest

from tests.web.browser import Browser


@pytest.mark.parametrize(
    "name",
    [
        "../words.py",
        "..%2Fwords.py",
        "%2e%2e%2fwords.py",
        "....//words.py",
        "console.css%00",
        "none.css",
    ],
)
def test_no_path_reaches_the_file_system(browser: Browser, name: str) -> None:
    reply = browser.get(f"/static/{name}")
    assert reply.status == 404
    assert "PAGES" not in reply.text


def test_static_files_are_kept_by_browsers_for_long(browser: Browser) -> None:
    reply = browser.get("/static/console.css")
    assert "immutable" in reply.headers["Cache-Control"]
    assert reply.headers["Content-Type"].startswith("text/css")


def test_a_failure_is_a_page_with_a_way_on_and_its_number(browser: Browser) -> None:
    reply = browser.get("/cases/999")
    assert reply.status == 404
    assert reply.headers["X-Request-Id"] in reply.text
    assert 'href="/"' in reply.text
