"""Recordings of a folder: plain files alone, by names of the server's own."""

from __future__ import annotations

import os
from pathlib import Path

from posdiag.web.watch import LIVE_S, recordings


def test_plain_recordings_are_listed_the_newest_first(tmp_path: Path) -> None:
    for number, name in enumerate(("a.pcapng", "b.pcap", "notes.txt", "010-1234-5678.pcapng")):
        (tmp_path / name).write_bytes(b"x" * number)
        os.utime(tmp_path / name, (1_000 + number, 1_000 + number))
    found = recordings(tmp_path)
    assert [one.path.name for one in found] == ["010-1234-5678.pcapng", "b.pcap", "a.pcapng"]
    assert "1234-5678" not in found[0].name
    assert all(one.id.isalnum() and len(one.id) == 16 for one in found)
    assert (found[1].live(1_001 + LIVE_S - 1), found[1].live(1_001 + LIVE_S)) == (True, False)


def test_links_folders_and_what_is_not_there_are_no_recordings(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"x")
    (tmp_path / "link.pcapng").symlink_to(tmp_path / "secret")
    (tmp_path / "folder.pcapng").mkdir()
    assert recordings(tmp_path) == recordings(tmp_path / "gone") == recordings(None) == []
