"""The server as a process: it ends in order; killed, it loses nothing that it acknowledged."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from posdiag.store.cases import Wanted
from posdiag.store.open import open_store


@contextmanager
def server(database: str, folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server of its own with its address."""
    log = folder / "journal.jsonl"
    command = [
        sys.executable,
        "-m",
        "posdiag",
        "--lang",
        "en",
        "serve",
        "--port",
        "0",
        "--db",
        database,
        "--rate",
        "0",
    ]
    process = subprocess.Popen(
        [*command, "--log", str(log), *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        assert line.startswith("listening http"), process.stderr.read() if process.stderr else ""
        yield process, line.split()[1]
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def post(url: str, body: object) -> dict[str, object]:
    data = json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        found: dict[str, object] = json.loads(answer.read())
    return found


def test_it_ends_in_order_when_it_is_told_to(tmp_path: Path) -> None:
    with server(str(tmp_path / "a.db"), tmp_path) as (process, url):
        assert post(f"{url}/api/v1/classify", {"text": "한도초과"})["answer"]
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    kinds = [
        json.loads(line)["kind"] for line in (tmp_path / "journal.jsonl").read_text("utf-8").splitlines()
    ]
    assert kinds == ["access", "stopping", "jobs-left"]


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        words = ["--lang", "en", "serve", "--port", port, "--db", str(tmp_path / "b.db")]
        done = subprocess.run(
            [sys.executable, "-m", "posdiag", *words],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    assert done.returncode == 3
    assert f"--port {port}" in done.stderr
    assert "Traceback" not in done.stderr


class Writers:
    """Four that write cases, each on a line of its own, and note what is acknowledged."""

    def __init__(self, url: str, most: int) -> None:
        self._where = urlsplit(url)
        self.acknowledged: set[int] = set()
        self._asked = 0
        self._most = most
        self._lock = threading.Lock()
        self.enough = threading.Event()
        self._threads = [threading.Thread(target=self._write) for _ in range(4)]

    def __enter__(self) -> Writers:
        for one in self._threads:
            one.start()
        return self

    def __exit__(self, *_: object) -> None:
        for one in self._threads:
            one.join(30)

    def _write(self) -> None:
        line = http.client.HTTPConnection(self._where.hostname or "", self._where.port, timeout=20)
        head = {"Content-Type": "application/json"}
        with suppress(OSError, http.client.HTTPException):  # the server is killed in the middle of it
            while True:
                with self._lock:
                    self._asked += 1
                    number = self._asked
                line.request("POST", "/api/v1/cases", json.dumps({"text": f"{number} 잔액 부족"}), head)
                answer = line.getresponse()
                told = answer.read()
                assert answer.status == 201
                with self._lock:
                    self.acknowledged.add(int(json.loads(told)["id"]))
                    if len(self.acknowledged) >= self._most:
                        self.enough.set()
        line.close()


def killed_while_writing(database: str, folder: Path, writes: int, kills: int) -> None:
    """Kill the server again and again while four write to it, and count what it acknowledged."""
    acknowledged: set[int] = set()
    for _ in range(kills):
        with server(database, folder) as (process, url), Writers(url, writes // kills) as writers:
            assert writers.enough.wait(120)
            os.kill(process.pid, signal.SIGKILL)  # while every one of them waits for an answer
            process.wait(10)
        acknowledged |= writers.acknowledged
    store = open_store(database)
    try:
        found = {one.id for one in store.cases.find(Wanted())}
        assert acknowledged <= found
        assert len(found) <= len(acknowledged) + 4 * kills  # what was kept and could not be told any more
        assert len(acknowledged) >= writes
        assert all(store.cases.events(number) for number in found)
        assert len({one.story for one in store.cases.find(Wanted())}) >= writes // kills
    finally:
        store.close()


def test_killed_during_a_hundred_writes_it_has_every_acknowledged_case(database: str, tmp_path: Path) -> None:
    killed_while_writing(database, tmp_path, 100, 1)


@pytest.mark.slow
def test_killed_during_a_thousand_writes_it_has_every_acknowledged_case(
    database: str, tmp_path: Path
) -> None:
    killed_while_writing(database, tmp_path, 1_000, 10)
