"""Health for everybody, metrics for those who run it."""

from __future__ import annotations

from tests.web.browser import Browser


def test_health_says_that_it_works_that_it_stops_and_that_the_store_is_gone(browser: Browser) -> None:
    assert browser.get("/health").json() == {"schema": "posdiag/health/1", "state": "ok"}
    browser.desk.stopping = True
    assert (browser.get("/health").status, browser.get("/health").json()["state"]) == (503, "stopping")
    browser.desk.stopping = False
    browser.run(browser.desk.shelf.do(lambda store: store.close()))
    assert browser.get("/health").json()["state"] == "no-store"


def test_metrics_count_what_was_answered(browser: Browser) -> None:
    browser.get("/health")
    text = browser.get("/metrics").text
    assert 'posdiag_requests_total{method="GET",route="/health",status="200"} 1' in text
    assert "posdiag_jobs_running 0" in text
