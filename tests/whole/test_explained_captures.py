"""What tcpdump and socat captured of a replay is explained by the cause that the replay itself found."""

from __future__ import annotations

import json
import re
import shutil
import signal
import struct
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.whole.processes import ECR_SPEED, HOST_SPEED, PATIENCE_S, posdiag, simulated

#: (rig, release, scenario, faults). What only the bench sees (receipts, screens, the issuer's statement, the
#: host link behind a terminal) no capture of the POS's link can show; such cases are left out here.
SAME_CAUSE = [
    ("counter-fs", "reference/hangang@3.1", "sale-within-balance", ()),
    ("counter-fs", "reference/hangang@3.1", "sale-within-balance", ("duplicate",)),
    ("counter-fs", "reference/hangang@3.1", "sale-within-balance", ("ack-lost",)),
    ("counter-fs", "reference/hangang@3.1", "sale-within-balance", ("reset",)),
    ("counter-fs", "reference/hangang@3.1", "sale-within-balance", ("check-rule",)),
    ("host-iso", "reference/iso-direct@4.1", "sale-within-balance", ()),
    ("host-iso", "reference/iso-direct@4.1", "sale-within-balance", ("length-prefix",)),
    ("host-iso", "reference/iso-direct@4.1", "sale-within-balance", ("reset",)),
    ("host-iso", "reference/iso-direct@4.1", "sale-within-balance", ("late",)),
    ("host-iso", "reference/iso-direct@4.1", "lost-answer-inquiry", ()),
]
SLOW_SAME_CAUSE = [
    ("counter-fs", "reference/hangang@1.0", "sale-within-balance", ()),
    ("counter-fs", "reference/hangang@1.1", "timeout-retry", ()),
    ("counter-fs", "reference/hangang@2.0", "timeout-reversal", ()),
    ("counter-fs", "reference/hangang@3.1", "sale-within-balance", ("corrupt",)),
    ("counter-fs", "reference/hangang@3.1", "sale-within-balance", ("extra-header",)),
    ("counter-fs", "reference/hangang@3.1", "sale-within-balance", ("half-open",)),
]
CASES = SAME_CAUSE + SLOW_SAME_CAUSE
Case = tuple[str, str, str, tuple[str, ...]]


@dataclass(frozen=True)
class Both:
    """The live run, and what explain says of its capture."""

    live: Mapping[str, Any]
    explained: Mapping[str, Any]

    @property
    def causes(self) -> tuple[str, str]:
        runs = [run for run in self.explained["runs"] if run["verdict"] != "inconclusive"]
        worst = max(runs, key=lambda run: (len(run["findings"]), len(run["transcript"])), default=None)
        return _first(self.live), _first(worst)


def _first(run: Mapping[str, Any] | None) -> str:
    return run["causes"][0]["cause"] if run and run["causes"] else ""


def stretched(data: bytes, speed: float) -> bytes:
    """A pcap whose times run as slowly as those of the rig: it was served faster than real time."""
    order = "<" if data[:4] == b"\xd4\xc3\xb2\xa1" else ">"
    out, at, first = bytearray(data[:24]), 24, None
    while at + 16 <= len(data):
        seconds, micros, size, long = struct.unpack_from(f"{order}IIII", data, at)
        moment = seconds * 1_000_000 + micros
        first = moment if first is None else first
        moment = first + int((moment - first) * speed)
        out += struct.pack(f"{order}IIII", *divmod(moment, 1_000_000), size, long)
        out += data[at + 16 : at + 16 + size]
        at += 16 + size
    return bytes(out)


@contextmanager
def tcpdump(ports: Sequence[int], path: Path) -> Iterator[None]:
    """tcpdump on loopback, from when it listens until it has written everything."""
    if shutil.which("tcpdump") is None:
        pytest.skip("tcpdump is not installed")
    which = " or ".join(f"tcp port {port}" for port in ports)
    words = ["tcpdump", "-i", "lo", "-U", "--immediate-mode", "-s", "0", "-w", str(path), which]
    process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    line = process.stderr.readline()
    if "listening" not in line and "data link" not in line:
        process.wait(5)
        process.stderr.close()
        pytest.skip(f"tcpdump cannot capture here: {line.strip()}")
    time.sleep(0.2)
    try:
        yield
        time.sleep(0.3)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(10)
        process.stderr.close()


