"""A matrix by the API, and two of its releases compared."""

from __future__ import annotations

import pytest

from posdiag.web.api.tables import compared
from posdiag.web.failure import Failure
from tests.web.browser import Browser


def cell(scenario: str, pos: str, verdict: str, cause: str = "") -> dict[str, object]:
    return {"scenario": scenario, "pos": pos, "verdict": verdict, "cause": cause}


RESULT = {
    "releases": ["a@1", "a@2"],
    "scenarios": [{"id": name} for name in ("one", "two", "three", "four")],
    "cells": [
        cell("one", "a@1", "compatible"), cell("one", "a@2", "compatible"),
        cell("two", "a@1", "compatible"), cell("two", "a@2", "incompatible", "x"),
        cell("three", "a@1", "incompatible", "x"), cell("three", "a@2", "compatible"),
        cell("four", "a@1", "incompatible", "x"), cell("four", "a@2", "incompatible", "y"),
    ],
}  # fmt: skip


def test_what_broke_what_was_mended_and_what_fails_otherwise() -> None:
    found = compared(RESULT, "a@1", "a@2")
    assert found.same == 1
    assert [(one.scenario, one.kind) for one in found.differences] == [
        ("two", "broken"), ("three", "mended"), ("four", "otherwise"),
    ]  # fmt: skip
    with pytest.raises(Failure):
        compared(RESULT, "a@1", "b@1")


def test_a_matrix_is_played_by_the_real_worker(browser: Browser) -> None:
    body = {
        "scenarios": ["partial-approval", "barcode"],
        "pos": ["reference/hangang@3.0", "reference/hangang@3.1"],
    }
    job = browser.finished(browser.post("/api/v1/matrices", body).json()["id"])
    verdicts = {(one["scenario"], one["pos"]): one["verdict"] for one in job["result"]["cells"]}
    assert verdicts["partial-approval", "reference/hangang@3.0"] == "incompatible"
    assert verdicts["partial-approval", "reference/hangang@3.1"] == "compatible"
    query = "first=reference/hangang@3.0&second=reference/hangang@3.1"
    found = browser.get(f"/api/v1/matrices/{job['id']}/compare?{query}").json()
    assert found["differences"][0]["kind"] == "mended"
    page = browser.get(f"/matrix/{job['id']}?scenario=partial-approval&pos=reference/hangang@3.0&{query}")
    assert "부분승인" in page.words()
