"""Bytes of a statement in the encodings that Korean programs write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.statement.decoded import MAX_BYTES, decoded

TEXT = "이용일시,가맹점,금액\n2025-07-21 14:03,행복마트,12300\n"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("cp949"), "euc-kr"),
        (TEXT.encode("utf-16"), "utf-16-le"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.replace("\n", "\r\n").encode(), "utf-8"),
    ],
)
def test_every_encoding_gives_the_same_text(data: bytes, name: str) -> None:
    assert decoded(data) == (TEXT, name)


def test_full_width_digits_become_digits() -> None:
    assert decoded("１２，３００원 ￦5".encode())[0] == "12,300원 ₩5"


def test_a_text_cut_inside_a_character_is_still_utf8() -> None:
    text, name = decoded(TEXT.encode()[:-3] + "마트".encode()[:4])
    assert name == "utf-8"
    assert text.startswith("이용일시")


@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    text, _ = decoded(data)
    assert "\0" not in text
    assert len(text) <= MAX_BYTES
