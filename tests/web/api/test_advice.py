"""Statements and terms by the API."""

from __future__ import annotations

from tests.web.browser import Browser

MESSAGES = """\
[Web발신] 승인 12,300원 09/21 12:00 한강식당 승인번호 12345678
[Web발신] 승인 12,300원 09/21 12:01 한강식당 승인번호 12345679
"""


def test_a_payment_that_stands_twice_is_found_and_nothing_is_kept(browser: Browser) -> None:
    found = browser.post("/api/v1/statement", {"text": MESSAGES}).json()
    assert "double" in str(found).lower() or "duplicate" in str(found).lower()
    assert browser.post("/api/v1/statement", {"text": "a", "holder_region": "Atlantis"}).status == 404
    assert (
        browser.post("/api/v1/statement", {"text": "9400001234567897 1,000원"}).text.count("9400001234567897")
        == 0
    )
    assert "한강식당" not in "".join(browser.lines)


def test_terms_are_explained_in_both_languages(browser: Browser) -> None:
    every = browser.get("/api/v1/terms").json()["terms"]
    assert len(every) > 10
    one = browser.get(f"/api/v1/terms?word={every[0]['words'][0]}").json()["terms"]
    assert one[0]["text"].keys() >= {"ko", "en"}
    assert browser.get("/api/v1/terms?word=no-such-word").status == 404
