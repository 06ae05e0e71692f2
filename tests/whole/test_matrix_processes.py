"""matrix in a process of its own: each printed command repeats its failure, and a killed run is resumed."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

POSDIAG = (sys.executable, "-m", "posdiag", "--lang", "en")
#: A failure of money on the ECR link, one that the POS refuses itself, and one at an agent.
SELECTED = ("matrix", "host-slow", "qr-shop", "--pos", "hangang@1.1", "--pos", "agent-form@1.0")


def run(*words: str, **more: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*POSDIAG, *words], capture_output=True, text=True, check=False, timeout=300, **more
    )


@pytest.fixture(scope="module")
def played() -> dict[str, Any]:
    told = json.loads(run(*SELECTED, "--seeds", "3..4", "--format", "json").stdout)
    assert isinstance(told, dict)
    return told


@pytest.mark.slow  # test_reproduce does it at each run of the tests
def test_the_printed_command_gives_the_same_record_byte_for_byte(played: dict[str, Any]) -> None:
    assert len(played["groups"]) >= 3
    for group in played["groups"][::2]:
        record = group["run"]
        words = shlex.split(record["command"])
        assert words.pop(0) == "posdiag"
        again = run(*words, "--format", "jsonl").stdout
        assert again == json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"


@pytest.mark.slow
def test_the_command_of_any_failing_row_gives_its_verdict_and_its_money(played: dict[str, Any]) -> None:
    failing = [row for row in played["runs"] if row["verdict"] == "incompatible"]
    for row in failing[-1:]:
        words = shlex.split(row["command"])[1:]
        (again,) = json.loads(run(*words, "--no-prove", "--no-reenact", "--format", "json").stdout)["runs"]
        assert (again["verdict"], again["seed"], again["why"]) == (row["verdict"], row["seed"], row["why"])
        assert {key: again["money"][key] for key in row["money"]} == row["money"]


@pytest.fixture
def slow_call(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], Path, tuple[str, ...]]]:
    """A matrix of 240 replays on its way, once its journal has some of them."""
    journal = tmp_path / "run.journal"
    words = (
        *("matrix", "sale-within-balance", "qr-shop", "--pos", "hangang", "--repeat", "20"),
        *("--prove", "none", "--resume", str(journal), "--fail-on", "never", "--format", "json"),
    )
    process = subprocess.Popen(
        [*POSDIAG, *words, "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    until = time.monotonic() + 60
    while time.monotonic() < until and (not journal.exists() or journal.read_bytes().count(b"\n") < 30):
        time.sleep(0.02)
    yield process, journal, words
    if process.poll() is None:
        process.kill()
    process.communicate()


def ended(group: int) -> bool:
    """Whether the workers of a killed call end by themselves."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.slow
def test_a_killed_run_leaves_no_workers_and_goes_on_where_it_was(
    slow_call: tuple[subprocess.Popen[str], Path, tuple[str, ...]],
) -> None:
    process, journal, words = slow_call
    group = os.getpgid(process.pid)
    process.kill()
    process.communicate()
    assert ended(group)
    kept = journal.read_bytes().count(b"\n") - 1
    assert 0 < kept < 240
    with journal.open("ab") as stream:
        stream.write(b'[999,"compat')  # torn off by the kill
    told = run(*words)
    assert told.returncode == 0
    (journal.parent / "run.journal").unlink()
    assert told.stdout == run(*words, "--jobs", "2").stdout


def test_ctrl_c_reports_what_was_played_and_says_how_to_go_on(
    slow_call: tuple[subprocess.Popen[str], Path, tuple[str, ...]],
) -> None:
    process, journal, _ = slow_call
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does it: to every process of the call
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    told = json.loads(out)
    assert told["interrupted"] is True
    assert len(told["runs"]) == journal.read_bytes().count(b"\n") - 1
    assert "Interrupted." in err
    assert f"The same call goes on from {journal}." in err
    assert "Traceback" not in err
