"""Gives every end of a TCP line an address and a port, as a packet needs them."""

from __future__ import annotations

import ipaddress

from posdiag.capture.events import Line

#: Ports for ends that name none: the one that dials, counted on from here, and the one that is dialled.
_FIRST_DIALLING, _DIALLING_PORTS, _DIALLED = 49_152, 16_000, 8583
#: Addresses for documentation (RFC 5737, RFC 3849): they belong to nobody.
_DOCUMENTATION4, _DOCUMENTATION6 = "192.0.2.", "2001:db8::"
_MAPPED = bytes(10) + b"\xff\xff"  # an IPv4 address written as IPv6


class Addresses:
    """Addresses for ends; names that are none get one from the ranges for documentation, always the same."""

    __slots__ = ("_named",)

    def __init__(self) -> None:
        self._named: dict[str, int] = {}

    def of(self, line: Line) -> tuple[bytes, bytes, int, int]:
        """Addresses of a and b, both of 4 or both of 16 bytes, and their ports."""
        host_a, port_a = split(line.a)
        host_b, port_b = split(line.b)
        address_a, address_b = _packed(host_a), _packed(host_b)
        wide = 16 in (len(address_a or b""), len(address_b or b""))
        address_a = address_a or self._invented(host_a, wide)
        address_b = address_b or self._invented(host_b, wide)
        if wide:
            address_a, address_b = (
                _MAPPED + each if len(each) == 4 else each for each in (address_a, address_b)
            )
        if port_a is None:
            port_a = _FIRST_DIALLING + line.number % _DIALLING_PORTS
        return address_a, address_b, port_a, _DIALLED if port_b is None else port_b

    def _invented(self, name: str, wide: bool) -> bytes:
        if name not in self._named and len(self._named) >= 254:
            self._named.clear()  # the comments still tell the names
        place = self._named.setdefault(name, len(self._named) + 1)
        start = _DOCUMENTATION6 if wide else _DOCUMENTATION4
        return ipaddress.ip_address(f"{start}{place:x}" if wide else f"{start}{place}").packed


def split(end: str) -> tuple[str, int | None]:
    """Host and port of `127.0.0.1:5000`, `[::1]:5000` or a name; a name with no port is a name only."""
    if _packed(end) is not None:
        return end, None
    host, colon, port = end.rpartition(":")
    if colon and port.isascii() and port.isdigit() and len(port) <= 5 and int(port) <= 0xFFFF:
        return host.removeprefix("[").removesuffix("]"), int(port)
    return end, None


def _packed(host: str) -> bytes | None:
    try:
        return ipaddress.ip_address(host.partition("%")[0]).packed
    except ValueError:
        return None