def both(case: Case, place: Path) -> Both:
    """A replay over TCP with tcpdump beside it, and that capture explained."""
    rig, release, scenario, faults = case
    speed = HOST_SPEED if rig.startswith("host") else ECR_SPEED
    path = place / "line.pcap"
    with simulated(rig, "tcp://127.0.0.1:0", place, speed) as (url, environment):
        found = re.search(r":(\d+)", url.partition("//")[2])
        assert found is not None
        bench = [int(port) for port in re.findall(r"bench[^0-9]*(\d+)", _announced(place))]
        words = posdiag("diagnose", scenario, "--pos", release, "--no-prove", "--format", "jsonl")
        words += ["--fail-on", "never", "--terminal", url]
        for fault in faults:
            words += ["--fault", fault]
        with tcpdump([int(found[1]), *bench], path):
            done = subprocess.run(
                words, capture_output=True, text=True, env=environment, timeout=PATIENCE_S, check=False
            )
    assert done.returncode == 0, done.stderr
    path.write_bytes(stretched(path.read_bytes(), speed))
    return Both(json.loads(done.stdout), explained(path))


def _announced(place: Path) -> str:
    """What the rig told of itself in its own folder for passing things on, its bench's port among it."""
    return " ".join(file.read_text("utf-8") for file in place.rglob("*.json"))


def explained(path: Path) -> Mapping[str, Any]:
    words = posdiag("explain", str(path), "--format", "json", "--fail-on", "never")
    done = subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    assert done.returncode == 0, done.stderr
    document: Mapping[str, Any] = json.loads(done.stdout)
    return document


@pytest.mark.slow
@pytest.mark.parametrize(
    "case", SAME_CAUSE + SLOW_SAME_CAUSE, ids=lambda case: " ".join([*case[1:3], *case[3]])
)
def test_a_capture_of_a_replay_has_the_cause_of_the_replay(case: Case, tmp_path: Path) -> None:
    live, told = both(case, tmp_path).causes
    assert told == live


def test_a_healthy_sale_over_tcp_and_the_bench_beside_it(tmp_path: Path) -> None:
    found = both(SAME_CAUSE[5], tmp_path)
    (run,) = found.explained["runs"]
    assert run["verdict"] == found.live["verdict"] == "compatible"
    assert [frame["hex"] for frame in run["transcript"]] == [
        frame["hex"] for frame in found.live["transcript"] if frame["link"] == "host"
    ]
    places = found.explained["capture"][0]["places"]
    assert [place["dialect"] for place in places if place["dialect"]] == ["iso87-ascii-hex"]
    others = [place["what"] for place in places if not place["dialect"]]
    assert set(others) <= {"JSON lines"}


def test_what_socat_logged_between_two_ptys(tmp_path: Path) -> None:
    """socat -x -v joins a rig on a pty to the POS's pty and logs what passes; explain reads the log."""
    if shutil.which("socat") is None:
        pytest.skip("socat is not installed")
    with simulated("counter-fs", "pty", tmp_path, ECR_SPEED) as (url, environment):
        device = url.removeprefix("serial://").partition("?")[0]
        own, log = tmp_path / "pos-tty", tmp_path / "line.log"
        ends = [f"PTY,link={own},raw,echo=0,wait-slave", f"{device},raw,echo=0"]
        with log.open("wb") as stream:
            process = subprocess.Popen(["socat", "-x", "-v", *ends], stderr=stream)
            try:
                deadline = threading.Event()
                for _ in range(100):
                    if own.exists():
                        break
                    deadline.wait(0.05)
                query = url.partition("?")[2]
                terminal = f"serial://{own}" + (f"?{query}" if query else "")
                words = posdiag("diagnose", "sale-within-balance", "--pos", "reference/hangang@3.1")
                words += ["--no-prove", "--format", "jsonl", "--fail-on", "never", "--terminal", terminal]
                done = subprocess.run(
                    words, capture_output=True, text=True, env=environment, timeout=60, check=False
                )
            finally:
                process.terminate()
                process.wait(10)
    assert log.stat().st_size > 0, done.stderr
    runs = explained(log)["runs"]
    assert runs, log.read_text("latin-1")[:500]
    frames = [frame["hex"] for run in runs for frame in run["transcript"]]
    assert any(frame.startswith("0230323030") for frame in frames)  # STX 0200
