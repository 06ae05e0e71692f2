"""A link to an agent by WebSocket, against a server written from RFC 6455 with plain sockets."""

from __future__ import annotations

import base64
import hashlib

import pytest

from posdiag.errors import LinkError
from posdiag.link.agent_ws import WebSocketLink
from posdiag.link.api import Closed, Heard, Silence, Why
from tests.link.conftest import Peer

SALE = '{"KIS_ICApproval":{"inGoods":"김밥"}}'.encode()


def shake_hands(peer: Peer) -> None:
    """Accept a connection and answer its handshake."""
    connection = peer.accept()
    head = b""
    while b"\r\n\r\n" not in head:
        head += connection.recv(4096)
    key = next(line.split(b": ")[1] for line in head.split(b"\r\n") if line.startswith(b"Sec-WebSocket-Key"))
    proof = base64.b64encode(hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest())
    peer.say(
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: " + proof + b"\r\n\r\n"
    )


def read_text(peer: Peer) -> bytes:
    """One short masked text message of the client."""
    first, second = peer.read(2)
    assert (first, second & 0x80) == (0x81, 0x80)
    key, size = peer.read(4), second & 0x7F
    return bytes(byte ^ key[at % 4] for at, byte in enumerate(peer.read(size)))


def text_frame(text: bytes, opcode: int = 1) -> bytes:
    return bytes([0x80 | opcode, len(text)]) + text


def opened(peer: Peer) -> WebSocketLink:
    link = WebSocketLink("127.0.0.1", peer.port)
    link.send(SALE)
    shake_hands(peer)
    assert read_text(peer) == SALE
    return link


def test_texts_go_both_ways_over_one_connection(peer: Peer) -> None:
    link = opened(peer)
    peer.say(text_frame(b'{"outRtn":0}') + text_frame(b'{"a":1}', 2))
    for wanted in (b'{"outRtn":0}', b'{"a":1}'):
        heard = link.wait(link.now_ms() + 10_000)
        assert isinstance(heard, Heard)
        assert heard.data == wanted
    link.send(b'{"b":2}')
    assert read_text(peer) == b'{"b":2}'
    assert isinstance(link.wait(link.now_ms() + 50), Silence)
    link.close()


@pytest.mark.parametrize(("reset", "why"), [(True, Why.RESET), (False, Why.ENDED)])
def test_a_connection_that_ends_says_how(peer: Peer, reset: bool, why: Why) -> None:
    link = opened(peer)
    if reset:
        peer.reset()
    else:
        peer.say(text_frame(b"\x03\xe8", 8))  # 1000: all is well
    closed = link.wait(link.now_ms() + 10_000)
    assert isinstance(closed, Closed)
    assert closed.why is why
    link.reopen()
    link.send(SALE)
    shake_hands(peer)
    assert read_text(peer) == SALE
    link.close()


def test_nobody_there_is_refused(peer: Peer) -> None:
    peer.stop()
    told: list[str] = []
    link = WebSocketLink("127.0.0.1", peer.port, on_refused=lambda: told.append("refused"))
    link.send(SALE)
    closed = link.wait(link.now_ms() + 10_000)
    assert isinstance(closed, Closed)
    assert (closed.why, told) == (Why.REFUSED, ["refused"])
    link.close()


def test_a_server_without_websockets_ends_the_link(peer: Peer) -> None:
    link = WebSocketLink("127.0.0.1", peer.port)
    link.send(SALE)
    peer.accept()
    peer.say(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    assert isinstance(link.wait(link.now_ms() + 10_000), Closed)
    link.close()


def test_a_pos_that_speaks_no_json_is_told_so() -> None:
    link = WebSocketLink("127.0.0.1", 9)
    with pytest.raises(LinkError, match="no JSON"):
        link.send(b"\x020200\x1c")
    link.close()
