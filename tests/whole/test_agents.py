"""An agent served by one process and diagnosed by another gives what the simulated one gives."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from posdiag import assembly
from posdiag.replay.load_scenario import select_scenarios
from tests.whole.processes import Judged, diagnosed, posdiag, simulated, simulated_here

#: There are no ACKs whose times a busy machine could spoil, yet answers and timers run in seconds.
SPEED = 20
LISTEN = {"agent-form": "http", "agent-jsonp": "http", "agent-ws": "ws"}
#: Scenarios that bring out what a release is there to show: one for each kind of agent, and more.
SHORT = [
    ("agent-form", "1.1", ["sale-within-balance"]),
    pytest.param("agent-form", "1.2", ["terminal-taken"], marks=pytest.mark.slow),
    pytest.param("agent-jsonp", "1.0", ["expired"], marks=pytest.mark.slow),
    ("agent-jsonp", "2.0", ["timeout-reversal", "cancel-same-day"]),
    ("agent-ws", "1.1", ["terminal-taken"]),
    pytest.param("agent-ws", "2.0", ["sale-within-balance", "qr-customer"], marks=pytest.mark.slow),
]
#: What acts between POS and agent.
FAULTS = [
    "latency:ms=200", "drop:count=1,way=to-pos", "late:ms=70000,count=1", "split:bytes=5,ms=300",
    "pause:ms=1600,at=8,count=1", "reset:when=answer,count=1", "reset:count=1", "refused", "refused:count=1",
    "half-open", "busy:ms=5000", "slow-card:ms=33000", "host-slow:ms=40000", "platform-outage", "pg-first",
    "corrupt:link=host,count=1",
]  # fmt: skip


def agree(rig: str, release: str, names: list[str], place: Path, *faults: str, speed: float = SPEED) -> None:
    label = f"reference/{rig}@{release}"
    with simulated(rig, f"{LISTEN[rig]}://127.0.0.1:0", place, speed) as (address, environment):
        assert address.startswith(f"{LISTEN[rig]}://127.0.0.1:")
        real = diagnosed(names, label, address, faults, environment)
    assert by_name(real) == by_name(simulated_here(names, label, rig, faults)), (label, faults)


def by_name(judged: list[Judged]) -> dict[str, Judged]:
    return {one.scenario: one for one in judged}


@pytest.mark.parametrize(("rig", "release", "names"), SHORT)
def test_two_processes_find_what_one_does(rig: str, release: str, names: list[str], tmp_path: Path) -> None:
    agree(rig, release, names, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("rig", LISTEN)
def test_every_fault_is_seen_alike(rig: str, fault: str, tmp_path: Path) -> None:
    agree(rig, "2.0", ["sale-within-balance"], tmp_path, fault)


@pytest.mark.slow
@pytest.mark.parametrize("rig", LISTEN)
def test_every_shipped_scenario_is_judged_alike(rig: str, tmp_path: Path) -> None:
    names = [scenario.id for scenario in select_scenarios(assembly.scenarios(), ())]
    agree(rig, "2.0", names, tmp_path, speed=30)


def test_an_agent_that_does_not_run_is_a_finding_and_no_failure(tmp_path: Path) -> None:
    words = posdiag("diagnose", "sale-within-balance", "--pos", "reference/agent-form@2.0", "--no-prove")
    words += ["--terminal", "http://127.0.0.1:1", "--format", "jsonl", "--fail-on", "never"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    run = json.loads(done.stdout)
    assert run["causes"][0]["cause"] == "comm.disconnected.refused"
    finding = next(one for one in run["findings"] if one["code"] == "agent.not_running")
    assert finding["party"] == "pos"
    assert "not running" in finding["summaries"]["en"]
    assert "agent-not-running-technician" in [advice["id"] for advice in run["guidance"]]
