"""A measurement keeps a record of each experiment, and names its source with date and transcript."""

from __future__ import annotations

from dataclasses import replace

from posdiag.assembly_learn import learn_terminal
from posdiag.report.json_run import run_line
from posdiag.report.redact import Run


def test_each_experiment_has_a_record_that_can_be_shown() -> None:
    done = learn_terminal("sim:counter-enq", "", False, lambda what: None)
    names = [record.scenario for record, _ in done.records]
    assert names == ["check", "unacknowledged", "half-request", "damaged-request"]
    assert all(record.transcript.frames for record, _ in done.records)
    assert '"posdiag/run/1"' in run_line(Run(*done.records[0]).shown(), "en")


def test_the_source_is_dated_and_names_the_transcript() -> None:
    done = learn_terminal("sim:counter-enq", "", False, lambda what: None)
    assert done.source.startswith(done.date)
    assert "transcript not kept" in done.source
    assert "transcript t.jsonl" in replace(done, transcript="t.jsonl").source
