"""Every failure of a matrix prints the one command that repeats it, and it does, byte for byte."""

from __future__ import annotations

import json
import random
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
#: What a failure and the replay that its command makes have in common.
SAME = ("scenario", "pos", "terminal", "faults", "seed", "verdict")


def posdiag(*words: str) -> subprocess.CompletedProcess[str]:
    """Run it in a process of its own."""
    command = [sys.executable, "-m", "posdiag", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=900, cwd=ROOT, check=False)


def printed(tmp_path: Path, *words: str) -> dict[str, Any]:
    """What a matrix says of these failures."""
    file = tmp_path / "matrix.json"
    ran = posdiag("matrix", *words, "--prove", "distinct", "--output", f"json={file}")
    assert ran.returncode == 1, ran.stderr
    document: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return document


def repeated(command: str) -> dict[str, Any]:
    """The one run that a printed command makes, in a process of its own."""
    name, *words = shlex.split(command)
    assert name == "posdiag"
    ran = posdiag(*words, "--format", "json")
    assert ran.returncode == 1, ran.stderr
    (run,) = json.loads(ran.stdout)["runs"]
    return dict(run)


def hold(document: dict[str, Any], most: int) -> None:
    """Repeat so many failures; of each group's first the whole record is the same, byte for byte."""
    firsts = {group["number"]: group["run"] for group in document["groups"]}
    rows = {row["command"]: row for row in document["runs"] if "command" in row}
    failures = document["failures"]
    met: set[int] = set()
    first = []
    for failure in failures:
        if failure["group"] not in met:
            met.add(failure["group"])
            first.append(failure["command"])
    sample = random.Random(20_261_128).sample(failures, min(most, len(failures)))
    assert sample
    for failure in sample:
        run, row = repeated(failure["command"]), rows[failure["command"]]
        assert {key: run[key] for key in SAME} == {key: row[key] for key in SAME}
        assert {key: run["money"][key] for key in row["money"]} == row["money"]
        if failure["command"] in first:
            assert json.dumps(run) == json.dumps(firsts[failure["group"]])


def test_the_printed_command_repeats_a_failure_byte_for_byte(tmp_path: Path) -> None:
    words = ("lost-answer-inquiry", "--pos", "reference/namsan@1.1", "--pos", "reference/agent-form@1.0")
    hold(printed(tmp_path, *words, "--seeds", "7..7", "--fault", "host-slow:ms=31000"), 2)


@pytest.mark.slow
def test_so_do_those_of_a_sample_of_the_whole_matrix(tmp_path: Path) -> None:
    hold(printed(tmp_path, "--rig", "own@*", "--seeds", "5..6"), 60)
