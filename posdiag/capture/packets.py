"""What the readers of packet files give: packets as plain tuples, and what may stand beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from posdiag.capture.events import Noted, Trouble

#: Link types as numbered by tcpdump.org.
NULL, ETHERNET, RAW, RAW_BSD, RAW_OPENBSD, LOOP, SLL, USER0 = 0, 1, 101, 12, 14, 108, 113, 147
IPV4, IPV6, SLL2 = 228, 229, 276

#: The largest packet that is believed; Wireshark's own limit.
MOST_PACKET = 262_144
#: After so many broken places the rest of a file is not read: it is no capture.
MOST_DAMAGES = 20


@dataclass(frozen=True, slots=True)
class Interface:
    """Where a packet was captured. `key` tells the interfaces of a file apart."""

    key: tuple[int, int]
    link_type: int
    name: str = ""
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extra:
    """What pcapng says of a packet beside its bytes. `flags` is epb_flags: 1 inbound, 2 outbound."""

    interface: Interface
    flags: int = 0
    comments: tuple[str, ...] = ()


#: Time in microseconds, link type, the bytes captured, how many there were on the wire, and what else is
#: said. A tuple, since a hundred thousand of them are made each second.
Packet = tuple[int, int, bytes, int, Extra | None]
Packets = Iterator[Packet | Trouble | Noted]
