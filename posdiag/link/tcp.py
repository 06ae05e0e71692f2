"""A link over TCP, plain or TLS, to a terminal or to a rig that is served in real time.

What the operating system says is translated here and nowhere else: refused, reset, ended, lost. A
connection is made when the link is first used, so that making a link disturbs nobody.
"""

from __future__ import annotations

import contextlib
import selectors
import socket
import ssl
from collections.abc import Callable
from typing import Final

from posdiag.errors import InputError, LinkError, Problem
from posdiag.link.address import TlsOptions
from posdiag.link.api import Answer, Closed, Heard, Silence, Why
from posdiag.link.clock import WallClock
from posdiag.worded import worded

#: Most bytes that one `wait` returns.
READ_BYTES: Final = 64 * 1024
#: Bytes kept for a peer that does not read; what comes on top is lost, as on a line nobody empties.
OUTBOX_BYTES: Final = 1024 * 1024
#: However fast the link's clock runs, dialling gets at least this long in real seconds.
LEAST_DIAL_S: Final = 1.0

#: OpenSSL's numbers for a certificate that is not valid yet, and for one that is no longer.
_DATES: Final = (9, 10)
#: What OpenSSL calls the ends of a handshake; an `ALERT` is what the other side said.
_TLS_REASONS: Final = {
    "TLSV1_ALERT_PROTOCOL_VERSION": Why.TLS_VERSION,
    "UNSUPPORTED_PROTOCOL": Why.TLS_CIPHER,
    "SSLV3_ALERT_HANDSHAKE_FAILURE": Why.TLS_CIPHER,
    "NO_CIPHERS_AVAILABLE": Why.TLS_CIPHER,
    "TLSV1_ALERT_UNKNOWN_CA": Why.TLS_CERTIFICATE,
    "SSLV3_ALERT_BAD_CERTIFICATE": Why.TLS_CERTIFICATE,
    "SSLV3_ALERT_CERTIFICATE_EXPIRED": Why.TLS_DATES,
    "TLSV13_ALERT_CERTIFICATE_REQUIRED": Why.TLS_CERTIFICATE,
}

_REMEDY: Final = {
    Why.REFUSED: worded("check address and port, and that the terminal is on and listens to the network"),
    Why.RESET: worded(
        "the other side cut the connection at once: it may serve one till at a time, or expect TLS"
    ),
    Why.ENDED: worded("the other side closed the connection at once: it may serve one till at a time"),
    Why.LOST: worded("check the name, the cable and the firewall"),
    Why.TLS_VERSION: worded("the other side takes newer versions of TLS only: update this side"),
    Why.TLS_CIPHER: worded("no version or cipher of TLS in common: update the older side"),
    Why.TLS_CERTIFICATE: worded("check the certificate: give its issuer as `ca=…` and its name as `name=…`"),
    Why.TLS_DATES: worded("check the dates of the certificate and the clocks of both sides"),
}


def _context(tls: TlsOptions) -> ssl.SSLContext:
    """The stdlib's sound defaults. InputError when the certificate file cannot be used."""
    try:
        context = ssl.create_default_context(cafile=tls.ca_file or None)
    except OSError as error:  # ssl.SSLError is one
        what = worded(
            "the certificate file `{ca_file}` cannot be used: {error}", ca_file=tls.ca_file, error=error
        )
        raise InputError(Problem("--terminal", what, worded("give a readable PEM file as `ca=…`"))) from error
    if not tls.verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


