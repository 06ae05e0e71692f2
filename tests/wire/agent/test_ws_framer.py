"""WebSocket messages out of a stream, and JSON texts one after the other: any pieces give the same."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.wire.agent.ws_framer import JsonFramer, WebSocketFramer
from posdiag.wire.framing import ControlPiece, FramePiece, JunkPiece, Piece
from tests.wire.agent.test_http_framer import cut, merged

SHAKE = b"GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n"
SALE = '{"KIS_ICApproval":{"inGoods":"김밥"}}'.encode()


def frame(payload: bytes, opcode: int = 1, last: bool = True, key: bytes = b"") -> bytes:
    """A frame after RFC 6455, section 5.2, written apart from the reader's code."""
    size = len(payload)
    head = bytes([(0x80 if last else 0) | opcode])
    masked = 0x80 if key else 0
    if size < 126:
        head += bytes([masked | size])
    elif size < 65536:
        head += bytes([masked | 126]) + size.to_bytes(2, "big")
    else:
        head += bytes([masked | 127]) + size.to_bytes(8, "big")
    if key:
        payload = bytes(byte ^ key[at % 4] for at, byte in enumerate(payload))
    return head + key + payload


STREAM = (
    SHAKE
    + frame(SALE, key=b"\x01\x02\x03\x04")
    + frame(b"hi", 9)
    + frame(SALE[:10], 1, False)
    + frame(b"", 10)
    + frame(SALE[10:], 0)
    + frame(b"x" * 300)
    + frame(b"\x03\xe8", 8)
)


def pieces(framer: WebSocketFramer | JsonFramer, chunks: list[bytes]) -> list[Piece]:
    found = [piece for chunk in chunks for piece in framer.feed(chunk, 0)]
    return merged([*found, *framer.flush(0)])


def texts(found: list[Piece]) -> list[bytes]:
    return [piece.data for piece in found if isinstance(piece, FramePiece)]


def test_masked_and_fragmented_messages_come_out_whole() -> None:
    found = pieces(WebSocketFramer(), [STREAM])
    assert texts(found) == [SALE, SALE, b"x" * 300]
    assert sum(isinstance(piece, ControlPiece) for piece in found) == 4
    assert not any(isinstance(piece, JunkPiece) for piece in found)


@given(st.lists(st.integers(0, 10_000), max_size=30))
def test_any_split_gives_the_same(places: list[int]) -> None:
    assert pieces(WebSocketFramer(), cut(STREAM, places)) == pieces(WebSocketFramer(), [STREAM])


@given(st.binary(max_size=300), st.lists(st.integers(0, 10_000), max_size=10))
def test_garbage_never_raises(garbage: bytes, places: list[int]) -> None:
    for framer in (WebSocketFramer, JsonFramer):
        assert texts(pieces(framer(), cut(garbage, places))) == texts(pieces(framer(), [garbage]))


@pytest.mark.parametrize(
    "wrong",
    [
        b"\xc1\x02hi",  # compressed
        b"\x83\x02hi",  # a reserved opcode
        b"\x82\x7f" + (1 << 40).to_bytes(8, "big"),  # a length that lies
    ],
)
def test_what_cannot_be_read_is_junk(wrong: bytes) -> None:
    assert [type(piece) for piece in pieces(WebSocketFramer(), [wrong])] == [JunkPiece]


def test_a_message_without_its_last_fragment_is_junk() -> None:
    found = pieces(WebSocketFramer(), [frame(b"half", 1, False)])
    assert [piece.data for piece in found if isinstance(piece, JunkPiece)] == [b"half"]


@given(st.lists(st.dictionaries(st.text(max_size=5), st.text(max_size=9), max_size=3), max_size=4))
def test_json_texts_come_out_one_by_one_in_any_split(objects: list[dict[str, str]]) -> None:
    written = [json.dumps(one, ensure_ascii=False).encode("utf-8", "replace") for one in objects]
    stream = b"".join(written)
    for size in (1, 3, len(stream) or 1):
        chunks = [stream[at : at + size] for at in range(0, len(stream), size)]
        assert texts(pieces(JsonFramer(), chunks)) == written


def test_json_ends_at_its_own_brace_and_noise_around_it_is_junk() -> None:
    found = pieces(JsonFramer(), [b'ok {"a":"}\\"{"} tail', b' {"b":1}{'])
    assert texts(found) == [b'{"a":"}\\"{"}', b'{"b":1}']
    framer = JsonFramer()
    framer.feed(b'{"a', 0)
    assert framer.clear() == b'{"a'
    assert texts(framer.feed(SALE, 0)) == [SALE]
    assert framer.inspect(SALE) == FramePiece(SALE)
