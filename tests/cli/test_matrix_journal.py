"""The file of --resume: written piece by piece, its torn end cut off, its trouble told."""

from __future__ import annotations

from pathlib import Path

import pytest

from posdiag.cli.matrix_journal import JournalFile
from posdiag.errors import PosdiagError
from posdiag.matrix.journal import Head
from tests.matrix.small import failed, well

HEAD = Head("plan", "data", "0.1.0", 4)


def opened(path: Path) -> JournalFile:
    return JournalFile(path, HEAD, "en")


def test_what_was_written_is_known_the_next_time(tmp_path: Path) -> None:
    path = tmp_path / "run.journal"
    first = opened(path)
    assert list(first.known()) == []
    first.write([well(0), failed(1)])
    first.close()
    again = opened(path)
    assert list(again.known()) == [well(0), failed(1)]
    again.write([well(2)])
    again.close()
    third = opened(path)
    assert list(third.known()) == [well(0), failed(1), well(2)]
    third.close()


def test_a_torn_end_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "run.journal"
    first = opened(path)
    list(first.known())
    first.write([well(0), well(1)])
    first.close()
    path.write_bytes(path.read_bytes()[:-7])
    again = opened(path)
    assert list(again.known()) == [well(0)]
    again.write([failed(1)])
    again.close()
    third = opened(path)
    assert list(third.known()) == [well(0), failed(1)]
    third.close()


def test_results_are_with_the_system_before_the_next_are_looked_at(tmp_path: Path) -> None:
    journal = opened(tmp_path / "run.journal")
    list(journal.known())
    journal.write([well(0)])
    assert (tmp_path / "run.journal").read_bytes().count(b"\n") == 2
    journal.close()


def test_a_file_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    with pytest.raises(PosdiagError, match="the journal cannot be used") as caught:
        opened(tmp_path / "no" / "folder")
    assert caught.value.exit_code == 3
