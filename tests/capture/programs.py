"""Programs of others that write and read captures, and a TCP conversation on loopback for them to see."""

from __future__ import annotations

import contextlib
import shutil
import socket
import struct
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

PATIENCE_S = 30.0


def need(*names: str) -> None:
    """Skips the test, aloud, where a program is not installed."""
    for name in names:
        if shutil.which(name) is None:
            pytest.skip(f"{name} is not installed")


def run(*words: str | Path) -> str:
    """What a program prints; the test fails with its complaint if it fails."""
    ended = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=60)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def wait_for(what: str, done: object, *, every_s: float = 0.02) -> None:
    """Waits till `done()` is true."""
    assert callable(done)
    until = time.monotonic() + PATIENCE_S
    while not done():
        assert time.monotonic() < until, f"waited {PATIENCE_S} s for {what}"
        time.sleep(every_s)


@contextlib.contextmanager
def capturing(words: Sequence[str], path: Path, port: int) -> Iterator[None]:
    """A capture program at work on loopback, from when it sees packets till it has written the last."""
    program = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    try:
        assert program.stderr is not None
        for line in program.stderr:
            if "listening on" in line or "Capturing on" in line or "File:" in line:
                break
        else:
            pytest.skip(f"{words[0]} may not capture here")
        wait_for("the first packet to be written", lambda: _seen(path, port))
        yield
        wait_for("the last packets to be written", lambda: _seen(path, port))
        program.terminate()
        program.communicate(timeout=PATIENCE_S)
    finally:
        if program.poll() is None:
            program.kill()
            program.communicate()


def _seen(path: Path, port: int) -> bool:
    """Knocks at a closed port that the filter lets through; whether that very knock was written."""
    with socket.socket() as knock:
        knock.bind(("127.0.0.1", 0))
        knock.connect_ex(("127.0.0.1", port + 1))
        ports = struct.pack(">HH", knock.getsockname()[1], port + 1)
    for _ in range(50):
        if path.exists() and ports in path.read_bytes():
            return True
        time.sleep(0.02)
    return False


def free_port() -> int:
    """A port whose next one is free too: nobody listens on that."""
    while True:
        with socket.socket() as one, socket.socket() as other:
            one.bind(("127.0.0.1", 0))
            port = int(one.getsockname()[1])
            with contextlib.suppress(OSError, OverflowError):
                other.bind(("127.0.0.1", port + 1))
                return port


def converse(port: int, said: Sequence[tuple[bool, bytes]]) -> None:
    """Says each piece over a TCP connection, true ones from the end that dials."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
        listener.listen(1)
        with socket.create_connection(("127.0.0.1", port)) as dialling:
            answering, _ = listener.accept()
            with answering:
                for by_dialling, piece in said:
                    source, target = (dialling, answering) if by_dialling else (answering, dialling)
                    source.sendall(piece)
                    left = len(piece)
                    while left:
                        left -= len(target.recv(left))
                dialling.shutdown(socket.SHUT_WR)
                assert answering.recv(1) == b""
