"""Knows other protocols by their first bytes: what answers may be no payment terminal at all."""

from __future__ import annotations

import re
from typing import Final

#: Name of a protocol by a pattern of its first bytes; the first that fits counts. The patterns are those
#: of the protocols' own openings (RFC 4253, 9110, 8446, 854, 5321, 959; RFB, MySQL, AMQP, NMEA 0183, V.250).
_OPENINGS: Final = tuple(
    (name, re.compile(pattern, re.DOTALL))
    for name, pattern in (
        ("ssh", rb"SSH-\d\.\d"),
        ("websocket", rb"HTTP/1\.1 101\b"),
        ("http", rb"HTTP/\d(\.\d)? \d{3}|<!DOCTYPE html|<html|\A(GET|POST|HEAD|OPTIONS) \S+ HTTP/"),
        ("tls", rb"\A[\x14-\x17]\x03[\x00-\x04]"),
        ("telnet", rb"\A\xff[\xfb-\xfe]."),
        ("vnc", rb"\ARFB \d{3}\.\d{3}\n"),
        ("mysql", rb"\A.\x00\x00\x00\x0a\d+\.\d+\.\d+"),
        ("smtp", rb"\A220[ -][^\r\n]*(SMTP|ESMTP|mail)"),
        ("ftp", rb"\A220[ -]"),
        ("pop3", rb"\A\+OK "),
        ("imap", rb"\A\* OK "),
        ("redis", rb"\A-ERR (unknown|wrong)"),
        ("json", rb"\A\s*\{\s*\"[^\"]+\"\s*:"),
        ("xml", rb"\A\s*<\?xml "),
        ("nmea", rb"\$G[A-Z]{4},[^\r\n]*\*[0-9A-F]{2}\r\n"),
        ("modem", rb"\A(AT[^\r\n]*\r+)?\r\n(OK|ERROR|RING|NO CARRIER)\r\n"),
        ("console", rb"(login: |Password: |[$#] )\Z"),
    )
)
#: Protocols of payment terminals whose frames are known here, though no dialect speaks them.
_ZVT: Final = re.compile(rb"\x10\x02((?:[^\x10]|\x10\x10)+)\x10\x03(..)", re.DOTALL)
_ABECS: Final = re.compile(rb"\x16([^\x16\x17]+\x17)(..)", re.DOTALL)
#: A barcode scanner says lines of digits and nothing else; the time of a receipt would not repeat.
_SCANNER: Final = re.compile(rb"\A(\d{8,20}[\r\n]{1,2})+\Z")


def other_protocol(data: bytes) -> str:
    """The name of the protocol that these bytes open, empty where none is known."""
    data = bytes(data[:4096])
    for name, pattern in _OPENINGS:
        if pattern.search(data):
            return name
    if _is_zvt(data):
        return "zvt"
    if _is_abecs(data):
        return "abecs"
    return "scanner" if _SCANNER.match(data) else ""


def _is_zvt(data: bytes) -> bool:
    """A ZVT frame (PROTOCOLS 1.3): CRC-16/KERMIT over the undoubled content and the 03."""
    for found in _ZVT.finditer(data):
        content = found[1].replace(b"\x10\x10", b"\x10") + b"\x03"
        if _crc(content, 0x8408, reflected=True) == int.from_bytes(found[2], "little"):
            return True
    return False


def _is_abecs(data: bytes) -> bool:
    """An ABECS frame (PROTOCOLS 1.2): CRC-16 of polynomial 1021 from 0 over the content and the 17."""
    return any(
        _crc(found[1], 0x1021, reflected=False) == int.from_bytes(found[2], "big")
        for found in _ABECS.finditer(data)
    )


def _crc(data: bytes, polynomial: int, reflected: bool) -> int:
    register = 0
    for byte in data:
        register ^= byte if reflected else byte << 8
        for _ in range(8):
            if reflected:
                register = register >> 1 ^ (polynomial if register & 1 else 0)
            else:
                register = (register << 1 ^ (polynomial if register & 0x8000 else 0)) & 0xFFFF
    return register


#: Ports of the agents that VANs install on the POS's own computer (DOMAIN 3.2).
AGENT_PORTS: Final = {
    9188: "NICE VCAT",
    9189: "NICE VCAT",
    1515: "KIS",
    1516: "KIS",
    1517: "KIS",
    8090: "KICC EasyCard",
    27015: "KSNET KSCAT",
    27098: "KSNET KSCAT",
    13855: "SMARTRO SMTCatAgent",
}
