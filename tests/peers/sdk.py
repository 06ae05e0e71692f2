"""`posdiag simulate` on a pty in one process, a real SDK that pays at it in another, and the rig's bench."""

from __future__ import annotations

import contextlib
import json
import os
import select
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
#: Programs of others: started from `make .peers/.done`, never imported.
PYTHON = ROOT / ".peers" / "bin" / "python"
PATIENCE_S = 60
#: How fast the rigs run. An SDK looks every 200 ms, and an ACK is late after 2 s of the rig's time.
SPEED = 3

CARD = {"kind": "card", "number": "9400010000001012", "balances": {"card": 1_000_000}}


def need(package: str) -> None:
    """Skip aloud where the package of others is not there."""
    if sys.platform == "win32":
        pytest.skip("no ptys here")
    if not list(ROOT.glob(f".peers/lib/python3*/site-packages/{package}")):
        pytest.skip(f"{package} is not installed: make .peers/.done")


@dataclass
class Bench:
    """What lies on the counter, and the issuer's statement."""

    port: int

    def ask(self, **request: Any) -> Any:
        with socket.create_connection(("127.0.0.1", self.port), 10) as line:
            line.sendall(json.dumps(request).encode() + b"\n")
            answer = b""
            while not answer.endswith(b"\n"):
                piece = line.recv(65536)
                assert piece
                answer += piece
        told = json.loads(answer)
        assert told["ok"], told
        return told

    def lay(self, instrument: dict[str, Any] | None, *faults: str) -> None:
        """A fresh day with one instrument on the counter, or none."""
        instruments = {} if instrument is None else {"main": instrument}
        self.ask(do="setup", seed=7, faults=list(faults), instruments=instruments)

    def charged(self) -> int:
        """What the customer paid, less what was given back."""
        rows = self.ask(do="collect", settle_ms=0)["statement"]["rows"]
        return sum(row["amount_krw"] * (-1 if row["kind"] == "cancel" else 1) for row in rows)


@dataclass
class Till:
    """The SDK in its own process."""

    process: subprocess.Popen[str]
    bench: Bench
    address: str

    def obey(self, **asked: Any) -> Any:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        return _line(self.process.stdout)

    def do(self, what: str, **arguments: Any) -> Any:
        return self.obey(do=what, args=arguments)


def _line(stream: IO[str]) -> Any:
    assert select.select([stream], [], [], PATIENCE_S)[0], "no answer"
    return json.loads(stream.readline())


@contextlib.contextmanager
def served(rig: str, place: Path, *faults: str, speed: float = SPEED) -> Iterator[tuple[str, Bench]]:
    """A rig on a pty: its address and its bench."""
    environment = {**os.environ, "TMPDIR": str(place), "PYTHONUNBUFFERED": "1"}
    words = [sys.executable, "-m", "posdiag", "--lang", "en", "simulate", rig, "--listen", "pty"]
    words += ["--speed", str(speed)]
    for fault in faults:
        words += ["--fault", fault]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout is not None
    try:
        address = next(word for word in process.stdout.readline().split() if "://" in word)
        (told,) = place.glob("posdiag-*/*.json")
        yield address, Bench(json.loads(told.read_text())["bench"])
    finally:
        process.terminate()
        assert process.wait(10) == 0
        process.stdout.close()


@contextlib.contextmanager
def till_at(rig: str, driver: str, place: Path, *faults: str) -> Iterator[Till]:
    """The SDK that `driver` drives, with the rig's line open."""
    with served(rig, place, *faults) as (address, bench):
        command = [str(PYTHON), str(Path(__file__).with_name(driver)), address.removeprefix("serial://")]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        try:
            assert process.stdout is not None
            assert _line(process.stdout) == {"answer": "open"}
            yield Till(process, bench, address)
        finally:
            process.kill()
            process.communicate()
