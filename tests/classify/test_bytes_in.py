"""Bytes are read in the encoding that fits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.classify.bytes_in import decode

TEXT = "승인거절 카드사 문의"


@pytest.mark.parametrize("encoding", ["utf-8", "cp949", "utf-16", "utf-8-sig"])
def test_each_encoding_gives_the_same_text(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)).text == TEXT


def test_a_halved_sign_at_the_end_is_told() -> None:
    for data in (TEXT.encode("cp949")[:-1], TEXT.encode("utf-8")[:-1]):
        read = decode(data)
        assert read.cut
        assert read.text.startswith(TEXT[:-1])


def test_bytes_that_are_no_text_are_told() -> None:
    assert decode(bytes(range(20)) * 10).binary


@given(st.binary(max_size=200))
def test_any_bytes_are_read(data: bytes) -> None:
    assert isinstance(decode(data).text, str)
