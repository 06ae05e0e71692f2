"""The page of programme rules answers by its address."""

from __future__ import annotations

from tests.web.browser import Browser


def test_a_question_in_the_address_is_answered_with_rules_and_sources(browser: Browser) -> None:
    page = browser.get("/rules?programme=consumption-coupon-2025&sector=hypermarket&date=2025-09-12")
    assert "아니요, 안 됩니다." in page.words()
    page = browser.get("/rules?programme=consumption-coupon-2025&date=2025-09-12&enrolled=yes&items=쌀,술")
    assert page.status in (200, 422)


def test_what_nobody_knows_is_told_on_the_page(browser: Browser) -> None:
    for query in ("programme=none", "programme=onnuri&shop_region=Atlantis", "programme=onnuri&date=soon"):
        reply = browser.get(f"/rules?{query}")
        assert reply.status == 422
        assert 'role="alert"' in reply.text
