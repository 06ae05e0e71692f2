"""The two ends of a tap, as the command line names them: where the POS comes in, and its terminal."""

from __future__ import annotations

from urllib.parse import urlsplit

from posdiag.errors import InputError, Problem
from posdiag.link.address import SerialAddress, TcpAddress, parse_address
from posdiag.link.forward import Far, Near, Pty
from posdiag.worded import worded

_NEAR = worded(
    "tcp://127.0.0.1:7000 (listened on; port 0 takes a free one), serial:///dev/ttyUSB0?baud=9600, or pty"
)


def parse_near(text: str, place: str = "LISTEN") -> Near:
    """Where the POS comes in. InputError with every fault found."""
    if text == "pty":
        return Pty()
    kind, _, rest = text.partition("://")
    if kind == "tcp":
        return _listened(text, place)
    if kind == "serial" and rest:
        address = parse_address(text, place)
        assert isinstance(address, SerialAddress)
        return address
    raise InputError(
        Problem(
            place,
            worded("`{text}` is no place where a POS can come in", text=text),
            worded("one of {near}", near=_NEAR),
        )
    )


def parse_far(text: str, place: str = "TERMINAL") -> Far:
    """Where the terminal is. InputError with every fault found."""
    address = parse_address(text, place)
    if isinstance(address, TcpAddress) and address.tls is None:
        return address
    if isinstance(address, SerialAddress):
        return address
    what = worded("a tap cannot sit before `{text}`", text=text)
    raise InputError(Problem(place, what, worded("one of tcp://host:port, serial:///dev/ttyUSB0?baud=9600")))


def _listened(text: str, place: str) -> TcpAddress:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise InputError(
            Problem(
                place, worded("`{text}`: {error}", text=text, error=error), worded("write {near}", near=_NEAR)
            )
        ) from error
    if not parts.hostname or port is None or parts.path not in ("", "/") or parts.query:
        raise InputError(
            Problem(
                place,
                worded("`{text}` names no port to listen on", text=text),
                worded("write {near}", near=_NEAR),
            )
        )
    return TcpAddress(parts.hostname, port)
