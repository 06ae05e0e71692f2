"""A gzip file as it was before it was zipped."""

from __future__ import annotations

import gzip
import zlib
from io import BytesIO

import pytest

from posdiag.capture.unzipped import Unzipped


def everything(whole: bytes) -> bytes:
    unzipped, out = Unzipped(BytesIO(whole), b""), b""
    while piece := unzipped.read(1000):
        out += piece
    return out


def test_members_follow_each_other() -> None:
    assert everything(gzip.compress(b"one") + gzip.compress(b"two") + bytes(20)) == b"onetwo"


def test_a_piece_is_never_larger_than_asked_however_well_it_was_packed() -> None:
    unzipped = Unzipped(BytesIO(gzip.compress(bytes(10_000_000))), b"")
    total = 0
    while piece := unzipped.read(4096):
        assert len(piece) <= 4096
        total += len(piece)
    assert total == 10_000_000


def test_a_cut_file_ends_before_its_end() -> None:
    with pytest.raises(EOFError):
        everything(gzip.compress(bytes(range(256)))[:-9])


def test_a_damaged_file_says_so() -> None:
    whole = bytearray(gzip.compress(bytes(range(256)) * 4))
    whole[20] ^= 0xFF
    with pytest.raises((zlib.error, EOFError)):
        everything(bytes(whole))
