"""Finds the TCP segment in a packet, whatever link and IP headers stand before it."""

from __future__ import annotations

import struct
from dataclasses import dataclass

import msgspec

from posdiag.capture import packets
from posdiag.worded import worded

FIN, SYN, RST, ACK = 1, 2, 4, 16
_IP4, _IP6 = 0x0800, 0x86DD
_TAGS = frozenset({0x8100, 0x88A8, 0x9100, 0x9200})  # 802.1Q, 802.1ad and what came before it
_PPPOE = 0x8864
_MOST_TAGS = 8
_TCP = 6
#: IPv6 headers that are passed over: hop by hop, routing, destination options, mobility, HIP, shim6.
_OPTIONS = frozenset({0, 43, 60, 135, 139, 140})
_FRAGMENT, _AUTHENTICATION = 44, 51
_TCP_START = struct.Struct(">4sIIBB").unpack_from
#: Fragments that are kept until the rest comes.
_MOST_FRAGMENTED, _MOST_PIECES, _MOST_BYTES = 64, 64, 1 << 17


class Segment(msgspec.Struct, frozen=True, gc=False):
    """A TCP segment. `key` is both addresses and both ports as sent; `missing` bytes were not captured."""

    key: bytes
    seq: int
    ack: int
    flags: int
    payload: bytes
    missing: int


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a packet that may hold TCP could not be read."""

    what: str
    remedy: str


def swap(key: bytes) -> bytes:
    """The key of the same connection the other way."""
    side = (len(key) - 4) // 2
    return key[side : 2 * side] + key[:side] + key[-2:] + key[-4:-2]


class Layers:
    """Reads packets one after another; holds the fragments of IP packets till they are whole."""

    __slots__ = ("_fragments",)

    def __init__(self) -> None:
        self._fragments: dict[bytes, list[tuple[int, bytes, bool]]] = {}

    def segment(self, link: int, packet: bytes) -> Segment | Unread | None:
        """The segment in a packet; None where it holds something other than TCP."""
        try:
            return self._link(link, packet)
        except (struct.error, IndexError):
            return Unread(
                worded("the packet was cut inside its headers"),
                worded("capture with a larger snap length (-s 0)"),
            )

    def _link(self, link: int, packet: bytes) -> Segment | Unread | None:
        if link == packets.ETHERNET:
            return self._tagged(packet, 12)
        if link == packets.SLL:
            return self._tagged(packet, 14)
        if link == packets.SLL2:
            return self._network(packet, 20, int.from_bytes(packet[:2], "big"))
        if link in (packets.NULL, packets.LOOP):
            return self._internet(packet, 4)
        if link in (packets.RAW, packets.RAW_BSD, packets.RAW_OPENBSD, packets.IPV4, packets.IPV6):
            return self._internet(packet, 0)
        return Unread(
            worded("packets of link type {link} are not read", link=link),
            worded(
                "capture on Ethernet, loopback or `any`; known are link types 0, 1, 12, 14, "
                "101, 108, 113, 147, 228, 229 and 276"
            ),
        )

    def _tagged(self, packet: bytes, at: int) -> Segment | Unread | None:
        return self._network(packet, at + 2, int.from_bytes(packet[at : at + 2], "big"))

    def _network(self, packet: bytes, at: int, kind: int) -> Segment | Unread | None:
        """What stands at `at` behind an Ethernet type: tags and PPPoE are passed over."""
        for _ in range(_MOST_TAGS):
            if kind not in _TAGS:
                break
            kind = int.from_bytes(packet[at + 2 : at + 4], "big")
            at += 4
        if kind == _PPPOE:
            kind = {0x0021: _IP4, 0x0057: _IP6}.get(int.from_bytes(packet[at + 6 : at + 8], "big"), 0)
            at += 8
        return self._internet(packet, at) if kind in (_IP4, _IP6) else None

    def _internet(self, packet: bytes, at: int) -> Segment | Unread | None:
        version = packet[at] >> 4
        if version == 4:
            return self._four(packet, at)
        return self._six(packet, at) if version == 6 else None

    def _four(self, packet: bytes, at: int) -> Segment | Unread | None:
        first, total, ident, flags, protocol, ends = struct.unpack_from(">BxHHHxB2x8s", packet, at)
        if protocol != _TCP:
            return None
        start = at + (first & 15) * 4
        if first & 15 < 5:
            return None
        # Where the network card cuts packets up (TSO), the capture has them whole and no length in them.
        end = at + total if total else len(packet)
        if not flags & 0x3FFF:
            return _tcp(packet, start, end, ends)
        piece = packet[start:end]
        label = ends + ident.to_bytes(2, "big")
        whole = self._gather(label, (flags & 0x1FFF) * 8, piece, bool(flags & 0x2000), end > len(packet))
        return _tcp(whole, 0, len(whole), ends) if isinstance(whole, bytes) else whole

    def _six(self, packet: bytes, at: int) -> Segment | Unread | None:
        size, kind, ends = struct.unpack_from(">4xHBx32s", packet, at)
        end = at + 40 + size if size else len(packet)
        at += 40
        while kind in _OPTIONS or kind in (_FRAGMENT, _AUTHENTICATION):
            following, length = packet[at], packet[at + 1]
            if kind == _FRAGMENT:
                place, label = struct.unpack_from(">H4s", packet, at + 2)
                if following != _TCP:
                    return None
                whole = self._gather(
                    ends + label, place & 0xFFF8, packet[at + 8 : end], bool(place & 1), end > len(packet)
                )
                return _tcp(whole, 0, len(whole), ends) if isinstance(whole, bytes) else whole
            at += (length + 2) * 4 if kind == _AUTHENTICATION else (length + 1) * 8
            kind = following
        return _tcp(packet, at, end, ends) if kind == _TCP else None

    def _gather(self, label: bytes, at: int, piece: bytes, more: bool, cut: bool) -> bytes | Unread | None:
        """The whole of a fragmented packet once its last piece is there; None before."""
        if cut:
            self._fragments.pop(label, None)
            return Unread(
                worded("a fragment of an IP packet was cut"),
                worded("capture with a larger snap length (-s 0)"),
            )
        pieces = self._fragments.setdefault(label, [])
        pieces.append((at, piece, more))
        many = len(pieces) > _MOST_PIECES or sum(len(each) for _, each, _ in pieces) > _MOST_BYTES
        if many or len(self._fragments) > _MOST_FRAGMENTED:
            del self._fragments[label if many else next(iter(self._fragments))]
            return Unread(
                worded("fragments of an IP packet are missing"),
                worded("capture nearer to the POS or terminal"),
            )
        whole = _joined(pieces)
        if whole is not None:
            del self._fragments[label]
        return whole


def _joined(pieces: list[tuple[int, bytes, bool]]) -> bytes | None:
    """The pieces put together if none is missing."""
    whole = b""
    for at, piece, more in sorted(pieces):
        if at > len(whole):
            return None
        whole += piece[len(whole) - at :]
        if not more:
            return whole
    return None


def _tcp(packet: bytes, at: int, end: int, ends: bytes) -> Segment:
    """The segment that begins at `at` and, by the IP header, ends at `end`."""
    ports, seq, ack, offset, flags = _TCP_START(packet, at)
    start = at + max(offset >> 4, 5) * 4
    payload = packet[start:end]
    return Segment(ends + ports, seq, ack, flags, payload, max(0, end - start - len(payload)))
