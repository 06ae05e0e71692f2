"""Bytes in hex, as names of control bytes, and quoted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.capture.log_bytes import CONTROLS, after_mark, shown_bytes

FRAME = b"\x0201\x03\x02"


@pytest.mark.parametrize(
    "text",
    [
        "02 30 31 03 02",
        "02  30 31  03 02",
        "0230310302",
        "0x02,0x30,0x31,0x03,0x02",
        "0x02 0x30 0x31 0x03 0x02",
        "{0x02, 0x30, 0x31, 0x03, 0x02}",
        "[02 30 31 03 02]",
        "02-30-31-03-02",
        "02:30:31:03:02",
        "02|30|31|03|02",
        "02,30,31,03,02",
        "02h 30h 31h 03h 02h",
        r"\x02\x30\x31\x03\x02"[0:4] + r" \x30 \x31 \x03 \x02",
        "0230 3103 02",
        "2 30 31 3 2",
        "STX 30 31 ETX 02",
        "02 30 31 03 02   .01..",
        "02 30 31 03 02  |.01..|",
        "02 30 31 03 02\t.01..",
        "02 30 31 03 02 ; .01..",
        "02 30 31 03 02  \u240201\u2403\u2402",
        "0000  02 30 31 03 02",
        "0000: 02 30 31 03 02  .01..",
        "00000000  02 30 31 03 02                    |.01..|",
        "<STX>01<ETX><STX>",
        "[STX]01[ETX][02]".replace("[02]", "<02>"),
        "{STX}01{ETX}{STX}",
        "<STX> 30 31 <ETX> 02",
        "<02>01<03><02>",
        "[02][30][31][03][02]",
        "02 30 31 03 02 (5 bytes)",
        r"b'\x0201\x03\x02'",
        r'"\x0201\x03\x02"',
    ],
)
def test_every_shape_shows_the_same_bytes(text: str) -> None:
    assert shown_bytes(text) == FRAME


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", b""),
        ("   ", b""),
        ("FF", b"\xff"),
        ("<FF>", b"\x0c"),
        ("<FF><41>", b"\xffA"),
        ("<ACK>", b"\x06"),
        ("ACK", b"\x06"),
        ("ENQ", b"\x05"),
        ("<stx>승인<etx>", b"\x02" + "승인".encode("cp949") + b"\x03"),
        ("30 31  01", b"01"),
        ("30 31  ab", b"01\xab"),
        ("39 34 ** ** 30", b"94**0"),
        (r"b'\r\n\t\\'", b"\r\n\t\\"),
    ],
)
def test_shapes_of_their_own(text: str, shown: bytes) -> None:
    assert shown_bytes(text) == shown


@pytest.mark.parametrize(
    "text", ["hello", "0x", "02 30 zz", "123", "7", "1 2 3", "ok 02", "02 hello 03", "<STX>\u2603<ETX>"]
)
def test_what_shows_no_bytes(text: str) -> None:
    assert shown_bytes(text) is None


def test_an_offset_counts_only_where_it_agrees() -> None:
    assert shown_bytes("0010: 41 42", 16) == b"AB"
    assert shown_bytes("0010 41 42", 16) == b"AB"
    assert shown_bytes("0230 31 03") == b"\x0201\x03"
    assert shown_bytes("0010: 41 42", 32) == b"\x00\x10AB"


@pytest.mark.parametrize(
    ("text", "rest", "declared"),
    [
        (": 02 30", "02 30", None),
        (" (2): 02 30", "02 30", 2),
        ("[2] 02 30", "02 30", 2),
        (" len=2 : 02 30", "02 30", 2),
        (" length: 2, 02", ", 02", 2),
        (" (2 bytes) 02 30", "02 30", 2),
        (" 2 bytes: 02 30", "02 30", 2),
        (" >> 02 30", "02 30", None),
        ("] -> 02 30", "02 30", None),
        (" data: 02 30", "02 30", None),
        (" <STX>01<ETX>", "<STX>01<ETX>", None),
        (" Serial0 SUCCESS Length 2: 02 30", "02 30", 2),
        (" 데이터 : 02", "02", None),
        (" Data [2] 02 30", "02 30", 2),
        ("<02 30", "02 30", None),
        ("<02><30>", "<02><30>", None),
    ],
)
def test_a_length_behind_the_mark_is_no_byte(text: str, rest: str, declared: int | None) -> None:
    assert after_mark(text) == (rest, declared)


@given(st.binary(min_size=1, max_size=40), st.sampled_from([" ", ", ", "-", "  "]), st.booleans())
def test_hex_of_any_bytes_is_read(sent: bytes, between: str, upper: bool) -> None:
    text = between.join(f"{code:02X}" if upper else f"{code:02x}" for code in sent)
    assert shown_bytes(text) == sent
    column = "".join(chr(code) if 0x20 <= code < 0x7F else "." for code in sent)
    assert shown_bytes(f"{text}   {column}") == sent


@given(
    st.lists(
        st.sampled_from(sorted(CONTROLS)) | st.text("0123456789ABCxyz^;", min_size=1, max_size=5), min_size=1
    )
)
def test_names_between_text_are_read(parts: list[str]) -> None:
    text = "".join(f"<{part}>" if part in CONTROLS else part for part in parts)
    shown = b"".join(bytes([CONTROLS[part]]) if part in CONTROLS else part.encode() for part in parts)
    if "<" in text:
        assert shown_bytes(text) == shown


@given(st.text(max_size=80), st.integers(0, 100))
def test_no_text_makes_it_raise(text: str, before: int) -> None:
    shown_bytes(text, before)
    after_mark(text)


@pytest.mark.parametrize("piece", [" ", "41  ", "<STX>", "'", "41 ", "4", "| ", "b' ", "x  ", "; "])
def test_long_lines_of_any_kind_end_soon(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    for hostile in (text, text + "x", "41 " + text, "41  " + text + "|"):
        shown_bytes(after_mark(hostile)[0])
