"""A TCP link tells heard, silence and the ways of closing apart, whatever the pieces."""

from __future__ import annotations

import contextlib
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from posdiag.errors import InputError, LinkError
from posdiag.link.address import TlsOptions
from posdiag.link.api import Closed, Heard, Link, Silence, Why
from posdiag.link.tcp import OUTBOX_BYTES, READ_BYTES, TcpLink
from posdiag.link.tcp import _why as why_of
from tests.link.conftest import Peer

SOON_MS = 2000
FRAME = b"\x020210\x1c00\x1c\xbd\xc2\xc0\xce\x03\x5a"


@pytest.fixture
def link(peer: Peer) -> Iterator[TcpLink]:
    one = TcpLink("127.0.0.1", peer.port)
    yield one
    one.close()


def hear(link: Link, size: int) -> bytes:
    """Join what is heard until `size` bytes are there."""
    heard = b""
    while len(heard) < size:
        answer = link.wait(link.now_ms() + SOON_MS)
        assert isinstance(answer, Heard), answer
        heard += answer.data
    return heard


def closed(link: Link) -> Why:
    """The reason it closed, twice the same."""
    answer = link.wait(link.now_ms() + SOON_MS)
    assert isinstance(answer, Closed), answer
    again = link.wait(link.now_ms() + SOON_MS)
    assert isinstance(again, Closed)
    assert again.why is answer.why
    return answer.why


def test_making_a_link_disturbs_nobody(peer: Peer, link: TcpLink) -> None:
    peer.listener.settimeout(0)
    with pytest.raises(BlockingIOError):
        peer.listener.accept()


@pytest.mark.parametrize(
    "pieces",
    [[FRAME], [bytes([byte]) for byte in FRAME], [FRAME[:5], FRAME[5:]], [FRAME * 3]],
    ids=["all at once", "one byte at a time", "split", "joined"],
)
def test_pieces_of_any_size_give_the_same_bytes(peer: Peer, link: TcpLink, pieces: list[bytes]) -> None:
    link.send(b"\x05")
    peer.accept()
    assert peer.read(1) == b"\x05"
    for piece in pieces:
        peer.say(piece)
    said = b"".join(pieces)
    assert hear(link, len(said)) == said


def test_silence_is_the_time_waited_for(peer: Peer, link: TcpLink) -> None:
    until_ms = link.now_ms() + 20
    assert link.wait(until_ms) == Silence(until_ms)
    assert link.now_ms() >= until_ms


def test_waiting_for_the_past_looks_once(peer: Peer, link: TcpLink) -> None:
    link.send(b"\x05")
    peer.accept()
    answer = link.wait(-5)
    assert isinstance(answer, Silence)
    assert answer.at_ms >= 0
    peer.say(b"\x06")
    assert hear(link, 1) == b"\x06"


def test_a_fast_link_waits_less_by_the_wall(peer: Peer) -> None:
    link = TcpLink("127.0.0.1", peer.port, speed=1000)
    assert link.wait(30_000) == Silence(30_000)  # 30 ms, or this test would take half a minute
    link.close()


def test_an_orderly_end_comes_after_the_last_bytes(peer: Peer, link: TcpLink) -> None:
    link.send(b"\x05")
    peer.accept()
    assert peer.read(1)
    peer.say(FRAME)
    peer.hang_up()
    assert hear(link, len(FRAME)) == FRAME
    assert closed(link) is Why.ENDED


def test_a_reset_is_no_orderly_end(peer: Peer, link: TcpLink) -> None:
    link.send(b"\x05")
    peer.accept()
    peer.reset()
    assert closed(link) is Why.RESET


def test_a_reset_met_while_sending_is_still_a_reset(peer: Peer, link: TcpLink) -> None:
    link.send(b"\x05")
    peer.accept()
    peer.reset()
    for _ in range(3):
        link.send(b"\x05")
    assert closed(link) is Why.RESET


def test_speaking_to_one_who_has_hung_up_is_an_end(peer: Peer, link: TcpLink) -> None:
    link.send(b"\x05")
    peer.accept()
    assert peer.read(1)
    peer.hang_up()
    link.send(b"\x06")
    link.send(b"\x06")
    assert closed(link) is Why.ENDED


def test_nobody_there_is_refused_and_reopening_tries_again(peer: Peer) -> None:
    peer.stop()
    link = TcpLink("127.0.0.1", peer.port)
    link.send(b"\x05")
    assert closed(link) is Why.REFUSED
    with socket.create_server(("127.0.0.1", peer.port)) as again:
        link.reopen()
        link.send(b"\x05")
        connection, _ = again.accept()
        with connection:
            connection.settimeout(5)
            assert connection.recv(1) == b"\x05"
            assert isinstance(link.wait(link.now_ms()), Silence)
            link.close()


def test_every_refused_dial_is_told(peer: Peer) -> None:
    peer.stop()
    told: list[str] = []
    link = TcpLink("127.0.0.1", peer.port, on_refused=lambda: told.append("refused"))
    assert closed(link) is Why.REFUSED
    link.reopen()
    assert told == ["refused"] * 2


