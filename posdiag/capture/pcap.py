"""Reads classic pcap files: either byte order, micro- and nanoseconds, Kuznetsov's longer packet headers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from struct import Struct

from posdiag.capture.blocks import Blocks
from posdiag.capture.events import Trouble
from posdiag.capture.packets import MOST_DAMAGES, MOST_PACKET, Packet, Packets
from posdiag.worded import worded

MICRO, NANO, KUZNETSOV = 0xA1B2C3D4, 0xA1B23C4D, 0xA1B2CD34
HEADER = 24
#: How far past a broken packet the next sound one is looked for.
SEARCH = 1 << 20
DAY_S = 86_400


@dataclass(frozen=True, slots=True)
class Form:
    """How the file writes its packets."""

    order: str  # "<" or ">" of struct
    per_us: int  # fractions of a second in a microsecond: 1 or 1000
    record: int  # bytes before each packet
    link_type: int
    snaplen: int
    swapped_lengths: bool  # old libpcap wrote the length on the wire first


def is_pcap(start: bytes) -> bool:
    """Whether a file that begins so is a classic pcap file."""
    return _magic(start) is not None


def packets(blocks: Blocks, name: str) -> Packets:
    """The packets of the file, and what is wrong with it. A broken packet is passed over."""
    start = blocks.more(b"", 0, HEADER)
    form = _form(start)
    if form is None:
        yield Trouble(
            f"{name}: byte 0",
            worded("the file header has {start} bytes, not {header}", start=len(start), header=HEADER),
            worded("the file was cut when it was copied, or the capture tool wrote nothing; capture again"),
        )
        return
    yield from _records(blocks, start, form, name)


def _magic(start: bytes) -> tuple[str, int] | None:
    if len(start) < 4:
        return None
    for order in "<>":
        magic = int.from_bytes(start[:4], "little" if order == "<" else "big")
        if magic in (MICRO, NANO, KUZNETSOV):
            return order, magic
    return None


def _form(start: bytes) -> Form | None:
    found = _magic(start)
    if found is None or len(start) < HEADER:
        return None
    order, magic = found
    major, minor, _, _, snaplen, network = Struct(order + "HHIIII").unpack_from(start, 4)
    return Form(
        order=order,
        per_us=1000 if magic == NANO else 1,
        record=24 if magic == KUZNETSOV else 16,
        link_type=network & 0xFFFF,  # the upper bits tell the length of frame check sequences
        snaplen=snaplen or MOST_PACKET,
        swapped_lengths=(major, minor) < (2, 3) or major == 543,
    )


def _records(blocks: Blocks, buf: bytes, form: Form, name: str) -> Iterator[Packet | Trouble]:
    unpack = Struct(form.order + "IIII").unpack_from
    record, per_us, link, swapped = form.record, form.per_us, form.link_type, form.swapped_lengths
    at, number, damages, last_s = HEADER, 0, 0, -1
    while True:
        start = at + record
        if start > len(buf):
            buf = blocks.more(buf, at, record)
            at, start = 0, record
            if len(buf) < record:
                break
        seconds, fraction, size, wire = unpack(buf, at)
        if swapped and wire < size:
            size, wire = wire, size
        if size > MOST_PACKET or (size > wire and size > form.snaplen):
            damages += 1
            yield _broken(f"{name}: packet {number + 1}, byte {blocks.base + at}", size)
            buf = blocks.more(buf, at, SEARCH)
            at = _search(buf, form, last_s)
            if not at or damages == MOST_DAMAGES:
                yield _hopeless(f"{name}: byte {blocks.base}")
                return
            continue
        at = start + size
        if at > len(buf):
            buf = blocks.more(buf, start - record, record + size)
            start, at = record, record + size
            if at > len(buf) and damages < MOST_DAMAGES and (sound := _search(buf, form, last_s)):
                yield _broken(f"{name}: packet {number + 1}, byte {blocks.base}", size)
                damages, at = damages + 1, sound
                continue
        number, last_s = number + 1, seconds
        yield seconds * 1_000_000 + fraction // per_us, link, buf[start:at], wire, None
        if at > len(buf):
            yield _cut(f"{name}: packet {number}, byte {blocks.base}", len(buf) - start, size, blocks.failure)
            return
    if buf or blocks.failure:
        yield _cut(f"{name}: packet {number + 1}, byte {blocks.base}", len(buf), record, blocks.failure)


def _broken(place: str, size: int) -> Trouble:
    return Trouble(
        place,
        worded("the packet claims {size} bytes, more than a packet of this file can have", size=size),
        worded(
            "the file is damaged here; reading goes on at the next sound packet. Capture "
            "again if what you look for is missing"
        ),
    )


def _hopeless(place: str) -> Trouble:
    return Trouble(
        place,
        worded("no sound packet follows; the rest is not read"),
        worded("copy the file again from where it was captured, in binary mode, or capture again"),
    )


def _cut(place: str, have: int, need: int, failure: str) -> Trouble:
    return Trouble(
        place,
        failure
        or worded(
            "the file ends inside a packet: {have} of {need} bytes are there", have=max(have, 0), need=need
        ),
        worded("the capture tool was stopped while writing, or the copy is incomplete; the rest was read"),
    )


def _search(buf: bytes, form: Form, near_s: int) -> int:
    """Where the next sound packet begins behind the one that `buf` begins with; 0 if none does.

    Sound is a header with lengths that agree and a time within a day of the last, and another such
    behind the packet.
    """
    for place in range(1, min(len(buf) - form.record, SEARCH)):
        end = _sound(buf, place, form, near_s)
        if end is not None and (end == len(buf) or _sound(buf, end, form, near_s) is not None):
            return place
    return 0


def _sound(buf: bytes, at: int, form: Form, near_s: int) -> int | None:
    """Where the packet at `at` ends if its header looks sound."""
    if at + form.record > len(buf):
        return None
    seconds, fraction, size, wire = Struct(form.order + "IIII").unpack_from(buf, at)
    believable = 0 < size <= wire <= MOST_PACKET and size <= form.snaplen
    if not believable or fraction >= 1_000_000 * form.per_us:
        return None
    if near_s >= 0 and abs(seconds - near_s) > DAY_S:
        return None
    return at + form.record + int(size)
