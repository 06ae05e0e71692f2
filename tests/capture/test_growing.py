"""A recording that grows is read block by block, however the blocks arrive."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.capture.events import Chunk, Ended, Line, LineKind, Opened
from posdiag.capture.growing import follow
from posdiag.capture.open import read
from posdiag.capture.pcapng_write import CaptureWriter
from posdiag.errors import InputError

TCP = Line(1, LineKind.TCP, "127.0.0.1:50001", "127.0.0.1:9100", a_known=True)
CABLE = Line(2, LineKind.SERIAL, "POS", "terminal", a_known=True)


def recording() -> bytes:
    out = io.BytesIO()
    writer = CaptureWriter(out.write)
    for line in (TCP, CABLE):
        writer.opened(line, 1_000)
        for number in range(5):
            writer.chunk(Chunk(line, 2_000 + number, number % 2 == 0, b"\x02frame%d\x03" % number))
        writer.ended(line, 9_000, "ended", True)
    return out.getvalue()


class Fed:
    """A file to which a piece is added whenever its reader has come to the end."""

    def __init__(self, pieces: list[bytes]) -> None:
        self.pieces = pieces
        self.there = b""
        self.waits = 0

    def read(self, size: int, /) -> bytes:
        data, self.there = self.there[:size], self.there[size:]
        return data

    def wait(self) -> bool:
        self.waits += 1
        if not self.pieces:
            return False
        self.there += self.pieces.pop(0)
        return True


@given(st.lists(st.integers(1, 400), max_size=40))
def test_the_events_are_those_of_the_whole_file(cuts: list[int]) -> None:
    whole, pieces = recording(), []
    left = whole
    for cut in cuts:
        pieces.append(left[:cut])
        left = left[cut:]
    fed = Fed([*pieces, left])
    plain = [one for one in read(io.BytesIO(whole), "a") if isinstance(one, Opened | Chunk | Ended)]
    grown = [one for one in follow(fed, "a", fed.wait) if isinstance(one, Opened | Chunk | Ended)]
    assert grown == plain


def test_bytes_are_told_before_more_is_waited_for() -> None:
    whole = recording()
    fed = Fed([whole[:-1], whole[-1:]])
    events = follow(fed, "a", fed.wait)
    seen = [next(events) for _ in range(8)]
    assert fed.waits == 1
    assert sum(isinstance(one, Chunk) for one in seen) >= 5


def test_what_is_no_recording_is_an_input_error() -> None:
    for data in (b"", b"x" * 10, b"> 2026/09/21 12:00:00.000000  length=1 from=0 to=0\n 05\n"):
        fed = Fed([data])
        with pytest.raises(InputError):
            list(follow(fed, "a", fed.wait))
