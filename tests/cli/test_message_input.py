"""The message given to decode: every way people paste hex, files in hex or bytes, and clear refusals."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.cli.message_input import MAX_MESSAGE_BYTES, from_hex, read_message
from posdiag.errors import InputError, Problem


@pytest.mark.parametrize(
    "text",
    [
        "020030",
        "02 00 30",
        "02:00:30",
        "0x02 0x00 0x30",
        "0x02,0x00,0x30",
        "02-00-30",
        " 02\n00\t30 ",
        "\\x02\\x00\\x30",
    ],
)
def test_hex_is_read_however_it_is_pasted(text: str) -> None:
    assert from_hex(text, "en") == b"\x02\x00\x30"


@given(st.binary(min_size=1, max_size=50), st.sampled_from(["", " ", ":", ", ", "\n"]))
def test_any_bytes_come_back_from_their_hex(data: bytes, between: str) -> None:
    assert from_hex(between.join(f"{byte:02x}" for byte in data), "en") == data


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_place_and_a_remedy(text: str) -> None:
    refused: tuple[Problem, ...] = ()
    try:
        from_hex(text, "ko")
    except InputError as error:
        refused = error.problems
    assert all(problem.place and problem.remedy for problem in refused)


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("02 3g", "hex:5", "character 5, `g`, is no hex digit"),
        ("0x02 zz", "hex:6", "character 6, `z`, is no hex digit"),
        ("02 3", "hex", "3 hex digits, an odd number"),
        ("", "hex", "the input is empty"),
    ],
)
def test_wrong_hex_is_refused_with_its_position(text: str, place: str, what: str) -> None:
    with pytest.raises(InputError) as told:
        from_hex(text, "en")
    assert (told.value.problems[0].place, told.value.problems[0].what) == (place, what)


@pytest.mark.parametrize(
    "given",
    [
        "nosuch/file.bin",
        "nosuch\\file",
        "sale.bin",
        "sale.hex",
        "./00",
        "C:\\captures\\sale",
        "02/03",
        "a.7z",
    ],
)
def test_a_path_that_is_not_there_is_no_hex_but_a_missing_file(given: str) -> None:
    with pytest.raises(InputError) as told:
        read_message(given, "en")
    (problem,) = told.value.problems
    assert (problem.place, problem.what) == (given, "no such file")
    assert "name a file that exists" in problem.remedy


@pytest.mark.parametrize("given", ["02.03", "02 03.", "\\x02\\x0z", "02 0z", "zz", "a\0/b.bin", "/" * 500])
def test_what_is_not_written_like_a_path_is_wrong_hex(given: str) -> None:
    with pytest.raises(InputError, match=r"is no hex digit"):
        read_message(given, "en")


def test_escapes_are_hex_and_no_path() -> None:
    assert read_message("\\x02\\xff", "en") == b"\x02\xff"


def test_a_folder_is_told_from_a_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a folder, not a file"):
        read_message(str(tmp_path), "en")


def test_a_file_may_hold_bytes_or_hex(tmp_path: Path) -> None:
    raw, text = tmp_path / "raw.bin", tmp_path / "text.hex"
    raw.write_bytes(b"\x02\x00\xff")
    text.write_text("02 00\nff\n")
    assert read_message(str(raw), "en") == read_message(str(text), "en") == b"\x02\x00\xff"


def test_a_dash_reads_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"02 03")))
    assert read_message("-", "en") == b"\x02\x03"


def test_ten_megabytes_are_refused_without_being_read_whole(tmp_path: Path) -> None:
    big = tmp_path / "big.bin"
    with big.open("wb") as stream:
        stream.truncate(10_000_000)
    with pytest.raises(InputError, match=r"more than .* bytes"):
        read_message(str(big), "en")
    with pytest.raises(InputError, match="1,000,000 bytes"):
        from_hex("00" * (MAX_MESSAGE_BYTES + 1), "en")


def test_a_file_without_anything_in_it_is_refused(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.touch()
    with pytest.raises(InputError, match="empty"):
        read_message(str(empty), "en")
