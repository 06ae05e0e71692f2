"""The words taken at a glance are those of the message itself."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posdiag.explain.glance import Glances
from posdiag.explain.turns import words_of
from posdiag.wire.iso8583.codec import GLANCED, IsoCodec
from posdiag.wire.message import Kind, Message
from tests.explain.scenes import answer, codec, sale

NAMES = ("iso87-ascii", "iso87-bcd", "iso87-ebcdic", "iso87-nac", "iso87-ascii-hex")


def iso(name: str) -> IsoCodec:
    found = codec(name)
    assert isinstance(found, IsoCodec)
    return found


def agree(name: str, messages: list[Message]) -> int:
    """How many were taken at a glance; each of them as the careful reader has it."""
    own = iso(name)
    glances = Glances(own)
    frames = [own.encode(message) for message in messages]
    for frame in frames * 3:
        own.decode(frame)
    seen = 0
    for frame in frames:
        glance = own.glance(frame)
        if glance is None:
            continue
        seen += 1
        message = own.decode(frame).message
        elements = {field.path: field.value for field in own.decode(frame).fields}
        places = (str(own.spec.places.get(place, "")) for place in GLANCED)
        assert list(glance[1]) == [elements.get(path, "") for path in places]
        assert glances.words(glance, frame) == (None if message is None else words_of(message))
    return seen


@pytest.mark.parametrize("name", NAMES)
def test_sales_answers_reversals_and_inquiries(name: str) -> None:
    messages = []
    for number in range(1, 6):
        stan = f"{number:06d}"
        messages += [sale(stan), answer(stan), answer(stan, result="51", approval="")]
        messages += [sale(stan, kind=Kind.REVERSE, orig_stan="000099", orig_date="260910")]
        messages += [answer(stan, kind=Kind.REVERSE), sale(stan, "", Kind.INQUIRE, orig_stan="000098")]
        messages += [sale(stan, kind=Kind.CANCEL, orig_stan="000001"), sale(stan, "", Kind.BALANCE)]
    assert agree(name, messages) >= 30


@settings(max_examples=40)
@given(
    st.integers(1, 999_999),
    st.integers(0, 9_999_999),
    st.sampled_from(["9400001111111117", "9400001111111117=29121010000012345678", ""]),
    st.sampled_from(["10000001", "1", "A B", ""]),
    st.sampled_from(["00", "10", "51", ""]),
)
def test_any_sale_and_its_answer(stan: int, amount: int, card: str, tid: str, result: str) -> None:
    number = f"{stan:06d}"
    agree(
        "iso87-ascii", [sale(number, str(amount), card=card, tid=tid), answer(number, result=result, tid=tid)]
    )
