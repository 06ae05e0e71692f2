"""What is announced is found by posdiag's own reader, and gone at the end."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pytest

from posdiag.link.address import SerialAddress, TcpAddress
from posdiag.link.rendezvous import find_bench
from posdiag.link.rendezvous import meeting_place as readers_place
from posdiag_sim.announce import Announcement, Unsafe, meeting_place


@pytest.fixture(autouse=True)
def own_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def test_writer_and_reader_meet_at_one_place() -> None:
    assert meeting_place() == readers_place()


def test_an_announcement_is_found_while_it_stands() -> None:
    address = TcpAddress("127.0.0.1", 9001)
    with Announcement("tcp://127.0.0.1:9001", 40123, 2.5, "kr-fs"):
        found = find_bench(address)
        assert found is not None
        assert (found.bench, found.speed, found.rig) == (40123, 2.5, "kr-fs")
    assert find_bench(address) is None


def test_two_addresses_stand_side_by_side(tmp_path: Path) -> None:
    with (
        Announcement("tcp://127.0.0.1:9001", 1, 1.0, "a"),
        Announcement(f"serial://{tmp_path}/line", 2, 1.0, "b"),
    ):
        found = find_bench(SerialAddress(f"{tmp_path}/line"))
        assert found is not None
        assert found.rig == "b"


@pytest.mark.skipif(sys.platform == "win32", reason="the temporary directory is the user's own there")
def test_nothing_is_announced_where_others_may_write() -> None:
    meeting_place().chmod(0o777)
    with pytest.raises(Unsafe, match="chmod 700"):
        Announcement("tcp://127.0.0.1:9001", 1, 1.0, "a")


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    readers_place().write_text("in the way")
    with pytest.raises(Unsafe, match="no directory"):
        meeting_place()
