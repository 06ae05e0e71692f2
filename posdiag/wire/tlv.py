"""BER-TLV as EMV uses it: chip data in DE55 and elsewhere, read with offsets and faults, and written.

Tag: further bytes follow while the low five bits of the first are 1F and then while bit 8 is set.
Length: one byte below 80, or 81, 82, 83 and that many bytes. 00 and FF may stand between objects
(EMV 4.3 Book 3, Annex B).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from posdiag.wire.codec import OptionFault, Options
from posdiag.wire.message import Decoded, Fault, Field, Kind, Message
from posdiag.wire.options import OptionReader
from posdiag.worded import worded

MAX_DEPTH = 8
MAX_OBJECTS = 512
_MAX_TAG_BYTES = 4

#: EMV's names of the tags that payment messages carry.
TAG_NAMES: Mapping[str, str] = {
    "4F": "Application identifier",
    "57": "Track 2 equivalent",
    "5A": "PAN",
    "5F2A": "Transaction currency",
    "5F34": "PAN sequence number",
    "61": "Application template",
    "82": "Application interchange profile",
    "84": "Dedicated file name",
    "85": "Payload format indicator",
    "8A": "Authorisation response code",
    "91": "Issuer authentication",
    "95": "Terminal verification results",
    "9A": "Transaction date",
    "9C": "Transaction type",
    "9F02": "Amount authorised",
    "9F03": "Amount other",
    "9F10": "Issuer application data",
    "9F1A": "Terminal country",
    "9F1E": "Interface device serial number",
    "9F26": "Application cryptogram",
    "9F27": "Cryptogram information",
    "9F33": "Terminal capabilities",
    "9F34": "Cardholder verification results",
    "9F35": "Terminal type",
    "9F36": "Application transaction counter",
    "9F37": "Unpredictable number",
    "9F41": "Transaction sequence counter",
}


class TlvObject(NamedTuple):
    """One object: its tag after those around it, where its value stands, whether it holds others."""

    path: str
    offset: int
    length: int
    constructed: bool


class _Walk:
    """One pass over some bytes; collects objects and faults."""

    __slots__ = ("data", "faults", "objects")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.objects: list[TlvObject] = []
        self.faults: list[Fault] = []

    def fault(self, at: int, code: str, message: str) -> None:
        self.faults.append(Fault(at, code, message))

    def run(self, at: int, stop: int, above: str, depth: int) -> None:
        """Read the objects in [at, stop); after a fault the rest of this level is left unread."""
        data = self.data
        while at < stop:
            first = data[at]
            if first == 0 or (first == 0xFF and (at + 1 >= stop or data[at + 1] in (0x00, 0xFF))):
                at += 1
                continue
            if len(self.objects) >= MAX_OBJECTS:
                return self.fault(
                    at,
                    "tlv.too-many",
                    worded("more than {max_objects} objects; the rest is not read", max_objects=MAX_OBJECTS),
                )
            after_tag = self._tag_end(at, stop)
            if after_tag is None:
                return None
            path = above + data[at:after_tag].hex().upper()
            found = self._length(after_tag, stop, path)
            if found is None:
                return None
            length, value_at = found
            if value_at + length > stop:
                there = stop - value_at
                text = worded(
                    "object {path} announces {length} bytes, {there} are there",
                    path=path,
                    length=length,
                    there=there,
                )
                return self.fault(after_tag, "tlv.truncated", text)
            constructed = bool(first & 0x20)
            self.objects.append(TlvObject(path, value_at, length, constructed))
            if constructed and depth >= MAX_DEPTH:
                self.fault(
                    at,
                    "tlv.depth",
                    worded(
                        "object {path} is nested deeper than {max_depth} levels",
                        path=path,
                        max_depth=MAX_DEPTH,
                    ),
                )
            elif constructed:
                self.run(value_at, value_at + length, path + ".", depth + 1)
            at = value_at + length
        return None

    def _tag_end(self, at: int, stop: int) -> int | None:
        data = self.data
        after = at + 1
        if data[at] & 0x1F == 0x1F:
            while after < stop and data[after] & 0x80 and after - at < _MAX_TAG_BYTES - 1:
                after += 1
            if after >= stop or data[after] & 0x80:
                self.fault(
                    at, "tlv.tag", worded("the tag that begins with {data:02X} does not end", data=data[at])
                )
                return None
            after += 1
        return after

    def _length(self, at: int, stop: int, path: str) -> tuple[int, int] | None:
        if at >= stop:
            self.fault(at, "tlv.truncated", worded("object {path} has no length", path=path))
            return None
        first = self.data[at]
        if first < 0x80:
            return first, at + 1
        count = first & 0x7F
        if not 1 <= count <= 3:
            self.fault(
                at,
                "tlv.length",
                worded(
                    "object {path} has the length byte {first:02X}, which EMV does not use",
                    path=path,
                    first=first,
                ),
            )
            return None
        if at + 1 + count > stop:
            self.fault(at, "tlv.truncated", worded("the length of object {path} is cut short", path=path))
            return None
        return int.from_bytes(self.data[at + 1 : at + 1 + count], "big"), at + 1 + count


def walk_tlv(data: bytes) -> tuple[list[TlvObject], list[Fault]]:
    """The objects in `data`, outer ones before those inside them, and every fault. Never raises."""
    walk = _Walk(data)
    walk.run(0, len(data), "", 1)
    return walk.objects, walk.faults


def read_tlv(data: bytes, dialect: str = "emv-tlv") -> Decoded:
    """What can be read of `data` as a sequence of BER-TLV objects; values in hex."""
    objects, faults = walk_tlv(data)
    fields = tuple(
        Field(path, offset, length, data[offset : offset + length].hex().upper(), tag_name(path))
        for path, offset, length, _ in objects
    )
    return Decoded(dialect, fields, tuple(faults), None, len(data))


def write_tlv(objects: Iterable[tuple[str, str]]) -> bytes:
    """Objects as tag and value in hex, in order; a constructed one brings its objects as its value."""
    out = bytearray()
    for tag, value in objects:
        raw = bytes.fromhex(value)
        out += bytes.fromhex(tag) + _length_bytes(len(raw)) + raw
    return bytes(out)


def _length_bytes(count: int) -> bytes:
    if count < 0x80:
        return bytes((count,))
    size = (count.bit_length() + 7) // 8
    return bytes((0x80 | size,)) + count.to_bytes(size, "big")


def tag_name(path: str) -> str:
    return TAG_NAMES.get(path.rpartition(".")[2], "")


def chip_objects(message: Message) -> tuple[tuple[str, str], ...]:
    """The EMV objects that a message's own fields give: amount, currency, country, date, type, counter.

    Cryptograms and card data come from a chip and are not made up here.
    """
    amount = message.get("amount") or message.get("orig_amount") or "0"
    sent_at = message.get("sent_at")
    objects = [("9C", {Kind.CANCEL: "02", Kind.BALANCE: "31"}.get(message.kind, "00"))]
    if amount.isascii() and amount.isdigit():
        objects.append(("9F02", amount[-12:].zfill(12)))
    if len(sent_at) == 14 and sent_at.isascii() and sent_at.isdigit():
        objects.append(("9A", sent_at[2:8]))
    objects += [("5F2A", "0410"), ("9F1A", "0410")]
    return tuple(objects)


class TlvCodec:
    """BER-TLV alone as a dialect: DE55 taken out of its message."""

    def __init__(self, name: str) -> None:
        self._name = name

    @staticmethod
    def build(name: str, options: Options) -> tuple[TlvCodec, tuple[OptionFault, ...]]:
        """There is nothing to choose; any option is a fault."""
        faults: list[OptionFault] = []
        OptionReader(options, faults).finish()
        return TlvCodec(name), tuple(faults)

    @property
    def name(self) -> str:
        return self._name

    def encode(self, message: Message) -> bytes:
        """The objects that a message's fields give."""
        return write_tlv(chip_objects(message))

    def decode(self, frame: bytes) -> Decoded:
        return read_tlv(frame, self._name)