class TcpLink:
    """The POS's end of a TCP connection. `connect_ms` and all other times are on the link's clock.

    The clock runs `speed` times as fast as the wall's, to meet a rig that is served so; `on_refused`
    is called when a dial was refused, which only this side can see.
    """

    def __init__(
        self,
        host: str,
        port: int,
        connect_ms: int = 5000,
        speed: float = 1.0,
        tls: TlsOptions | None = None,
        on_refused: Callable[[], None] | None = None,
    ) -> None:
        self._host = host
        self._port = port
        self._clock = WallClock(speed)
        self._dial_s = max(self._clock.real_s(connect_ms), LEAST_DIAL_S)
        self._context = _context(tls) if tls else None
        self._server_name = tls.server_name or host if tls else host
        self._on_refused = on_refused
        self._socket: socket.socket | None = None
        self._closed: Why | None = None
        self._broken: Why | None = None  # what a failed send said; unread bytes may still be there
        self._outbox = bytearray()

    # -- Link ------------------------------------------------------------------------------------

    def now_ms(self) -> int:
        return self._clock.now_ms()

    def send(self, data: bytes) -> None:
        if self._connected() and self._broken is None:
            room = OUTBOX_BYTES - len(self._outbox)
            self._outbox += data[:room]
            self._flush()

    def wait(self, until_ms: int) -> Answer:
        until_ms = max(until_ms, self.now_ms())
        while sock := self._connected():
            self._flush()
            if data := self._read(sock):
                return Heard(data, self.now_ms())
            left_ms = until_ms - self.now_ms()
            if self._closed is None:
                if left_ms <= 0:
                    return Silence(until_ms)
                self._pause(sock, left_ms)
        return Closed(self._closed or Why.ENDED, self.now_ms())

    def reopen(self) -> None:
        self._shut(Why.ENDED)
        self._closed = self._broken = None
        self._outbox.clear()
        self._connected()

    def close(self) -> None:
        self._shut(self._closed or Why.ENDED)

    # -- dialling --------------------------------------------------------------------------------

    def connect(self) -> None:
        """Dial now. LinkError with a remedy when it fails, for a user who named an address.

        Without this call a failed first connection shows as Closed, for a replay that expects one.
        """
        if self._socket is None and self._closed is None:
            try:
                self._dial()
            except (OSError, UnicodeError) as error:
                self._closed = why = self._failed(error)
                place = f"{self._host}:{self._port}"
                raise LinkError(
                    Problem(place, worded("cannot be opened: {error}", error=error), _REMEDY[why])
                ) from error

    def _connected(self) -> socket.socket | None:
        if self._socket is None and self._closed is None:
            try:
                self._dial()
            except (OSError, UnicodeError) as error:  # UnicodeError: a host name that cannot be one
                self._closed = self._failed(error)
        return self._socket

    def _failed(self, error: Exception) -> Why:
        why = _why(error)
        if why is Why.REFUSED and self._on_refused is not None:
            self._on_refused()
        return why

    def _dial(self) -> None:
        sock = socket.create_connection((self._host, self._port), self._dial_s)
        try:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self._context is not None:
                sock = self._context.wrap_socket(sock, server_hostname=self._server_name)
            sock.setblocking(False)
        except BaseException:
            sock.close()
            raise
        self._socket = sock

    # -- bytes -----------------------------------------------------------------------------------

    def _flush(self) -> None:
        sock = self._socket
        while sock is not None and self._outbox:
            try:
                del self._outbox[: sock.send(self._outbox)]
            except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
                return
            except BrokenPipeError:
                self._broken = Why.ENDED  # it had closed before we spoke; `_read` may know better
                self._outbox.clear()
            except OSError as error:
                self._broken = _why(error)
                self._outbox.clear()

    def _read(self, sock: socket.socket) -> bytes:
        try:
            data = sock.recv(READ_BYTES)
        except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
            return b""
        except OSError as error:
            self._shut(_why(error))
            return b""
        if not data:
            self._shut(self._broken or Why.ENDED)
        return data

    def _pause(self, sock: socket.socket, wait_ms: int) -> None:
        """Sleep until there is something to read, room for what is unsent, or `wait_ms` are over."""
        events = selectors.EVENT_READ | (selectors.EVENT_WRITE if self._outbox else 0)
        with selectors.DefaultSelector() as selector:
            selector.register(sock, events)
            selector.select(self._clock.real_s(wait_ms))

    def _shut(self, why: Why) -> None:
        self._closed = why
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.close()
            self._socket = None


def _why(error: Exception) -> Why:
    """What an operating system's error says about the link."""
    match error:
        case ConnectionRefusedError():
            return Why.REFUSED
        case ssl.SSLCertVerificationError():
            return Why.TLS_DATES if error.verify_code in _DATES else Why.TLS_CERTIFICATE
        case ssl.SSLZeroReturnError() | ssl.SSLEOFError():
            return Why.ENDED
        case ssl.SSLError() if error.reason in _TLS_REASONS:
            return _TLS_REASONS[error.reason]
        case ConnectionResetError() | ConnectionAbortedError() | BrokenPipeError() | ssl.SSLError():
            return Why.RESET
        case _:
            return Why.LOST
