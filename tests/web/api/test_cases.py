"""Cases by the API: lists, exports, clusters."""

from __future__ import annotations

from tests.web.browser import Browser, Clock


def test_a_list_is_filtered_by_status_cause_words_and_days(browser: Browser, clock: Clock) -> None:
    browser.post("/api/v1/cases", {"text": "키오스크에서 쿠폰이 안 되고 일반 카드로 결제됐어요"})
    clock.now += 3 * 86_400
    browser.post("/api/v1/cases", {"text": "잔액 부족이라고 나와요"})
    found = {
        query: [one["id"] for one in browser.get(f"/api/v1/cases?{query}").json()["cases"]]
        for query in ("", "words=키오스크", "words=키오스크 잔액", "cause=coupon", "status=closed",
                      "since=어제",
                      "until=그제", "limit=1")
    }  # fmt: skip
    assert found == {
        "": [2, 1], "words=키오스크": [1], "words=키오스크 잔액": [], "cause=coupon": [2, 1],
        "status=closed": [],
        "since=어제": [2], "until=그제": [1], "limit=1": [2],
    }  # fmt: skip
    assert browser.get("/api/v1/cases?since=whenever").error["code"] == "refused"


def test_like_calls_that_come_together_are_a_cluster(browser: Browser, clock: Clock) -> None:
    for shop in range(14):
        clock.now += 30
        browser.post(
            "/api/v1/cases",
            {"text": "호스트 장애로 결제가 안 돼요", "facts": {"issuer": "국민카드", "shop": f"가게 {shop}"}},
        )
    found = browser.get("/api/v1/clusters").json()
    assert found["cases"] == 14
    assert all(cluster["count"] >= 3 for cluster in found["clusters"])
