"""Every case for other programs."""

from __future__ import annotations

import csv
import io
import json

from tests.web.browser import Browser


def test_everything_can_be_exported_as_lines_and_as_a_sheet(browser: Browser) -> None:
    for number in range(3):
        browser.post("/api/v1/cases", {"text": f"=cmd {number}번 잔액 부족"})
    lines = [json.loads(row) for row in browser.get("/api/v1/cases/export").text.splitlines()]
    assert [one["id"] for one in lines] == [3, 2, 1]
    assert lines[0]["events"][0]["kind"] == "opened"
    reply = browser.get("/api/v1/cases/export?form=csv")
    rows = list(csv.DictReader(io.StringIO(reply.text.lstrip("\ufeff"))))
    assert len(rows) == 3
    assert not any(row["story"].startswith("=") for row in rows)
    assert reply.headers["Content-Type"].startswith("text/csv")
