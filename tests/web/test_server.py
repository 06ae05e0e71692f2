"""The server as a process: it ends in order; killed, it loses nothing that it acknowledged."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
    with server(str(tmp_path / "a.db"), tmp_path) as (_, url):
        port = url.rpartition(":")[2]
        command = [
            sys.executable,
            "-m",
            "posdiag",
            "--lang",
            "en",
            "serve",
            "--port",
            port,
            "--db",
            str(tmp_path / "b.db"),
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=30)
        assert done.returncode == 3
        assert f"--port {port}" in done.stderr
        assert "Traceback" not in done.stderr


def killed_while_writing(database: str, folder: Path, writes: int, kills: int) -> None:
    """Write cases one after the other, kill the server every so often, and count what it acknowledged."""
    acknowledged: set[int] = set()
    for turn in range(kills):
        with server(database, folder) as (process, url):
            share = writes // kills
            for number in range(share):
                if number == share - 1:
                    os.kill(process.pid, signal.SIGKILL) if turn % 2 else None
                try:
                    case = post(f"{url}/api/v1/cases", {"text": f"{turn}-{number} 잔액 부족"})
                except (urllib.error.URLError, ConnectionError, OSError):
                    break
                acknowledged.add(int(str(case["id"])))
            os.kill(process.pid, signal.SIGKILL)
            process.wait(10)
    store = open_store(database)
    try:
        found = {one.id for one in store.cases.find(Wanted())}
        assert acknowledged <= found
        assert len(acknowledged) >= writes - 2 * kills
        assert all(store.cases.events(number) for number in found)
    finally:
        store.close()


def test_killed_during_a_hundred_writes_it_has_every_acknowledged_case(database: str, tmp_path: Path) -> None:
    killed_while_writing(database, tmp_path, 100, 2)


@pytest.mark.slow
def test_killed_during_a_thousand_writes_it_has_every_acknowledged_case(
    database: str, tmp_path: Path
) -> None:
    killed_while_writing(database, tmp_path, 1_000, 10)
