"""A link to an agent by HTTP, against a server of the standard library that knows nothing of us."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from posdiag.errors import LinkError
from posdiag.link.agent_http import HttpLink
from posdiag.link.api import Closed, Heard, Silence, Why
from tests.link.conftest import Peer

GET = b"GET /?REQ=D1%5E8800 HTTP/1.1\r\nHost: x\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nbody"


class Server(ThreadingHTTPServer):
    daemon_threads = True
    seen: list[tuple[str, str, bytes]]


class Answers(BaseHTTPRequestHandler):
    """Tells what it got; `/slow` waits for the test, `/none` answers 404."""

    server: Server
    gate = threading.Event()

    def do_GET(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(size)
        self.server.seen.append((self.command, self.path, body))
        if "slow" in self.path:
            self.gate.wait(10)
        told = f"{self.command} {self.path} {body.decode()} {self.headers.get('Content-Type')}".encode()
        self.send_response(404 if "none" in self.path else 200)
        self.send_header("Content-Type", "text/plain; charset=cp949")
        self.send_header("X-Noise", "yes")
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    do_POST = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        return None


@pytest.fixture
def server() -> Iterator[Server]:
    stub = Server(("127.0.0.1", 0), Answers)
    stub.seen = []
    thread = threading.Thread(target=stub.serve_forever, args=(0.05,))
    thread.start()
    yield stub
    Answers.gate.set()
    stub.shutdown()
    thread.join()
    stub.server_close()
    Answers.gate.clear()


def heard(link: HttpLink, wait_ms: int = 10_000) -> bytes:
    answer = link.wait(link.now_ms() + wait_ms)
    assert isinstance(answer, Heard), answer
    return answer.data


def canonical(status: str, body: bytes) -> bytes:
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=cp949\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def test_requests_go_out_as_they_are_and_answers_come_canonical(server: Server) -> None:
    link = HttpLink("127.0.0.1", server.server_port)
    link.send(GET)
    assert heard(link) == canonical("200 OK", b"GET /?REQ=D1%5E8800  None")
    link.send(POST[:30])
    assert isinstance(link.wait(link.now_ms() + 50), Silence)
    link.send(POST[30:])
    assert heard(link) == canonical("200 OK", b"POST / body text/plain")
    link.close()


def test_a_status_is_an_answer_and_closes_nothing(server: Server) -> None:
    link = HttpLink("127.0.0.1", server.server_port, "/none/")
    link.send(GET)
    assert heard(link) == canonical("404 Not Found", b"GET /none/?REQ=D1%5E8800  None")
    link.send(GET)
    assert heard(link).startswith(b"HTTP/1.1 404")
    link.close()


def test_an_answer_that_comes_late_is_heard_late_and_others_meanwhile(server: Server) -> None:
    link = HttpLink("127.0.0.1", server.server_port)
    link.send(GET.replace(b"/?", b"/slow?"))
    assert isinstance(link.wait(link.now_ms() + 100), Silence)
    link.send(POST)
    assert b"POST" in heard(link)
    Answers.gate.set()
    assert b"/slow?" in heard(link)
    link.close()


def test_nobody_there_is_refused_and_told(peer: Peer) -> None:
    peer.stop()
    told: list[str] = []
    link = HttpLink("127.0.0.1", peer.port, on_refused=lambda: told.append("refused"))
    link.send(GET)
    closed = link.wait(link.now_ms() + 10_000)
    assert isinstance(closed, Closed)
    assert (closed.why, told) == (Why.REFUSED, ["refused"])
    link.close()


@pytest.mark.parametrize(
    ("reset", "said", "why"),
    [
        (True, b"", Why.RESET),
        (False, b"", Why.ENDED),
        (False, b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab", Why.RESET),
    ],
)
def test_a_cut_request_is_sent_once_and_says_how_it_ended(
    peer: Peer, reset: bool, said: bytes, why: Why
) -> None:
    link = HttpLink("127.0.0.1", peer.port)
    link.send(GET)
    peer.accept()
    peer.read(20)
    if said:
        peer.say(said)
    if reset:
        peer.reset()
    else:
        assert peer.connection is not None
        peer.connection.recv(4096)  # what lies unread would make a reset of the close
        peer.hang_up()
    closed = link.wait(link.now_ms() + 10_000)
    assert isinstance(closed, Closed)
    assert closed.why is why
    peer.listener.settimeout(0.2)
    with pytest.raises(TimeoutError):  # a GET that aiohttp repeats by itself would be a second sale
        peer.accept()
    link.reopen()
    link.send(POST)
    peer.listener.settimeout(5)
    peer.accept()
    assert peer.read(6) == b"POST /"
    link.close()


def test_garbage_instead_of_http_ends_the_request(peer: Peer) -> None:
    link = HttpLink("127.0.0.1", peer.port)
    link.send(GET)
    peer.accept()
    peer.say(b"\x02\x06 this is no agent\r\n\r\n")
    assert isinstance(link.wait(link.now_ms() + 10_000), Closed)
    link.close()


def test_a_pos_that_speaks_no_http_is_told_so() -> None:
    link = HttpLink("127.0.0.1", 9)
    with pytest.raises(LinkError, match="no HTTP request"):
        link.send(b'{"KIS_ICApproval":{}}')
    link.close()
