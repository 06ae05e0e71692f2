"""SARIF 2.1.0 as GitHub takes it: places, rules, fingerprints, flows, limits, nothing empty."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from posdiag.report import sarif
from posdiag.report.matrix_report import MatrixReport
from posdiag.report.sarif import sarif_report
from tests.matrix.small import a_matrix, failed
from tests.report.by_hand import a_report, all_well, full_report
from tests.report.sarif_model import check


def run_of(report: MatrixReport, lang: str = "en") -> dict[str, Any]:
    document = json.loads(sarif_report(report, lang))
    check(document)
    (run,) = document["runs"]
    return dict(run)


def empty_texts(value: object, path: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from empty_texts(inner, f"{path}/{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from empty_texts(inner, f"{path}/{number}")
    elif value == "":
        yield path


@pytest.mark.parametrize("report", [full_report(), all_well(), a_report()])
def test_it_has_the_form_of_the_standard_and_no_empty_text(report: MatrixReport) -> None:
    assert list(empty_texts(run_of(report))) == []


def test_every_result_lies_in_a_file_has_its_rule_and_a_fingerprint_of_its_own() -> None:
    run = run_of(full_report())
    assert len(run["results"]) == 3
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "profiles/pos/reference/till.yaml"
        assert place["region"]["startLine"] >= 1
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    prints = {one["partialFingerprints"]["primaryLocationLineHash"] for one in run["results"]}
    assert len(prints) == 3


def test_a_fingerprint_survives_lines_that_move() -> None:
    def prints(line: int) -> list[str]:
        report = a_report(failed(0))
        report.tally.matrix = a_matrix(line=line)
        return [one["partialFingerprints"]["primaryLocationLineHash"] for one in run_of(report)["results"]]

    assert prints(1) == prints(90)


def test_one_rule_for_each_cause_with_help() -> None:
    rules = run_of(a_report(failed(0), failed(1), failed(2, "pos.charset")))["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["comm.timeout.pos_too_short", "pos.charset"]
    assert "Set the answer timer to 60 s." in rules[0]["help"]["text"]
    assert rules[1]["shortDescription"]["text"] == "garbled <text> & more"


def test_the_code_flow_is_the_transcript() -> None:
    result = run_of(a_report(failed(0)))["results"][0]
    steps = result["codeFlows"][0]["threadFlows"][0]["locations"]
    assert [step["importance"] for step in steps] == ["essential", "important", "important", "essential"]
    assert steps[1]["location"]["message"]["text"] == "#2 0.020 s terminal → POS: ACK"


def test_what_is_known_is_suppressed_with_its_reason_and_what_is_new_is_new() -> None:
    results = run_of(full_report())["results"]
    assert [one["baselineState"] for one in results] == ["new", "unchanged", "unchanged"]
    assert results[2]["suppressions"][0]["justification"] == "no scanner yet"
    assert "suppressions" not in results[1]


def test_more_than_github_takes_is_left_out_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MOST_RESULTS", 2)
    run = run_of(a_report(*map(failed, range(4))))
    assert len(run["results"]) == 2
    (notice,) = run["invocations"][0]["toolExecutionNotifications"]
    assert "2 are left out" in notice["message"]["text"]


def test_a_file_too_large_loses_its_flows_first_and_results_after_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    noise = random.Random(7)
    results = [
        replace(failed(number), why={"en": "".join(noise.choices("abcdefghijklmnop", k=4000))})
        for number in range(4)
    ]
    monkeypatch.setattr(sarif, "MOST_GZIPPED", 7_000)
    run = run_of(a_report(*results))
    assert 1 <= len(run["results"]) < 4
    assert all("codeFlows" not in one for one in run["results"])
    assert len(run["invocations"][0]["toolExecutionNotifications"]) == 2
    notice = run_of(a_report(*results), "ko")["invocations"][0]["toolExecutionNotifications"][1]
    assert notice["message"]["text"].startswith("전문 흐름(codeFlows)을 뺐습니다")


def test_an_interruption_is_no_success() -> None:
    invocation = run_of(a_report(failed(0), planned=4))["invocations"][0]
    assert invocation["executionSuccessful"] is False
