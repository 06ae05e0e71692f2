"""Counts and times in Prometheus's text form."""

from __future__ import annotations

from posdiag.web.metrics import Metrics


def test_requests_jobs_and_gauges_are_told() -> None:
    metrics = Metrics()
    metrics.request("GET", "/api/v1/cases/{id}", 200, 0.004)
    metrics.request("GET", "/api/v1/cases/{id}", 200, 9.0)
    metrics.count("jobs", "ended")
    rows = metrics.text({"jobs_running": 2}).splitlines()
    assert 'posdiag_requests_total{method="GET",route="/api/v1/cases/{id}",status="200"} 2' in rows
    assert 'posdiag_request_seconds_bucket{route="/api/v1/cases/{id}",le="0.005"} 1' in rows
    assert 'posdiag_request_seconds_bucket{route="/api/v1/cases/{id}",le="+Inf"} 2' in rows
    assert 'posdiag_jobs_total{of="ended"} 1' in rows
    assert "posdiag_jobs_running 2" in rows


def test_every_line_is_a_comment_or_a_number() -> None:
    metrics = Metrics()
    metrics.request("GET", "/", 200, 0.1)
    for row in metrics.text({"a": 1.5}).splitlines():
        assert row.startswith("#") or float(row.rpartition(" ")[2]) >= 0
