"""Which dialect a line speaks: shipped ones, varied ones, and none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.capture.events import Chunk
from posdiag.errors import InputError
from posdiag.explain.recognise import best_fit, fit, foreign
from posdiag.explain.ways import Way, Ways
from tests.explain.scenes import ACK, ENQ, EOT, TCP, Said, answer, codec, events, house, sale

WAYS = Ways(house().library)
SHIPPED = {way.name: way for way in WAYS.shipped()}


def can_sell(way: Way) -> bool:
    try:
        return bool(way.codec.encode(sale()) and way.codec.encode(answer()))
    except InputError:
        return False


def chunks(said: list[Said]) -> list[Chunk]:
    return [event for event in events(said) if isinstance(event, Chunk)]


def exchange(name: str) -> list[Said]:
    """One sale as the dialect has it, with its acknowledgements."""
    way = SHIPPED[name]
    ask, told = codec(name).encode(sale(amount="12345")), codec(name).encode(answer(amount="12345"))
    acks = ACK * way.acks
    if way.calls:
        return [
            (0, True, ENQ), (5, False, acks), (10, True, ask), (20, False, acks), (25, True, EOT),
            (30, False, ENQ), (35, True, acks), (40, False, told), (50, True, acks), (55, False, EOT),
        ]  # fmt: skip
    if way.acks:
        return [(0, True, ask), (10, False, acks), (500, False, told), (510, True, acks)]
    return [(0, True, ask), (500, False, told)]


#: Dialects whose sale is an order to the terminal and no approval request in our words.
OTHERS = {name for name, way in SHIPPED.items() if not can_sell(way)}


@pytest.mark.parametrize("name", sorted(SHIPPED.keys() - OTHERS))
def test_each_shipped_dialect_is_found_by_one_exchange(name: str) -> None:
    found = best_fit(chunks(exchange(name)), tuple(SHIPPED.values()), None)
    assert found is not None
    assert name == found.way.name or name in found.also or _alike(name, found.way.name)


def _alike(name: str, other: str) -> bool:
    """Dialects that write these messages alike."""
    return codec(name).encode(sale(amount="12345")) == codec(other).encode(sale(amount="12345"))


def test_the_end_that_asks_is_the_pos() -> None:
    said = exchange("kr-fs")
    turned = [(at, not who, data) for at, who, data in said]
    assert fit(chunks(said), SHIPPED["kr-fs"]).pos_is_a is True
    assert fit(chunks(turned), SHIPPED["kr-fs"]).pos_is_a is False


def test_garbage_fits_nothing() -> None:
    said = [(n, n % 2 == 0, bytes((n * 37 + k * 91) % 256 for k in range(50))) for n in range(12)]
    assert best_fit(chunks(said), tuple(SHIPPED.values())) is None


def test_a_varied_dialect_is_found_among_the_further_ones() -> None:
    other = house().library.dialects.codec_for("kr-fs", {"check": "xor-from-stx"})
    said = [(0, True, other.encode(sale())), (10, False, ACK), (500, False, other.encode(answer()))]
    found = best_fit(chunks(said), WAYS.further())
    assert found is not None
    assert found.way.name == "kr-fs check=xor-from-stx"


@pytest.mark.parametrize(
    ("start", "name"),
    [
        (b'{"a":1}\n', "JSON lines"),
        (b"\x16\x03\x01\x02", "TLS"),
        (b"GET / HTTP/1.1\r\n", "HTTP"),
        (b"SSH-2.0", "SSH"),
    ],
)
def test_what_is_plainly_something_else_is_named(start: bytes, name: str) -> None:
    assert foreign([Chunk(TCP, 0, True, start)]) == name


@given(
    st.lists(st.tuples(st.integers(0, 5_000), st.booleans(), st.binary(min_size=1, max_size=80)), max_size=8)
)
def test_no_bytes_raise(said: list[Said]) -> None:
    for way in SHIPPED.values():
        assert 0 <= fit(chunks(sorted(said)), way).score <= 1