def test_connecting_on_purpose_says_what_to_do_when_nobody_listens(peer: Peer) -> None:
    peer.stop()
    link = TcpLink("127.0.0.1", peer.port)
    with pytest.raises(LinkError) as caught:
        link.connect()
    assert caught.value.problems[0].place == f"127.0.0.1:{peer.port}"
    assert "check address and port" in caught.value.problems[0].remedy
    assert closed(link) is Why.REFUSED


def test_a_host_that_cannot_be_found_is_lost() -> None:
    link = TcpLink("x" * 70, 9)  # too long for a name, so that no name server is asked
    assert closed(link) is Why.LOST


def test_a_reopened_link_begins_anew(peer: Peer, link: TcpLink) -> None:
    link.send(b"one")
    peer.accept()
    peer.say(b"unread")
    link.reopen()
    peer.accept()
    peer.say(b"two")
    assert hear(link, 3) == b"two"


def test_a_flood_comes_in_bounded_reads(peer: Peer, link: TcpLink) -> None:
    link.send(b"\x05")
    connection = peer.accept()
    connection.setblocking(False)
    with contextlib.suppress(BlockingIOError):
        for _ in range(500):
            connection.send(b"\xff" * 100_000)
    answer = link.wait(link.now_ms() + SOON_MS)
    assert isinstance(answer, Heard)
    assert 0 < len(answer.data) <= READ_BYTES


def test_one_who_never_reads_cannot_hold_the_pos_up(peer: Peer, link: TcpLink) -> None:
    for _ in range(30):
        link.send(b"\x00" * OUTBOX_BYTES)
    assert isinstance(link.wait(link.now_ms() + 5), Silence)


def test_what_did_not_fit_at_once_is_sent_while_waiting(peer: Peer, link: TcpLink) -> None:
    link.send(b"")
    connection = peer.accept()
    link.send(b"\x01" * OUTBOX_BYTES)
    for _ in range(8):
        link.send(b"\x02" * (OUTBOX_BYTES // 8))
    connection.setblocking(False)
    got = b""
    for _ in range(20_000):
        try:
            got += connection.recv(1_000_000)
        except BlockingIOError:
            link.wait(link.now_ms())
        if len(got) >= OUTBOX_BYTES + 1:
            break
    assert got[:OUTBOX_BYTES] == b"\x01" * OUTBOX_BYTES
    assert got[OUTBOX_BYTES:].strip(b"\x02") == b""


# -- TLS --------------------------------------------------------------------------------------------


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate made for this test only, with its key, in one file."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl program to make a certificate with")
    file = tmp_path / "both.pem"
    command = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
    command += f" -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout {file} -out {tmp_path}/cert.pem"
    subprocess.run([openssl, *command.split()], check=True, capture_output=True)
    file.write_text(file.read_text() + (tmp_path / "cert.pem").read_text())
    return file


def answer_once_over_tls(peer: Peer, certificate: Path) -> threading.Thread:
    """Accept one connection in a thread, shake hands, echo one read, close in an orderly way."""

    def serve() -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        plain = peer.accept()
        try:
            with context.wrap_socket(plain, server_side=True) as secured:
                secured.sendall(secured.recv(100))
        except OSError:
            pass  # the link did not like the certificate

    thread = threading.Thread(target=serve)
    thread.start()
    return thread


@pytest.mark.parametrize("trusted", [True, False], ids=["certificate named", "certificate not looked at"])
def test_tls_carries_bytes_both_ways(peer: Peer, certificate: Path, trusted: bool) -> None:
    thread = answer_once_over_tls(peer, certificate)
    tls = TlsOptions(ca_file=str(certificate)) if trusted else TlsOptions(verify=False)
    link = TcpLink("127.0.0.1", peer.port, tls=tls)
    link.send(FRAME)
    assert hear(link, len(FRAME)) == FRAME
    assert closed(link) is Why.ENDED
    thread.join()


def test_a_certificate_nobody_vouches_for_is_refused_with_a_reason(peer: Peer, certificate: Path) -> None:
    thread = answer_once_over_tls(peer, certificate)
    link = TcpLink("127.0.0.1", peer.port, tls=TlsOptions())
    with pytest.raises(LinkError, match="certificate"):
        link.connect()
    thread.join()
    assert closed(link) is Why.TLS_CERTIFICATE
    link.close()


@pytest.mark.parametrize(
    ("reason", "why"),
    [
        ("TLSV1_ALERT_PROTOCOL_VERSION", Why.TLS_VERSION),
        ("UNSUPPORTED_PROTOCOL", Why.TLS_CIPHER),
        ("SSLV3_ALERT_CERTIFICATE_EXPIRED", Why.TLS_DATES),
        ("SOMETHING_ELSE", Why.RESET),
    ],
)
def test_what_openssl_says_of_a_handshake_is_a_reason(reason: str, why: Why) -> None:
    error = ssl.SSLError(1, reason)
    error.reason = reason
    assert why_of(error) is why


def test_a_certificate_outside_its_dates_is_told_from_one_that_nobody_vouches_for() -> None:
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    for number, why in ((9, Why.TLS_DATES), (10, Why.TLS_DATES), (18, Why.TLS_CERTIFICATE)):
        error.verify_code = number
        assert why_of(error) is why


def test_a_certificate_file_that_is_none_is_a_users_mistake(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="certificate file"):
        TcpLink("127.0.0.1", 9, tls=TlsOptions(ca_file=str(tmp_path / "missing.pem")))
