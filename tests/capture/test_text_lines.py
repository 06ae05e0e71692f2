"""Lines of text in any of the usual encodings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.capture.blocks import Blocks
from posdiag.capture.text_lines import MOST_LINE, lines
from tests.capture.made import Dribble


def read(whole: bytes, sizes: list[int] | None = None) -> list[tuple[int, str]]:
    blocks = Blocks(Dribble(whole, sizes or [1 << 20]))
    blocks.look(1)
    return list(lines(blocks))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_encoding_and_end_of_line(encoding: str, end: str) -> None:
    whole = end.join(["송신: 02 31", "", "수신: 06"]).encode(encoding)
    assert read(whole, [3]) == [(1, "송신: 02 31"), (2, ""), (3, "수신: 06")]


def test_a_line_longer_than_the_limit_comes_in_pieces() -> None:
    whole = b"x" * (2 * MOST_LINE + 10) + b"\nnext\n"
    found = read(whole)
    assert [(number, len(text)) for number, text in found] == [
        (1, MOST_LINE),
        (1, MOST_LINE),
        (1, 10),
        (2, 4),
    ]


@given(st.binary(max_size=200), st.lists(st.integers(1, 20), min_size=1, max_size=4))
def test_any_bytes_are_some_text_and_any_reads_give_the_same(whole: bytes, sizes: list[int]) -> None:
    assert read(whole, sizes) == read(whole)
    assert "\n" not in "".join(
        text for _, text in read(whole) if not whole.startswith((b"\xff\xfe", b"\xfe\xff"))
    )
