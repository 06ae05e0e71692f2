"""A simulated terminal's bench is found by its address, and only where this user announced it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from posdiag.link import rendezvous
from posdiag.link.address import AgentAddress, SerialAddress, TcpAddress
from posdiag.link.rendezvous import find_bench, meeting_place, served_here


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    directory = meeting_place()
    directory.mkdir(mode=0o700)
    return directory


def announce(place: Path, address: str, **changes: object) -> None:
    told = {
        "format": "posdiag/rendezvous/1",
        "address": address,
        "bench": 40123,
        "speed": 10.0,
        "pid": os.getpid(),
        "rig": "kr-fs",
        **changes,
    }
    (place / f"{len(list(place.iterdir()))}.json").write_text(json.dumps(told))


def test_a_served_address_leads_to_its_bench(place: Path) -> None:
    announce(place, "tcp://127.0.0.1:9000", bench=1)
    announce(place, "tcp://127.0.0.1:9001")
    found = find_bench(TcpAddress("127.0.0.1", 9001))
    assert found is not None
    assert (found.bench, found.speed, found.rig) == (40123, 10.0, "kr-fs")


def test_this_machine_has_several_names_and_others_have_their_own(place: Path) -> None:
    announce(place, "tcp://127.0.0.1:9001")
    assert find_bench(TcpAddress("localhost", 9001))
    assert find_bench(TcpAddress("127.0.0.1", 9002)) is None
    assert find_bench(TcpAddress("192.0.2.7", 9001)) is None
    announce(place, "tcp://192.0.2.7:9001", bench=7)
    found = find_bench(TcpAddress("192.0.2.7", 9001))
    assert found is not None
    assert found.bench == 7


def test_an_agent_is_found_by_kind_and_port(place: Path) -> None:
    announce(place, "http://127.0.0.1:9188")
    assert find_bench(AgentAddress("http", "localhost", 9188, "/pay"))
    assert find_bench(AgentAddress("ws", "127.0.0.1", 9188)) is None
    assert find_bench(TcpAddress("127.0.0.1", 9188)) is None


def test_a_pty_is_found_by_its_link_and_by_its_device(place: Path, tmp_path: Path) -> None:
    device = tmp_path / "pts7"
    device.touch()
    link = tmp_path / "line"
    link.symlink_to(device)
    announce(place, f"serial://{link}")
    assert find_bench(SerialAddress(str(link)))
    assert find_bench(SerialAddress(str(device)))
    assert find_bench(SerialAddress("/dev/ttyUSB0")) is None
    assert find_bench(TcpAddress("127.0.0.1", 9001)) is None


def test_what_a_dead_process_left_is_ignored(place: Path) -> None:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    announce(place, "tcp://127.0.0.1:9001", pid=child.pid)
    assert served_here() == []


@pytest.mark.parametrize(
    "changes",
    [
        {"format": "posdiag/rendezvous/9"},
        {"bench": 0},
        {"bench": "40123"},
        {"speed": 0},
        {"pid": 0},
        {"pid": -1},
        {"pid": 10**30},
    ],
)
def test_a_file_that_is_not_ours_is_ignored(place: Path, changes: dict[str, object]) -> None:
    announce(place, "tcp://127.0.0.1:9001", **changes)
    assert find_bench(TcpAddress("127.0.0.1", 9001)) is None


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[" * 50_000, b'"' + b"x" * 50_000 + b'"'])
def test_a_broken_file_is_ignored(place: Path, content: bytes) -> None:
    (place / "a.json").write_bytes(content)
    announce(place, "tcp://127.0.0.1:9001")
    announce(place, "no address")
    assert find_bench(TcpAddress("127.0.0.1", 9001))


@pytest.mark.skipif(sys.platform == "win32", reason="the temporary directory is the user's own there")
def test_a_directory_that_others_can_write_is_not_trusted(place: Path) -> None:
    announce(place, "tcp://127.0.0.1:9001")
    place.chmod(0o777)
    assert served_here() == []


@pytest.mark.skipif(sys.platform == "win32", reason="the temporary directory is the user's own there")
def test_a_directory_of_another_user_is_not_trusted(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    announce(place, "tcp://127.0.0.1:9001")
    us = os.getuid()
    monkeypatch.setattr(rendezvous, "meeting_place", lambda: place)
    monkeypatch.setattr(os, "getuid", lambda: us + 1)
    assert served_here() == []


def test_without_the_directory_nothing_is_served(place: Path) -> None:
    place.rmdir()
    assert served_here() == []
