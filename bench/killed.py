"""Kills `posdiag record` at random moments while payments pass: `python -m bench killed`.

A till and a terminal of the bench's own talk through the recorder without a pause. After each kill (signal
9, at a moment drawn from the seed) the file must open, and every frame that passed more than ALLOWED_MS
before the kill must be in it, byte for byte.
"""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from posdiag.capture.events import Chunk, Trouble
from posdiag.capture.open import read
from posdiag.wire.crc import xor_of

LOCAL = "127.0.0.1"
KILLS = 200
ALLOWED_MS = 200
SEED = 20260910
#: Seconds between two payments: a hundred a second is more than any till makes.
PACE_S = 0.01
#: Recorders at work at a time.
_AT_ONCE = 2
_PATIENCE_S = 30.0
_ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Killed:
    """What one kill left: frames that were due, those of them not in the file, and troubles of the file."""

    due: int
    lost: int
    late: int  # frames of the last moments, which may be lost
    troubles: tuple[str, ...]


def frame(number: int, code: bytes) -> bytes:
    """A frame of the shape that the shipped ECR links have, told from all others by its number."""
    fields = [
        code,
        b"10000001",
        b"%06d" % (number % 1_000_000),
        b"20250910123000",
        b"12300",
        b"",
        b"",
        b"00",
        b"K",
    ]
    body = b"\x1c".join(fields) + b"\x1c" * 8 + b"goods" + b"\x03"
    return b"\x02" + body + bytes((xor_of(body),))


def kill_once(seed: int, masked: bool) -> Killed:
    """One recorder from its start to its violent end."""
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder, socket.create_server((LOCAL, 0)) as terminal:
        path = Path(folder) / "line.pcapng"
        with _recording(terminal.getsockname()[1], path, masked) as recorder:
            port = int(_announced(recorder).rpartition(":")[2])
            passed: list[tuple[float, bytes]] = []
            talk = threading.Thread(target=_talk, args=(terminal, port, passed), daemon=True)
            talk.start()
            time.sleep(rng.uniform(0.3, 1.5))
            killed_at = time.monotonic()
            recorder.send_signal(signal.SIGKILL)
            recorder.wait(_PATIENCE_S)
            talk.join(_PATIENCE_S)
        return _judged(path, passed, killed_at)


def _recording(port: int, path: Path, masked: bool) -> subprocess.Popen[str]:
    words = ["record", f"tcp://{LOCAL}:0", f"tcp://{LOCAL}:{port}", str(path), "--as", "kr-fs"]
    command = [sys.executable, "-m", "posdiag", *words, *([] if masked else ["--unmasked"])]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=_ROOT, env={**os.environ})


def _announced(recorder: subprocess.Popen[str]) -> str:
    assert recorder.stderr is not None
    lines: Iterator[str] = iter(recorder.stderr.readline, "")
    return next(line for line in lines if line.startswith("listening ")).strip()


def _talk(terminal: socket.socket, port: int, passed: list[tuple[float, bytes]]) -> None:
    """A till asks and a terminal answers until the line is gone; what arrived is noted with its time."""
    terminal.settimeout(_PATIENCE_S)
    with suppress(OSError), socket.create_connection((LOCAL, port), _PATIENCE_S) as till:
        far, _ = terminal.accept()
        for sock in (till, far):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with far:
            number = 0
            while True:
                number += 1
                for sender, hearer, said in (
                    (till, far, frame(number, b"0200")),
                    (far, till, b"\x06"),
                    (far, till, frame(number, b"0210")),
                    (till, far, b"\x06"),
                ):
                    sender.sendall(said)
                    if not _heard(hearer, len(said)):
                        return
                    passed.append((time.monotonic(), said))
                time.sleep(PACE_S)


def _heard(sock: socket.socket, size: int) -> bool:
    sock.settimeout(_PATIENCE_S)
    while size > 0:
        data = sock.recv(size)
        if not data:
            return False
        size -= len(data)
    return True


def _judged(path: Path, passed: list[tuple[float, bytes]], killed_at: float) -> Killed:
    recorded = {True: b"", False: b""}
    troubles = []
    with path.open("rb") as stream:
        for event in read(stream, path.name):
            if isinstance(event, Chunk):
                recorded[event.from_a] += event.data
            elif isinstance(event, Trouble):
                troubles.append(event.what)
    whole = recorded[True] + recorded[False]
    frames = [(at, said) for at, said in passed if len(said) > 1]
    due = [said for at, said in frames if at < killed_at - ALLOWED_MS / 1000]
    lost = [said for said in due if said not in whole]
    return Killed(len(due), len(lost), len(frames) - len(due), tuple(troubles))


def main(quick: bool = False) -> int:
    """Print what was lost; 1 where a frame was that should not have been, or a file does not open."""
    kills = 10 if quick else KILLS
    with ThreadPoolExecutor(_AT_ONCE) as at_once:
        found = list(at_once.map(lambda n: kill_once(SEED + n, masked=n % 2 == 0), range(kills)))
    due, lost = sum(one.due for one in found), sum(one.lost for one in found)
    cut = sum(1 for one in found if one.troubles)
    print(f"{kills} recorders killed (seed {SEED}), half of them masking")
    print(f"frames that passed more than {ALLOWED_MS} ms before the kill: {due}, not in the file: {lost}")
    print(f"frames of the last {ALLOWED_MS} ms: {sum(one.late for one in found)}")
    print(f"files that open: {len(found)}, of them with a cut last packet: {cut}")
    return 1 if lost or not due else 0
