"""HTTP messages out of a stream: any pieces give the same."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from posdiag.wire.agent.http import MAX_BODY, MAX_HEAD, write_answer, write_request
from posdiag.wire.agent.http_framer import HttpFramer
from posdiag.wire.framing import ControlPiece, FramePiece, JunkPiece, Piece

GET = b"GET /?REQ=D1%5E HTTP/1.1\r\nHost: a\r\nUser-Agent: till\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody"
CHUNKED = (
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: t\r\n\r\n"
    b"3\r\nabc\r\n2;x=1\r\nde\r\n0\r\n\r\n"
)
STREAM = GET + POST + b"HTTP/1.1 100 Continue\r\n\r\n" + CHUNKED + b"noise" + write_answer(503, "", b"no")


def pieces(chunks: list[bytes]) -> list[Piece]:
    framer = HttpFramer()
    found = [piece for chunk in chunks for piece in framer.feed(chunk, 0)]
    return merged([*found, *framer.flush(0)])


def merged(found: list[Piece]) -> list[Piece]:
    """Neighbouring junk as one: where its pieces end means nothing."""
    out: list[Piece] = []
    for piece in found:
        last = out[-1] if out else None
        if isinstance(piece, JunkPiece) and isinstance(last, JunkPiece) and piece.reason is last.reason:
            out[-1] = JunkPiece(last.data + piece.data, last.reason)
        else:
            out.append(piece)
    return out


def cut(stream: bytes, places: list[int]) -> list[bytes]:
    marks = [0, *sorted({place % (len(stream) + 1) for place in places}), len(stream)]
    return [stream[a:b] for a, b in pairwise(marks)]


def test_every_message_comes_out_in_its_canonical_form() -> None:
    found = pieces([STREAM])
    assert [piece.data for piece in found if isinstance(piece, FramePiece)] == [
        write_request("GET", "/?REQ=D1%5E", "a"),
        write_request("POST", "/", "a", "", b"body"),
        write_answer(200, "t", b"abcde"),
        write_answer(503, "", b"no"),
    ]
    assert [piece.data for piece in found if isinstance(piece, ControlPiece)] == [
        b"HTTP/1.1 100 Continue\r\n\r\n"
    ]
    assert [piece.data for piece in found if isinstance(piece, JunkPiece)] == [b"noise"]


@given(st.lists(st.integers(0, 10_000), max_size=30))
def test_any_split_gives_the_same(places: list[int]) -> None:
    assert pieces(cut(STREAM, places)) == pieces([STREAM])


@given(st.binary(max_size=400), st.lists(st.integers(0, 10_000), max_size=10))
def test_garbage_never_raises_and_gives_the_same_in_any_split(garbage: bytes, places: list[int]) -> None:
    assert pieces(cut(garbage, places)) == pieces([garbage])


def test_an_answer_without_a_length_ends_with_its_connection() -> None:
    framer = HttpFramer()
    assert framer.feed(b"HTTP/1.0 200 OK\r\n\r\nall of it", 0) == []
    assert framer.flush(0) == [FramePiece(write_answer(200, "", b"all of it"))]


def test_lengths_that_lie_and_heads_without_end_are_junk() -> None:
    huge = b"POST / HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % (MAX_BODY + 1)
    assert all(isinstance(piece, JunkPiece) for piece in pieces([huge]))
    endless = b"GET / HTTP/1.1\r\n" + b"x: y\r\n" * (MAX_HEAD // 6 + 9)
    assert all(isinstance(piece, JunkPiece) for piece in pieces([endless]))
    broken = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n"
    assert all(isinstance(piece, JunkPiece) for piece in pieces([broken]))


def test_a_link_without_timer_has_no_deadline_and_can_be_cleared() -> None:
    framer = HttpFramer()
    framer.feed(POST[:20], 0)
    assert framer.deadline_ms is None
    assert framer.clear() == POST[:20]
    assert framer.inspect(POST) == FramePiece(POST)
