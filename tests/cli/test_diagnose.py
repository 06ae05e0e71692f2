"""diagnose: what is asked for reaches the engine, and exit codes say what came of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from posdiag.cli.diagnose import exit_code
from posdiag.diagnose.finding import Severity
from posdiag.engine import Plan
from posdiag.errors import LinkError, Problem
from posdiag.record import RunRecord, Verdict

Posdiag = Callable[..., Any]
Gives = Callable[..., list[Plan]]
Make = Callable[..., RunRecord]


def test_the_options_reach_the_engine(posdiag: Posdiag, engine_gives: Gives, make_record: Make) -> None:
    plans = engine_gives(make_record(Verdict.COMPATIBLE))
    ran = posdiag(
        *("diagnose", "sale-within-balance", "--pos", "reference/hallasan@1.0"),
        *("--terminal", "sim:x", "--fault", "drop", "--fault", "late:ms=5"),
        *("--seed", "7", "--no-prove"),
    )
    assert ran.code == 0
    (plan,) = plans
    assert [scenario.id for scenario in plan.scenarios] == ["sale-within-balance"]
    assert [release.label for release in plan.releases] == ["reference/hallasan@1.0"]
    assert (plan.terminal, plan.faults, plan.seed, plan.prove) == ("sim:x", ("drop", "late:ms=5"), 7, False)


def test_without_arguments_everything_shipped_is_replayed(
    posdiag: Posdiag, engine_gives: Gives, make_record: Make
) -> None:
    plans = engine_gives(make_record(Verdict.COMPATIBLE))
    posdiag("diagnose")
    assert len(plans[0].scenarios) >= 25
    assert len(plans[0].releases) >= 24
    assert plans[0].terminal is None


@pytest.mark.parametrize(
    ("verdict", "severity", "error", "codes"),
    [
        (Verdict.COMPATIBLE, None, "", (0, 0, 0)),
        (Verdict.COMPATIBLE, Severity.NOTE, "", (0, 0, 0)),
        (Verdict.COMPATIBLE, Severity.WARNING, "", (0, 1, 0)),
        (Verdict.INCOMPATIBLE, Severity.ERROR, "", (1, 1, 0)),
        (Verdict.INCOMPATIBLE, None, "", (1, 1, 0)),
        (Verdict.COMPATIBLE, Severity.CRITICAL, "", (1, 1, 0)),
        (Verdict.INCONCLUSIVE, None, "no answer", (3, 3, 3)),
        (Verdict.INCONCLUSIVE, Severity.ERROR, "no answer", (1, 1, 3)),
    ],
)
def test_the_exit_code_follows_fail_on(
    make_record: Make, verdict: Verdict, severity: Severity | None, error: str, codes: tuple[int, int, int]
) -> None:
    records = [make_record(Verdict.COMPATIBLE), make_record(verdict, severity, error)]
    assert tuple(exit_code(records, limit) for limit in ("error", "warning", "never")) == codes


def test_text_is_a_summary_and_every_failure(
    posdiag: Posdiag, engine_gives: Gives, make_record: Make
) -> None:
    engine_gives(make_record(Verdict.COMPATIBLE), make_record(Verdict.INCOMPATIBLE, Severity.ERROR))
    ran = posdiag("diagnose", lang="ko")
    assert ran.code == 1
    assert ran.out.startswith("재생 2건: 호환 1 · 비호환 1 · 판단 불가 0\n")
    assert "[오류] 가짜 (전문 #1)" in ran.out
    assert "\x1b" not in ran.out
    assert ran.err == ""


def test_json_is_an_object_with_runs_and_the_seed(
    posdiag: Posdiag, engine_gives: Gives, make_record: Make
) -> None:
    engine_gives(make_record(Verdict.COMPATIBLE), make_record(Verdict.COMPATIBLE))
    ran = posdiag("diagnose", "--format", "json", "--seed", "9")
    assert [run["seed"] for run in json.loads(ran.out)["runs"]] == [9, 9]


def test_json_lines_come_one_a_run_and_stay_when_a_later_run_fails(
    posdiag: Posdiag, engine_gives: Gives, make_record: Make
) -> None:
    engine_gives(make_record(Verdict.COMPATIBLE), LinkError(Problem("tcp://127.0.0.1:1", "refused")))
    ran = posdiag("diagnose", "--format", "jsonl")
    assert ran.code == 3
    assert [json.loads(row)["verdict"] for row in ran.out.splitlines()] == ["compatible"]
    assert ran.err == "tcp://127.0.0.1:1: refused\n"


@pytest.mark.parametrize("form", ["text", "json"])
def test_what_had_ended_before_the_terminal_was_gone_is_reported(
    posdiag: Posdiag, engine_gives: Gives, make_record: Make, form: str
) -> None:
    engine_gives(make_record(Verdict.COMPATIBLE), LinkError(Problem("/dev/ttyUSB0", "no such device")))
    ran = posdiag("diagnose", "--format", form)
    assert (ran.code, ran.err) == (3, "/dev/ttyUSB0: no such device\n")
    if form == "text":
        assert ran.out.splitlines()[1].startswith("Interrupted: only 1 of ")
    else:
        assert (len(json.loads(ran.out)["runs"]), json.loads(ran.out)["interrupted"]) == (1, True)


def test_a_terminal_that_was_never_there_gives_no_report(posdiag: Posdiag, engine_gives: Gives) -> None:
    engine_gives(LinkError(Problem("/dev/ttyUSB0", "no such device")))
    ran = posdiag("diagnose", "--format", "json")
    assert (ran.code, ran.out) == (3, "")


def test_a_report_goes_to_its_file(
    posdiag: Posdiag, engine_gives: Gives, make_record: Make, tmp_path: Path
) -> None:
    engine_gives(make_record(Verdict.INCOMPATIBLE))
    path = tmp_path / "runs.json"
    ran = posdiag("diagnose", "--format", "json", "--output", str(path))
    assert (ran.code, ran.out) == (1, "")
    assert len(json.loads(path.read_text(encoding="utf-8"))["runs"]) == 1


def test_a_report_that_cannot_be_written_is_no_success(
    posdiag: Posdiag, engine_gives: Gives, make_record: Make, tmp_path: Path
) -> None:
    engine_gives(make_record(Verdict.COMPATIBLE))
    ran = posdiag("diagnose", "--output", str(tmp_path / "no" / "runs.txt"))
    assert ran.code == 3
    assert "cannot be written" in ran.err


def test_runs_that_could_not_be_judged_are_counted_on_stderr(
    posdiag: Posdiag, engine_gives: Gives, make_record: Make
) -> None:
    engine_gives(make_record(Verdict.INCONCLUSIVE, error="no answer"))
    ran = posdiag("diagnose", "--fail-on", "never")
    assert ran.code == 3
    assert ran.err == "warning: 1 replays could not be judged.\n"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["nope"], 2, "SCENARIO nope: no scenario `nope`"),
        (["nope*"], 5, "SCENARIO nope*: no scenario matches"),
        (["--pos", "nope"], 2, "--pos nope: no product `nope`"),
        (["sale-within-balanc"], 2, "did you mean `sale-within-balance`?"),
        (["no-such-thing-*"], 5, "no scenario matches"),
        (["tag:no-such-tag"], 5, "no scenario matches"),
        (["missing.yaml"], 2, "no such file"),
        (["--pos", "reference/hallasam"], 2, "did you mean `reference/hallasan`?"),
        (["--pos", "reference/hallasan@99"], 2, "has no release `99`"),
    ],
)
def test_what_is_not_there_is_told_with_its_remedy(
    posdiag: Posdiag, engine_gives: Gives, arguments: list[str], code: int, words: str
) -> None:
    engine_gives()
    ran = posdiag("diagnose", *arguments)
    assert ran.code == code
    assert words in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("arguments", "places"),
    [
        (["--terminal", "sim:nope"], ["--terminal sim:nope"]),
        (["--fault", "nope", "--fault", "drop:q=1"], ["--fault nope", "--fault drop:q=1"]),
    ],
)
def test_what_the_simulated_world_does_not_know_is_told_with_its_option(
    posdiag: Posdiag, arguments: list[str], places: list[str]
) -> None:
    ran = posdiag("diagnose", "sale-within-balance", "--pos", "reference/hallasan@newest", *arguments)
    assert (ran.code, ran.out) == (2, "")
    lines = [line for line in ran.err.splitlines() if not line.startswith(" ")]
    assert [line.partition(": ")[0] for line in lines] == places


def test_a_fault_that_a_scenario_asks_for_in_vain_is_told_with_its_file(
    posdiag: Posdiag, tmp_path: Path
) -> None:
    shipped = Path("profiles/scenarios/host-slow.yaml").read_text(encoding="utf-8")
    path = tmp_path / "host-slow.yaml"
    path.write_text(shipped.replace("host-slow:ms", "host-slew:ms"), encoding="utf-8")
    ran = posdiag("diagnose", str(path), "--pos", "reference/hallasan@newest")
    assert ran.code == 2
    assert ran.err.startswith(f"{path}:")
    assert "host-slew" in ran.err
