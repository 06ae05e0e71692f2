"""What `posdiag tap` adds to an exchange over TCP, beside `socat` doing the same: `python -m bench tap`.

A client asks an echoing server 200-byte questions over three ways in turn, in short rounds, so that what
else the machine does meets all three alike: directly, through socat, and through `posdiag tap`, which
decodes and records meanwhile. What a way adds is its latency less the median of the direct one.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

LOCAL = "127.0.0.1"
#: Rounds, and exchanges in each round of each way.
ROUNDS, EXCHANGES = 300, 20
#: How often the 99th percentile of socat the tap's may be.
AT_MOST = 3.0

_ROOT = Path(__file__).parents[1]
_QUESTION = b"\x02" + b"0200\x1c10000001\x1c000123\x1c" + b"7" * 168 + b"\x03\x00"
_PATIENCE_S = 20.0


@contextmanager
def echoing() -> Iterator[int]:
    """A server in a process of its own that sends back what it hears; its port."""
    code = (
        "import socket,threading\n"
        "s=socket.create_server(('127.0.0.1',0));print(s.getsockname()[1],flush=True)\n"
        "def run(c):\n"
        " c.setsockopt(socket.IPPROTO_TCP,socket.TCP_NODELAY,1)\n"
        " while d:=c.recv(65536): c.sendall(d)\n"
        "while True: threading.Thread(target=run,args=(s.accept()[0],),daemon=True).start()\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield int(server.stdout.readline())
        finally:
            server.kill()


@contextmanager
def socat(port: int) -> Iterator[int]:
    """socat forwarding to `port`; the port it listens on."""
    with socket.create_server((LOCAL, 0)) as free:
        near = int(free.getsockname()[1])
    ends = [
        f"TCP-LISTEN:{near},bind={LOCAL},reuseaddr,nodelay,fork",
        f"TCP:{LOCAL}:{port},nodelay",
    ]
    with subprocess.Popen(["socat", *ends]) as forward:
        try:
            yield near
        finally:
            forward.kill()


@contextmanager
def tapped(port: int, folder: Path) -> Iterator[int]:
    """`posdiag tap` forwarding to `port`, decoding and recording; the port it listens on."""
    command = [sys.executable, "-m", "posdiag", "tap", f"tcp://{LOCAL}:0", f"tcp://{LOCAL}:{port}"]
    command += ["--record", str(folder / "tap.pcapng")]
    with (
        (folder / "tap.txt").open("w") as shown,
        subprocess.Popen(command, stdout=shown, stderr=subprocess.PIPE, text=True, cwd=_ROOT) as tap,
    ):
        assert tap.stderr is not None
        try:
            yield int(_announced(tap.stderr).rpartition(":")[2])
        finally:
            tap.send_signal(signal.SIGINT)
            threading.Timer(_PATIENCE_S, tap.kill).start()
            tap.stderr.read()


def _announced(lines: Iterator[str]) -> str:
    for line in lines:
        if line.startswith("listening "):
            return line.split()[1]
    raise RuntimeError("posdiag tap did not begin to listen")


def connected(port: int) -> socket.socket:
    end = time.monotonic() + _PATIENCE_S
    while True:
        try:
            sock = socket.create_connection((LOCAL, port), _PATIENCE_S)
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return sock


def exchange(sock: socket.socket, count: int) -> list[float]:
    """Microseconds of each of `count` exchanges."""
    taken = []
    for _ in range(count):
        start = time.perf_counter()
        sock.sendall(_QUESTION)
        left = len(_QUESTION)
        while left:
            left -= len(sock.recv(left))
        taken.append((time.perf_counter() - start) * 1e6)
    return taken


def measure(rounds: int) -> dict[str, list[float]]:
    """Latencies in µs of each way."""
    with ExitStack() as at_end:
        folder = Path(at_end.enter_context(tempfile.TemporaryDirectory()))
        port = at_end.enter_context(echoing())
        ports = {
            "direct": port,
            "socat": at_end.enter_context(socat(port)),
            "tap": at_end.enter_context(tapped(port, folder)),
        }
        socks = {name: at_end.enter_context(connected(each)) for name, each in ports.items()}
        for sock in socks.values():
            exchange(sock, EXCHANGES)
        taken: dict[str, list[float]] = {name: [] for name in socks}
        for _ in range(rounds):
            for name, sock in socks.items():
                taken[name] += exchange(sock, EXCHANGES)
    return taken


def centile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def main(quick: bool = False) -> int:
    """Print what each way adds; 1 where the tap's 99th percentile is more than it may be."""
    if shutil.which("socat") is None:
        print("socat is not installed: nothing to compare with")
        return 1
    rounds = 50 if quick else ROUNDS
    taken = measure(rounds)
    base = statistics.median(taken["direct"])
    print(f"{rounds * EXCHANGES} exchanges each way, in rounds of {EXCHANGES}; µs; {os.cpu_count()} cores")
    print(f"{'':8}{'median':>10}{'p99':>10}{'adds, median':>15}{'adds, p99':>12}")
    for name, values in taken.items():
        median, high = statistics.median(values), centile(values, 0.99)
        print(f"{name:8}{median:10.0f}{high:10.0f}{median - base:15.0f}{high - base:12.0f}")
    ratio = (centile(taken["tap"], 0.99) - base) / max(centile(taken["socat"], 0.99) - base, 1)
    print(f"the tap's added 99th percentile is {ratio:.2f} times socat's (at most {AT_MOST})")
    return 0 if ratio <= AT_MOST else 1
