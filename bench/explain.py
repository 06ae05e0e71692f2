"""Explains large captures, beside tshark reading the same file: `python -m bench explain`.

First 100,000 ISO 8583 messages on 16 connections (approvals, refusals, sales without an answer, damage),
to JSON lines, and `tshark -T json` with its iso8583 dissector: both as whole processes, by the wall clock,
taking turns. Then a file of 1 GB (100 MB where quick), for the most memory that its processes ever held.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from bench.traffic import PORT, write_host_traffic
from posdiag import assembly
from posdiag.wire.iso8583.codec import IsoCodec

MESSAGES = 100_000
TURNS, QUICK_TURNS = 3, 1
LARGE_BYTES, QUICK_LARGE_BYTES = 1_000_000_000, 100_000_000
#: What is to be reached.
TIMES_TSHARK = 6.0
MOST_MB = 200


def main(quick: bool = False) -> int:
    """Print the figures; 1 where one is not reached."""
    codec = assembly.library().dialects.codec_for("iso87-ascii")
    assert isinstance(codec, IsoCodec)
    with tempfile.TemporaryDirectory(prefix="posdiag-bench-") as folder:
        place = Path(folder)
        reached = _speed(place, codec, QUICK_TURNS if quick else TURNS)
        reached = _memory(place, codec, QUICK_LARGE_BYTES if quick else LARGE_BYTES) and reached
    return 0 if reached else 1


def _speed(place: Path, codec: IsoCodec, turns: int) -> bool:
    path = place / "messages.pcap"
    count = write_host_traffic(path, codec, MESSAGES)
    size = path.stat().st_size / 1e6
    print(f"{count:,} ISO 8583 messages in a pcap of {size:.0f} MB, {turns} turn(s), wall clock")
    write_host_traffic(place / "few.pcap", codec, 20_000)
    _explain(place / "few.pcap", Path(os.devnull))  # compiles what is not compiled yet
    ours, theirs = [], []
    for _ in range(turns):
        ours.append(_explain(path, place / "out.jsonl")[0])
        if shutil.which("tshark") is not None:
            theirs.append(_tshark(path, place / "out.json"))
    lines = sum(1 for _ in (place / "out.jsonl").open("rb"))
    mine = statistics.median(ours)
    print(
        f"posdiag explain --format jsonl   {mine:7.2f} s  {count / mine:9,.0f} messages/s  {lines:,} payments"
    )
    if not theirs:
        print("tshark is not installed: nothing to compare with")
        return True
    other = statistics.median(theirs)
    ratio = statistics.median(b / a for a, b in zip(ours, theirs, strict=True))
    print(f"tshark -T json                   {other:7.2f} s  {count / other:9,.0f} messages/s")
    print(f"ratio {ratio:.2f} (asked: at least {TIMES_TSHARK:.0f})")
    return ratio >= TIMES_TSHARK


def _memory(place: Path, codec: IsoCodec, most_bytes: int) -> bool:
    path = place / "large.pcap"
    count = write_host_traffic(path, codec, 0, most_bytes)
    took_s, peak_mb = _explain(path, Path(os.devnull))
    print(
        f"{path.stat().st_size / 1e6:,.0f} MB, {count:,} messages: {took_s:.1f} s, at most {peak_mb:.0f} MB "
        f"of memory (asked: below {MOST_MB})"
    )
    return peak_mb < MOST_MB


def _explain(path: Path, out: Path, every_s: float = 0.2) -> tuple[float, float]:
    """Seconds taken, and the most memory that it held, in MB: all its processes together, where that is told.

    What they share counts for each of them.
    """
    words = [sys.executable, "-m", "posdiag", "explain", str(path), "--format", "jsonl", "--fail-on", "never"]
    began = time.perf_counter()
    with out.open("wb") as stream:
        process = subprocess.Popen(words, stdout=stream, env=_installed(path.parent))
        held: dict[int, int] = {}
        while process.poll() is None:
            held |= {
                pid: _most_bytes(pid) or held.get(pid, 0) for pid in (process.pid, *_children(process.pid))
            }
            with suppress(subprocess.TimeoutExpired):
                process.wait(every_s)
    took_s = time.perf_counter() - began
    if process.returncode:
        raise SystemExit(f"posdiag explain ended with {process.returncode}")
    return took_s, sum(held.values()) / 1e6


def _installed(place: Path) -> dict[str, str]:
    """The environment in which Python keeps modules compiled, as pip leaves them where it installs a wheel.

    They are kept beside the captures, so that a work tree stays as it is.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(place / "compiled")}


def _children(pid: int) -> list[int]:
    try:
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _most_bytes(pid: int) -> int:
    """The most memory that a process has held so far; 0 where that is not told."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), 0)


def _tshark(path: Path, out: Path) -> float:
    words = ["tshark", "-r", str(path), "-T", "json", "-d", f"tcp.port=={PORT},iso8583"]
    words += ["-o", "iso8583.len_endian:Big endian", "-o", "iso8583.binencode:Bin data is not encoded"]
    began = time.perf_counter()
    with out.open("wb") as stream:
        subprocess.run(words, stdout=stream, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main("--quick" in sys.argv))
