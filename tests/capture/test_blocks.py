"""A stream read block by block: whatever its reads give, the bytes are the same."""

from __future__ import annotations

import gzip
from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st

from posdiag.capture.blocks import BLOCK, Blocks
from tests.capture.made import Dribble


def everything(blocks: Blocks, need: int) -> bytes:
    whole, held = b"", b""
    while True:
        held = blocks.more(held, len(held), need)
        if not held:
            return whole
        whole += held


@given(st.binary(max_size=2000), st.lists(st.integers(1, 700), max_size=5), st.integers(1, 300))
def test_any_reads_give_the_same_bytes(whole: bytes, sizes: list[int], need: int) -> None:
    assert everything(Blocks(Dribble(whole, sizes)), need) == whole


@given(st.binary(max_size=2000), st.lists(st.integers(1, 700), max_size=5))
def test_a_zipped_stream_gives_what_was_zipped(whole: bytes, sizes: list[int]) -> None:
    blocks = Blocks(Dribble(gzip.compress(whole), sizes))
    assert blocks.look(100)[:100] == whole[:100]
    assert everything(blocks, 1) == whole
    assert blocks.failure == ""


def test_what_was_looked_at_is_given_again() -> None:
    blocks = Blocks(BytesIO(b"abcdef"))
    assert blocks.look(3) == b"abcdef"
    assert everything(blocks, 6) == b"abcdef"


def test_the_place_in_the_file_is_kept() -> None:
    blocks = Blocks(BytesIO(bytes(100)))
    held = blocks.more(b"", 0, 10)
    held = blocks.more(held, 40, 10)
    assert (blocks.base, len(held)) == (40, 60)


def test_no_more_than_a_block_is_asked_for_at_once() -> None:
    asked = []

    class Counting(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            asked.append(size)
            return super().read(size)

    Blocks(Counting(bytes(5 * BLOCK))).more(b"", 0, 16)
    assert asked == [BLOCK]


def test_a_stream_that_fails_ends_and_says_why() -> None:
    class Pulled(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError("the disk was pulled out")

    blocks = Blocks(Pulled())
    assert blocks.more(b"", 0, 10) == b""
    assert "pulled out" in blocks.failure


def test_a_zipped_file_that_was_cut_says_so() -> None:
    blocks = Blocks(BytesIO(gzip.compress(bytes(range(256)) * 50)[:200]))
    blocks.look(10)
    everything(blocks, 1)
    assert "ends before its end" in blocks.failure
