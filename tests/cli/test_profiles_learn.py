"""profiles learn: a played release, a simulated terminal, a terminal on TCP, and a program of others."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from posdiag.assembly_audit import AuditedRig

Posdiag = Callable[..., Any]
TILL = Path(__file__).parents[1] / "audit" / "till.py"


def test_a_played_release_becomes_a_profile_with_date_and_transcript(
    posdiag: Posdiag, tmp_path: Path
) -> None:
    file, kept = tmp_path / "till.yaml", tmp_path / "till.jsonl"
    words = ("profiles", "learn", "pos:reference/hangang@2.0", "--name", "acme/till", "--release", "7.2")
    assert posdiag(*words, "--output", str(file), "--transcript", str(kept)).code == 0
    text = file.read_text("utf-8")
    assert "kind: measured" in text
    assert f"transcript {kept}" in text
    runs = [json.loads(line) for line in kept.read_text("utf-8").splitlines()]
    assert {run["schema"] for run in runs} == {"posdiag/run/1"}
    assert "unanswered" in {run["scenario"] for run in runs}
    assert "9400040000005051" not in kept.read_text("utf-8")
    assert posdiag("profiles", "lint", str(file)).code == 0
    ran = posdiag("diagnose", "sale-within-balance", "--pos", f"{file}@7.2", "--format", "json")
    run = json.loads(ran.out)["runs"][0]
    assert run["pos"] == {"id": "acme/till", "release": "7.2"}
    assert f"--pos {file}@7.2" in run["command"]


def test_a_simulated_terminal_is_told_in_every_form(posdiag: Posdiag) -> None:
    ran = posdiag("profiles", "learn", "sim:counter-enq", "--format", "json")
    document = json.loads(ran.out)
    assert {one["path"]: one["value"] for one in document["values"]}["ack_wait_ms"] == 3000
    assert "해롭지" not in ran.out
    assert "--pay" in posdiag("profiles", "learn", "sim:counter-enq", "--format", "text").out
    assert "firmware:" in posdiag("profiles", "learn", "sim:counter-enq").out


@pytest.mark.slow
def test_a_terminal_on_tcp_is_measured_in_real_time(posdiag: Posdiag) -> None:
    with AuditedRig("counter-fs", "tcp://127.0.0.1:0", 20, 0) as served:
        ran = posdiag("profiles", "learn", served.address, "--format", "json")
    values = {one["path"]: one["value"] for one in json.loads(ran.out)["values"]}
    assert values["frame_tries"] == 3
    assert 2_500 < values["ack_wait_ms"] < 4_000


@pytest.mark.slow
def test_a_program_of_others_is_measured_by_what_it_pays(posdiag: Posdiag) -> None:
    command = f"{shlex.quote(sys.executable)} {shlex.quote(str(TILL))} {{host}} {{port}} {{payments}} sound 1"
    words = ("profiles", "learn", "--rig", "counter-fs", "--speed", "10", "--run", command, "--timeout", "60")
    ran = posdiag(
        *words,
        "--approved-pattern",
        "(?i)approved",
        "--declined-pattern",
        "(?i)declined|unknown",
        "--format",
        "json",
    )
    assert ran.code == 0
    document = json.loads(ran.out)
    values = {one["path"]: one["value"] for one in document["values"]}
    assert values["dialect"] == "kr-fs"
    assert values["checks_frames"] is True
    assert values["segment"] == "stream"
    assert values["on_timeout"][0] == "inquire"
    assert 8_000 < values["timers.answer_ms"] < 14_000
    assert {one["reason"] for one in document["left_out"]} >= {"not-told"}


def test_what_leaves_open_what_is_measured_is_refused(posdiag: Posdiag) -> None:
    assert "nothing to measure" in posdiag("profiles", "learn").err
    assert (
        "one of: agent-form, agent-jsonp, agent-ws" in posdiag("profiles", "learn", "http://127.0.0.1:1").err
    )
    assert posdiag("profiles", "learn", "sim:no-such").code == 2
    assert posdiag("profiles", "learn", "pos:no/such").code == 2
