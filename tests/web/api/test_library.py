"""Profiles, scenarios, causes and cards by the API."""

from __future__ import annotations

from tests.web.browser import Browser


def test_profiles_and_a_release_with_its_traits(browser: Browser) -> None:
    products = browser.get("/api/v1/profiles").json()["products"]
    assert "reference/hangang" in [one["id"] for one in products]
    found = browser.get("/api/v1/profile?pos=reference/hangang@3.0").json()
    assert {"path", "value", "file", "line", "release"} == found["traits"][0].keys()
    assert browser.get("/api/v1/profile?pos=reference/hangang").error["code"] == "not_found"
    assert browser.get("/api/v1/profile?pos=../../etc/passwd").status in (404, 409)


def test_scenarios_and_one_of_them(browser: Browser) -> None:
    ids = [one["id"] for one in browser.get("/api/v1/scenarios").json()["scenarios"]]
    assert "partial-approval" in ids
    assert browser.get("/api/v1/scenarios/partial-approval").json()["steps"][0]["do"] == "pay"
    assert browser.get("/api/v1/scenarios/none").error["place"] == "path.id"


def test_causes_and_the_cards_of_one(browser: Browser) -> None:
    causes = browser.get("/api/v1/causes").json()["causes"]
    assert len(causes) > 40
    cards = browser.get("/api/v1/guidance?cause=coupon.expired&audience=merchant").json()["cards"]
    assert cards
    assert all(card["audience"] == "merchant" and "coupon.expired" in card["causes"] for card in cards)
    assert browser.get("/api/v1/guidance?cause=none").status == 404
