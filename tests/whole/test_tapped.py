"""One payment seen three ways: diagnosed live, in the tap's own recording, and in tcpdump's file: one cause.

A rig is served in one process, a tap sits before it in another, `diagnose` pays through the tap in a third,
and tcpdump watches the connection behind the tap. The captures know neither the POS nor the statement.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.whole.processes import PATIENCE_S, bench_of, diagnosed, posdiag, simulated

SPEED = 4

#: Only what the bytes of the line can show: a terminal that NAKs everything tells why on its screen alone.
CASES = [
    ("sale-within-balance", "reference/hangang@3.1", "counter-fs", ()),
    ("sale-within-balance", "reference/hangang@1.0", "counter-fs", ()),  # check byte by another rule
    ("sale-within-balance", "reference/hangang@3.1", "counter-fs", ("reset:when=request,count=1",)),
    ("sale-within-balance", "reference/hangang@3.1", "counter-fs", ("ack-lost:way=to-pos",)),
    ("sale-within-balance", "reference/hangang@3.1", "counter-fs", ("drop:count=3",)),
]


@contextlib.contextmanager
def tapped(terminal: str, path: Path, environment: Mapping[str, str]) -> Iterator[str]:
    """A tap before the terminal; the address at which the POS finds it."""
    words = posdiag("tap", "tcp://127.0.0.1:0", terminal, "--record", str(path), "--fail-on", "never")
    with (
        path.with_suffix(".live").open("w") as live,
        subprocess.Popen(
            [*words, "--format", "jsonl"], stdout=live, stderr=subprocess.PIPE, text=True, env=environment
        ) as tap,
    ):
        assert tap.stderr is not None
        try:
            yield next(line.split()[1] for line in tap.stderr if line.startswith("listening "))
        finally:
            tap.send_signal(signal.SIGINT)
            tap.stderr.read()
            assert tap.wait(PATIENCE_S) == 0


@contextlib.contextmanager
def dumped(port: int, path: Path) -> Iterator[None]:
    """tcpdump on the loopback, watching one port."""
    words = ["tcpdump", "-i", "lo", "-U", "-s", "0", "-w", str(path), f"tcp port {port}"]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as tcpdump:
        assert tcpdump.stderr is not None
        first = tcpdump.stderr.readline()
        if "listening on" not in first:
            tcpdump.kill()
            pytest.skip(f"tcpdump may not listen here: {first}")
        try:
            yield
        finally:
            time.sleep(0.3)  # what passed last is on its way through the kernel
            tcpdump.send_signal(signal.SIGINT)
            tcpdump.wait(PATIENCE_S)


def causes(path: Path) -> list[str]:
    """First cause of each payment that `explain` finds in a file; empty where all is well."""
    words = posdiag("explain", str(path), "--format", "jsonl", "--fail-on", "never")
    done = subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    assert done.returncode == 0, done.stderr
    return told(done.stdout)


def told(lines: str) -> list[str]:
    runs = [json.loads(line) for line in lines.splitlines()]
    return [run["causes"][0]["cause"] if run["causes"] else "" for run in runs]


@pytest.mark.slow
@pytest.mark.parametrize(("scenario", "release", "rig", "faults"), CASES)
def test_one_cause_live_in_the_taps_recording_and_in_tcpdumps_file(
    scenario: str, release: str, rig: str, faults: tuple[str, ...], tmp_path: Path
) -> None:
    if shutil.which("tcpdump") is None:
        pytest.skip("tcpdump is not installed")
    own, foreign = tmp_path / "tap.pcapng", tmp_path / "tcpdump.pcap"
    with simulated(rig, "tcp://127.0.0.1:0", tmp_path, SPEED) as (terminal, environment):
        port = int(terminal.rpartition(":")[2])
        bench = bench_of(port, environment)
        with dumped(port, foreign), tapped(terminal, own, environment) as near:
            address = f"{near}?bench={bench}&speed={SPEED}"
            (live,) = diagnosed([scenario], release, address, faults, environment)
    assert [live.cause] == told(own.with_suffix(".live").read_text()) == causes(own) == causes(foreign)
