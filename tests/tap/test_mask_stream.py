"""Masking on the way: whole frames stay consistent, nothing waits for long, no number slips out in parts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from posdiag.profile.library import Library
from posdiag.tap.mask_stream import HOLD_US, MaskStream
from posdiag.wire.crc import xor_of

PAN = b"9400010000001012"
CODEC = Library.load(rigs=frozenset()).dialects.codec_for("kr-fs")


def sale(pan: bytes = PAN) -> bytes:
    fields = [b"0200", b"10000001", b"000123", b"20250910123000", b"12300", b"", b"", b"00", b"K", pan]
    body = b"\x1c".join(fields) + b"\x03"
    return b"\x02" + body + bytes((xor_of(body),))


def said(pieces: list[tuple[int, bytes]]) -> bytes:
    return b"".join(data for _, data in pieces)


def test_a_frame_is_masked_whole_and_its_check_byte_stays_right() -> None:
    stream = MaskStream()
    frame = sale()
    for at in range(0, len(frame), 7):
        stream.hear(at, frame[at : at + 7])
    written = stream.frame(frame, CODEC)
    assert len(written) == len(frame)
    assert b"940001******1012" in written
    assert xor_of(written[1:-1]) == written[-1]
    assert stream.overdue(10 * HOLD_US) == []


def test_bytes_without_a_frame_are_given_out_in_time() -> None:
    stream = MaskStream()
    stream.hear(7, b"\x02half")
    stream.hear(9, b"of it")
    assert stream.overdue(7 + HOLD_US - 1) == []
    assert stream.overdue(7 + HOLD_US) == [(7, b"\x02half")]
    assert stream.rest() == [(9, b"of it")]


def test_what_went_out_early_is_not_written_again() -> None:
    stream = MaskStream()
    frame = sale()
    stream.hear(0, frame[:20])
    early = said(stream.overdue(HOLD_US))
    stream.hear(HOLD_US, frame[20:])
    late = stream.frame(frame, CODEC)
    whole = MaskStream()
    whole.hear(0, frame)
    assert late == whole.frame(frame, CODEC)[20:]
    assert len(early + late) == len(frame)


@given(st.integers(1, len(sale()) - 1), st.integers(1, len(sale()) - 1))
def test_a_card_number_never_slips_out_in_parts(first: int, second: int) -> None:
    """Paused anywhere, twice: no more than the first six and last four digits are ever written."""
    frame = sale()
    cuts = sorted({first, second})
    stream = MaskStream()
    out = b""
    now = 0
    for start, end in zip([0, *cuts], [*cuts, len(frame)], strict=True):
        stream.hear(now, frame[start:end])
        now += 2 * HOLD_US
        if end < len(frame):
            out += said(stream.overdue(now))
    out += stream.frame(frame, CODEC)
    assert len(out) == len(frame)
    assert PAN[:7] not in out
    shown = out[frame.find(PAN) :][: len(PAN)]
    assert sum(48 <= byte <= 57 for byte in shown) <= 10


@given(st.lists(st.binary(min_size=1, max_size=40), max_size=8), st.data())
def test_every_byte_is_written_once_whatever_is_framed_and_when(
    pieces: list[bytes], data: st.DataObject
) -> None:
    whole = b"".join(pieces)
    stream = MaskStream()
    out = b""
    now = heard = framed = 0
    for piece in pieces:
        stream.hear(now, piece)
        heard += len(piece)
        now += data.draw(st.integers(0, HOLD_US * 2))
        out += said(stream.overdue(now))
        size = data.draw(st.integers(0, heard - framed))
        if size and not whole[framed:heard].count(whole[framed : framed + size], 1):
            out += stream.frame(whole[framed : framed + size], None)
            framed += size
    out += said(stream.rest())
    assert len(out) == len(whole)


def test_bytes_that_are_in_no_frame_are_written_before_the_frame_that_follows_them() -> None:
    """A poll that keeps a host line open is no frame of anybody's."""
    stream = MaskStream()
    stream.hear(0, b"\x00\x00" + sale())
    assert stream.frame(sale(), CODEC)[:3] == b"\x00\x00\x02"
    stream.hear(0, b"\x00\x00")
    assert said(stream.overdue(HOLD_US)) == b"\x00\x00"
    stream.hear(HOLD_US, sale())
    assert len(stream.frame(sale(), CODEC)) == len(sale())
