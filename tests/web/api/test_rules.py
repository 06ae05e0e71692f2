"""Rules by the API: yes, no, depends, and names that nobody knows."""

from __future__ import annotations

import pytest

from tests.web.browser import Browser


def test_a_barred_shop_is_a_no_with_its_rule_and_source(browser: Browser) -> None:
    body = {"programme": "민생회복 소비쿠폰", "sector": "대형마트", "date": "2025-09-12"}
    found = browser.post("/api/v1/may-use", body).json()
    assert (found["programme"], found["may"]) == ("consumption-coupon-2025", "no")
    assert any(rule["says"] == "no" and rule["source"] for rule in found["because"])


def test_what_is_not_known_is_asked_for(browser: Browser) -> None:
    found = browser.post(
        "/api/v1/may-use", {"programme": "consumption-coupon-2025", "date": "2025-09-12"}
    ).json()
    assert found["may"] == "depends"
    assert found["on"][0]["ask"].keys() == {"ko", "en"}


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"programme": "none"}, "body.programme"),
        ({"programme": "onnuri", "sector": "spaceport"}, "body.sector"),
        ({"programme": "onnuri", "shop_region": "Atlantis"}, "body.shop_region"),
        ({"programme": "onnuri", "items": ["moon rock"]}, "body.items[0]"),
        ({"programme": "onnuri", "date": "2025-02-30"}, "body.date"),
    ],
)
def test_a_name_that_nobody_knows_is_told_with_its_place(
    browser: Browser, body: dict[str, object], place: str
) -> None:
    reply = browser.post("/api/v1/may-use", body)
    assert (reply.status, reply.error["place"]) == (404, place)


def test_programmes_words_and_the_steps_of_the_self_check(browser: Browser) -> None:
    found = browser.get("/api/v1/programmes").json()
    assert found["programmes"]
    assert found["words"].keys() == {"sectors", "routes", "items", "instruments", "purses"}
    assert browser.get("/api/v1/self-check?who=customer").json()["steps"]
