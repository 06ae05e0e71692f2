"""Classification by the API: whole, garbled, coded, unknown."""

from __future__ import annotations

from tests.web.browser import Browser


def test_a_sentence_comes_with_causes_reasons_and_what_to_say(browser: Browser) -> None:
    found = browser.post(
        "/api/v1/classify", {"text": "이 키오스크는 PG 결제라서 쿠폰을 지원하지 않는 기기래요"}
    ).json()
    assert found["schema"] == "posdiag/classification/1"
    assert found["answer"] == "channel.unsupported"
    assert found["causes"][0]["name"].keys() == {"ko", "en"}
    assert found["causes"][0]["why"]
    assert {card["audience"] for card in found["guidance"]} >= {"merchant", "agent"}


def test_garbled_text_is_repaired_and_says_so(browser: Browser) -> None:
    garbled = "쿠폰 잔액이 부족합니다".encode("cp949").decode("latin-1")
    found = browser.post("/api/v1/classify", {"text": garbled}).json()
    assert found["repair"]
    assert "잔액" in found["read_as"]
    assert found["answer"] == "coupon.insufficient_balance"


def test_a_card_number_comes_back_masked(browser: Browser) -> None:
    text = browser.post("/api/v1/classify", {"text": "9400001234567897 한도초과"}).text
    assert "9400001234567897" not in text


def test_codes_are_read_in_every_scheme_that_has_them(browser: Browser) -> None:
    found = browser.get("/api/v1/codes?code=51").json()
    assert found["readings"][0]["cause"] == "coupon.insufficient_balance"
    assert browser.get("/api/v1/codes?code=51&scheme=nobody").error["code"] == "refused"
