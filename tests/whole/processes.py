"""Two real processes: `posdiag simulate` in one, `posdiag diagnose` against it in the other."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from posdiag import assembly
from posdiag.engine import Plan, RunEnded
from posdiag.link.address import TcpAddress
from posdiag.link.rendezvous import find_bench
from posdiag.record import RunRecord
from posdiag.replay.load_scenario import select_scenarios

#: How fast the served rigs run. On an ECR link an ACK is late after 350 ms (diagnose/detect_handshake.py),
#: so that a pause of a busy machine, 30 ms now and then, must stay far below that; a host link has no ACKs.
ECR_SPEED, HOST_SPEED = 6, 30
#: Longest that anything here may take, in seconds.
PATIENCE_S = 200


@dataclass(frozen=True)
class Judged:
    """What must be the same over every line; times may differ. `codes`: severity and code of each finding."""

    scenario: str
    verdict: str
    codes: tuple[tuple[str, str], ...]
    cause: str
    money: tuple[object, ...]
    purses: Mapping[str, int]


def posdiag(*words: str) -> list[str]:
    return [sys.executable, "-m", "posdiag", *words]


@contextlib.contextmanager
def simulated(rig: str, listen: str, place: Path, speed: float) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The address at which a rig is served by a process of its own, and the environment that finds it."""
    environment = {**os.environ, "TMPDIR": str(place), "PYTHONUNBUFFERED": "1"}
    words = posdiag("--lang", "en", "simulate", rig, "--listen", listen, "--speed", str(speed))
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        yield next(word for word in line.split() if "://" in word), environment
    finally:
        process.terminate()
        assert process.wait(10) == 0
        process.stdout.close()


def diagnosed(
    scenarios: Sequence[str],
    release: str,
    terminal: str,
    faults: Sequence[str],
    environment: Mapping[str, str],
) -> list[Judged]:
    """The runs of one `diagnose` process, without proofs."""
    words = posdiag(
        "diagnose", *scenarios, "--pos", release, "--no-prove", "--format", "jsonl", "--fail-on", "never"
    )
    words += ["--terminal", terminal]
    for fault in faults:
        words += ["--fault", fault]
    done = subprocess.run(
        words, capture_output=True, text=True, env=environment, timeout=PATIENCE_S, check=False
    )
    assert done.returncode == 0, done.stderr
    return [judged(json.loads(line)) for line in done.stdout.splitlines()]


def judged(run: Mapping[str, Any]) -> Judged:
    """What a run of a `diagnose` process came to."""
    money = run["money"]
    return Judged(
        run["scenario"],
        run["verdict"],
        tuple(sorted((finding["severity"], finding["code"]) for finding in run["findings"])),
        run["causes"][0]["cause"] if run["causes"] else "",
        (money["charges"], money["charged"], money["pos_believes"], money["booked"], money["agrees"]),
        money["from"],
    )


def simulated_here(scenarios: Sequence[str], release: str, rig: str, faults: Sequence[str]) -> list[Judged]:
    """The same replays against the simulated rig, in this process."""
    plan = Plan(
        select_scenarios(assembly.scenarios(), tuple(scenarios)),
        assembly.library().select((release,)),
        f"sim:{rig}",
        tuple(faults),
        prove=False,
    )
    return [_judged(event.record) for event in assembly.run(plan) if isinstance(event, RunEnded)]


def _judged(record: RunRecord) -> Judged:
    money = record.money
    return Judged(
        record.scenario,
        record.verdict.value,
        tuple(sorted((finding.severity.value, finding.code) for finding in record.findings)),
        record.causes[0].cause if record.causes else "",
        (money.charges, money.charged_krw, money.pos_believes.value, money.booked_krw, money.agrees),
        dict(money.from_purse),
    )


def bench_of(port: int, environment: Mapping[str, str]) -> int:
    """The port at which the bench of a served rig is found, as `diagnose` itself finds it."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("TMPDIR", environment["TMPDIR"])
        patched.setattr("tempfile.tempdir", None)
        found = find_bench(TcpAddress("127.0.0.1", port))
    assert found is not None
    return found.bench
