"""Where cases lie, whose time counts, and what is no text."""

from __future__ import annotations

import io
import sys
from datetime import datetime
from pathlib import Path

import pytest

from posdiag.cli.case_desk import data_folder, desk, moment_of, place_of, text_of
from posdiag.errors import InputError


def test_the_database_is_that_of_the_option_the_variable_or_the_users_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSDIAG_DB", str(tmp_path / "b.db"))
    assert place_of(tmp_path / "a.db") == tmp_path / "a.db"
    assert place_of(None) == tmp_path / "b.db"
    monkeypatch.delenv("POSDIAG_DB")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(sys, "platform", "linux")
    assert place_of(None) == tmp_path / "data" / "posdiag" / "cases.db"
    assert (tmp_path / "data" / "posdiag").is_dir()


def test_every_system_has_a_folder_for_data() -> None:
    assert data_folder("win32", {"LOCALAPPDATA": "C:/x"}) == Path("C:/x")
    assert data_folder("darwin", {}).name == "Application Support"
    assert data_folder("linux", {}) == Path.home() / ".local" / "share"


def test_the_time_is_that_of_korea() -> None:
    assert moment_of("2025-08-22 15:00", "en") == datetime(2025, 8, 22, 15, 0)
    assert moment_of("2025-08-22T06:00:00+00:00", "en") == datetime(2025, 8, 22, 15, 0)
    assert moment_of(None, "en").year >= 2025
    with pytest.raises(InputError, match="no time"):
        moment_of("soon", "en")


def test_the_recorded_time_has_its_zone(tmp_path: Path) -> None:
    with desk("ko", tmp_path / "a.db", "2025-08-22 15:00") as place:
        assert place.at == "2025-08-22T15:00:00+09:00"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("안 돼요".encode(), "안 돼요"),
        ("안 돼요".encode("cp949"), "안 돼요"),
        (b"\xef\xbb\xbfabc", "abc"),
        (b"a\xff\xfeb", "a"),
    ],
)
def test_standard_input_is_read_whatever_its_letters(
    data: bytes, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert text_of("-", "en").startswith(text)


@pytest.mark.parametrize("data", [bytes(range(256)) * 4, b"\x00\x01\x02" * 50, b"\x01\x02\x03\x04" * 50])
def test_binary_data_is_no_story(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    with pytest.raises(InputError, match="binary"):
        text_of("-", "en")


@pytest.mark.parametrize("text", ["", "  \n "])
def test_an_empty_text_is_told_with_a_remedy(text: str) -> None:
    with pytest.raises(InputError, match="leave STORY out"):
        text_of(text, "en")
