"""Texts in the dialect's charset, and in the other one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.wire.agent.charset import count, read_text
from posdiag.wire.agent.spec import Counts
from posdiag.wire.ecr.spec import Charset

KIMBAP = "김밥"


@pytest.mark.parametrize(
    ("raw", "charset", "other"),
    [
        (KIMBAP.encode("cp949"), Charset.CP949, ""),
        (KIMBAP.encode(), Charset.CP949, "utf-8"),
        (KIMBAP.encode(), Charset.UTF_8, ""),
        (KIMBAP.encode("cp949"), Charset.UTF_8, "cp949"),
        (KIMBAP.encode(), Charset.ASCII, "utf-8"),
        (b"\xff\xff", Charset.UTF_8, "?"),
        (b"\xb1", Charset.CP949, "?"),
        (b"plain", Charset.CP949, ""),
    ],
)
def test_the_charset_that_a_text_is_really_in_is_named(raw: bytes, charset: Charset, other: str) -> None:
    assert read_text(raw, charset)[1] == other


@given(st.text(alphabet=st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=20))
def test_hangul_is_never_taken_for_the_other_charset_where_it_is_right(text: str) -> None:
    assert read_text(text.encode(), Charset.UTF_8) == (text, "")
    assert read_text(text.encode("cp949"), Charset.CP949)[0] == text
    assert read_text(text.encode(), Charset.CP949)[1] == "utf-8"


@given(st.binary(max_size=40), st.sampled_from(Charset))
def test_nothing_raises(raw: bytes, charset: Charset) -> None:
    read_text(raw, charset)
    for counts in Counts:
        assert count(raw, counts, charset) >= 0


def test_three_ways_of_counting_a_hangul() -> None:
    raw = KIMBAP.encode("cp949")
    assert [count(raw, counts, Charset.CP949) for counts in Counts] == [4, 2, 6]
