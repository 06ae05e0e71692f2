"""Of each shape it is known once what makes a message less than plain."""

from __future__ import annotations

from posdiag.explain import looks
from posdiag.explain.looks import Looks
from posdiag.wire.iso8583.codec import IsoCodec
from posdiag.wire.message import Message
from tests.explain.scenes import answer, codec, sale


def seen(message: Message, of: Looks) -> looks.Look:
    own = codec("iso87-ascii")
    assert isinstance(own, IsoCodec)
    frame = own.encode(message)
    for _ in range(3):
        own.decode(frame)
    glance = own.glance(frame)
    assert glance is not None
    return of.of(own, glance[0], frame)


def test_a_shape_keeps_its_number_and_another_has_another() -> None:
    of = Looks()
    one, again = seen(sale("000001"), of), seen(sale("000002"), of)
    other = seen(sale(text="TEA AND RICE"), of)
    assert one is again
    assert other.number != one.number
    assert one.plain
    assert one.sent_at


def test_a_balance_in_the_answer_is_seen() -> None:
    of = Looks()
    assert seen(answer(balance="100"), of).tells_balance
    assert not seen(answer(), of).tells_balance


def test_numbers_are_not_given_again_when_shapes_are_forgotten(monkeypatch: object) -> None:
    of = Looks()
    first = seen(sale(), of)
    looks._MOST_SHAPES, kept = 1, looks._MOST_SHAPES
    try:
        second = seen(sale(text="RICE"), of)
        third = seen(sale(), of)
    finally:
        looks._MOST_SHAPES = kept
    assert len({first.number, second.number, third.number}) == 3
