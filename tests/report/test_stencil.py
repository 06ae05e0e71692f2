"""What a stencil shows of a frame is what careful masking leaves of it."""

from __future__ import annotations

from binascii import hexlify

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.report.stencil import Stencil
from posdiag.wire.iso8583.codec import IsoCodec
from posdiag.wire.masked import mask_frame
from tests.explain.scenes import codec, sale

CARD = "9400001111111117"


def iso(name: str) -> IsoCodec:
    found = codec(name)
    assert isinstance(found, IsoCodec)
    return found


def stencil(own: IsoCodec, frame: bytes) -> Stencil:
    return Stencil(own.read(frame), frame, own.spec.ebcdic)


@pytest.mark.parametrize("name", ["iso87-ascii", "iso87-ascii-hex", "iso87-nac", "iso87-bcd", "iso87-ebcdic"])
@pytest.mark.parametrize("card", [CARD, f"{CARD}=29121010000012345678", "940000111111111"])
def test_what_is_shown_is_masked_as_carefully(name: str, card: str) -> None:
    own = iso(name)
    first, second = (own.encode(sale(stan, card=card)) for stan in ("000001", "000002"))
    shown = stencil(own, first).shown(second)
    assert shown in (b"", hexlify(mask_frame(own, second)))
    assert hexlify(card[6:-4].encode()) not in shown


def test_frames_in_ascii_are_shown() -> None:
    own = iso("iso87-ascii")
    for message in (sale(card=f"{CARD}=29121010000012345678"), sale(card=CARD)):
        frame = own.encode(message)
        assert stencil(own, frame).shown(frame) == hexlify(mask_frame(own, frame))


def test_a_card_number_that_lies_otherwise_is_not_shown() -> None:
    own = iso("iso87-ascii")
    frame = own.encode(sale(card=f"{CARD}=29121010000012345678"))
    other = frame.replace(b"7=2", b"71=")
    assert other != frame
    assert stencil(own, frame).shown(other) == b""
    assert stencil(own, frame).shown(frame.replace(b"94000011", b"9400=011")) == b""


@given(st.sampled_from(["TEA", "KIM", "010-1234-5678", CARD, "홍길동님"]), st.sampled_from(["TEA ", "상품"]))
def test_a_free_text_with_a_secret_is_masked_carefully(text: str, first: str) -> None:
    own = iso("iso87-ascii")
    learned, frame = own.encode(sale(text=first)), own.encode(sale(text=text))
    if len(learned) == len(frame):
        assert stencil(own, learned).shown(frame) in (b"", hexlify(mask_frame(own, frame)))
    shown = stencil(own, frame).shown(frame)
    assert shown in (b"", hexlify(mask_frame(own, frame)))


def test_a_pin_block_becomes_noughts() -> None:
    own = iso("iso87-ascii")
    fields = {"3": "000000", "4": "000000012300", "11": "000001", "52": "0123456789ABCDEF"}
    frame = own.encode_fields("0200", fields)
    shown = stencil(own, frame).shown(frame)
    assert shown == hexlify(mask_frame(own, frame))
    assert b"0123456789abcdef" not in shown


def test_nothing_is_shown_of_a_frame_with_a_fault() -> None:
    own = iso("iso87-ascii")
    frame = own.encode(sale())[:-3]
    assert stencil(own, frame).shown(frame) == b""
