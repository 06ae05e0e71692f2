"""A host that others wrote, as a process on loopback, and `posdiag diagnose` against it in another."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
#: AGPL: started as a program of its own from `make .peers/.done`, never imported.
PROGRAM = ROOT / ".peers" / "bin" / "iso8583sim"
TPDU = "6000010000"
#: How fast the POS's clock runs, so that its timers do not take long; the host's own clock is the wall's.
SPEED = 10
PATIENCE_S = 120


@dataclass(frozen=True)
class Wire:
    """How one side is set: format, length header and TPDU, in the words of the program."""

    form: str
    header: str = "2b"
    tpdu: bool = False

    @property
    def release(self) -> str:
        """The shipped POS release that is set so."""
        releases = {"2b": "1.0", "4b": "1.1", "4a": "1.2", "2a": "3.1"}
        with_tpdu = {"2b": "2.0", "4b": "2.1", "4a": "2.2", "2a": "3.0"}
        return f"reference/iso-bench-{self.form}@{(with_tpdu if self.tpdu else releases)[self.header]}"


@contextlib.contextmanager
def host(wire: Wire, rules: Sequence[Mapping[str, object]], place: Path) -> Iterator[int]:
    """The program, listening, and its port. Without rules it approves everything."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    words = [str(PROGRAM), "serve", "--port", str(port), "--format", wire.form, "--header", wire.header]
    words += ["--tpdu", TPDU] if wire.tpdu else []
    if rules:
        path = place / f"rules-{port}.json"
        path.write_text(json.dumps({"rules": rules}))
        words += ["--rules", str(path)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    program = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    )
    try:
        assert program.stdout is not None
        assert "listening" in program.stdout.readline()
        yield port
    finally:
        program.terminate()
        program.communicate(timeout=10)


@dataclass(frozen=True)
class Run:
    """What `diagnose` said of one replay."""

    verdict: str
    believes: str
    booked: int
    charged: int
    agrees: bool
    codes: frozenset[str]
    cause: str
    told: Mapping[str, Any]


def diagnosed(release: str, port: int, *scenarios: str, prove: bool = False) -> list[Run]:
    """One `diagnose` process against the port, which is told nothing of how the host is set."""
    words = [sys.executable, "-m", "posdiag", "diagnose", *scenarios, "--pos", release]
    words += ["--terminal", f"tcp://127.0.0.1:{port}?speed={SPEED}", "--format", "jsonl"]
    words += ["--fail-on", "never", "--prove" if prove else "--no-prove"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    assert done.returncode == 0, done.stderr
    return [_run(json.loads(line)) for line in done.stdout.splitlines()]


def _run(told: Mapping[str, Any]) -> Run:
    money = told["money"]
    return Run(
        told["verdict"],
        money["pos_believes"],
        money["booked"],
        money["charged"],
        money["agrees"],
        frozenset(finding["code"] for finding in told["findings"]),
        told["causes"][0]["cause"] if told["causes"] else "",
        told,
    )
