"""Recorded runs are read back; what cannot be read is told with its place and a remedy."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from posdiag.errors import InputError
from posdiag.isolate.recorded import RecordedRun, read_runs
from posdiag.record import Verdict
from tests.isolate.made import bad, good


def run(**changes: Any) -> dict[str, Any]:
    return {
        "schema": "posdiag/run/1",
        "scenario": "made-up",
        "pos": {"id": "reference/made-up", "release": "1.0"},
        "terminal": "sim:made-up",
        "faults": ["drop"],
        "seed": 7,
        "verdict": "incompatible",
        "money": {"charges": 2, "charged": 17_600},
        "causes": [{"cause": "txn.duplicate.x"}],
        "place": "made-up.yaml:1",
        **changes,
    }


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "runs.json"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_document_lines_and_a_single_run_are_read(tmp_path: Path) -> None:
    for text in (json.dumps({"runs": [run(), run()]}), f"{json.dumps(run())}\n\n{json.dumps(run())}\n"):
        assert len(read_runs(written(tmp_path, text))) == 2
    (one,) = read_runs(written(tmp_path, json.dumps(run())))
    assert one == RecordedRun(
        f"--run {tmp_path / 'runs.json'}",
        *("made-up", "made-up.yaml:1", "reference/made-up", "1.0", "sim:made-up", ("drop",), 7),
        *(Verdict.INCOMPATIBLE, "txn.duplicate.x", 2, 17_600),
    )
    assert one.label == "reference/made-up@1.0"


def test_a_record_is_reproduced_by_verdict_and_money(tmp_path: Path) -> None:
    (one,) = read_runs(written(tmp_path, json.dumps(run())))
    again = replace(bad("txn.duplicate.y"), money=good(2, 17_600).money)
    assert one.reproduced(again)
    assert not one.reproduced(replace(again, money=good(1, 8_800).money))
    assert one.reproduced(replace(again, cause="txn.late"))
    assert not one.reproduced(good(2, 17_600))
    assert one.wanted(again) == again
    assert one.wanted(good()).cause == "txn.duplicate.x"


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("", "", "no run in it"),
        ('{"runs": []}', "", "no run in it"),
        ("{broken", ":1", "no JSON"),
        (json.dumps(run()) + "\n{broken", ":2", "no JSON"),
        ("[1]", "", "not a run of schema"),
        ('{"runs": [{"schema": "posdiag/decode/1"}]}', " run 1", "not a run of schema"),
        (json.dumps(run(verdict="odd")), "", "of the wrong kind"),
        (json.dumps(run(pos=None)), "", "of the wrong kind"),
        (json.dumps(run(seed="x")), "", "of the wrong kind"),
        ("[" * 100_000, ":1", "no JSON"),
    ],
)
def test_what_is_no_recorded_run_is_refused_with_its_place(
    tmp_path: Path, text: str, place: str, what: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(InputError) as refused:
        read_runs(path)
    (problem,) = refused.value.problems
    assert problem.place == f"--run {path}{place}"
    assert what in problem.what
    assert "diagnose --format json" in problem.remedy


def test_files_that_are_not_there_or_no_text_are_refused(tmp_path: Path) -> None:
    binary = tmp_path / "x.json"
    binary.write_bytes(b"\xff\xfe\x00")
    wrong = {tmp_path / "none.json": "no such file", binary: "not UTF-8", tmp_path: "cannot be read"}
    for path, what in wrong.items():
        with pytest.raises(InputError) as refused:
            read_runs(path)
        assert what in refused.value.problems[0].what
