"""A matrix as JSON: rows that can be written one by one, and the rest behind them."""

from __future__ import annotations

import json

from posdiag.report.matrix_json import CELL_SCHEMA, cell_row, head, tail
from posdiag.report.matrix_report import MatrixReport
from tests.matrix.small import a_matrix, failed, unjudged, well
from tests.report.by_hand import a_report, full_report


def document(report: MatrixReport, rows: list[str]) -> dict[str, object]:
    told = json.loads(head() + ",\n".join(rows) + "".join(tail(report, "en")))
    assert isinstance(told, dict)
    return told


def test_a_row_has_the_keys_of_a_run_and_the_command_that_repeats_it() -> None:
    row = json.loads(cell_row(a_matrix(seeds=2), failed(3), "ab12", "new"))
    assert row["schema"] == CELL_SCHEMA
    assert (row["scenario"], row["pos"], row["seed"]) == (
        "slow",
        {"id": "reference/till", "release": "1.0"},
        1,
    )
    assert row["command"] == "posdiag diagnose slow --pos reference/till@1.0 --seed 1"
    assert row["findings"][0]["evidence"] == [1, 6]
    assert (row["fingerprint"], row["standing"]) == ("ab12", "new")


def test_a_compatible_row_is_short_and_an_unjudged_one_says_why() -> None:
    assert "command" not in json.loads(cell_row(a_matrix(), well(0), "", ""))
    assert json.loads(cell_row(a_matrix(), unjudged(0), "", ""))["error"] == "the bench refuses the fault"


def test_the_document_has_failures_groups_and_the_baseline() -> None:
    told = document(full_report(), [cell_row(a_matrix(), failed(0), "x", "new")])
    assert [one["standing"] for one in told["failures"]] == ["new", "known", "expired"]  # type: ignore[attr-defined]
    assert told["groups"][0]["run"]["schema"] == "posdiag/run/1"  # type: ignore[index]
    assert told["baseline"] == {"compared": True, "stale": [], "not_played": 0} | told["baseline"]  # type: ignore[operator]
    assert told["counts"]["errors"] == 1  # type: ignore[index]
    assert "interrupted" not in told


def test_an_empty_and_an_interrupted_matrix_are_json_too() -> None:
    told = document(a_report(planned=4), [])
    assert (told["runs"], told["failures"], told["interrupted"]) == ([], [], True)
