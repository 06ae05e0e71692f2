"""The shape of raw frames, read without any dialect: what two sides that cannot talk differ in.

Everything here is a comparison of bytes with rules of the field (PROTOCOLS 1.1 and 1.8); which rule a
side follows is what all of its frames agree on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import xor

STX, ETX = 0x02, 0x03

#: Where a check byte's range begins, by the rule's name in a dialect.
CHECK_RULES: dict[str, int] = {"xor-after-stx": 1, "xor-from-stx": 0}

Reader = Callable[[bytes], int | None]


def _digits(data: bytes) -> int | None:
    return int(data) if data.isdigit() else None


def _bcd(data: bytes) -> int | None:
    text = data.hex()
    return int(text) if text.isdigit() else None


def _hex(data: bytes) -> int | None:
    try:
        return int(data.decode("ascii"), 16)
    except ValueError:
        return None


#: kind of length prefix -> (bytes, reader)
PREFIXES: dict[str, tuple[int, Reader]] = {
    "binary2-be": (2, lambda data: int.from_bytes(data, "big")),
    "binary2-le": (2, lambda data: int.from_bytes(data, "little")),
    "binary4-be": (4, lambda data: int.from_bytes(data, "big")),
    "bcd2": (2, _bcd),
    "ascii2": (2, _digits),
    "ascii4": (4, _digits),
    "hex4": (4, _hex),
}


def check_rules(frame: bytes) -> frozenset[str]:
    """The check rules under which this STX … ETX frame is right; empty where none or no such frame."""
    start = frame.find(STX)
    if start < 0 or len(frame) - start < 4 or frame[-2] != ETX:
        return frozenset()
    return frozenset(
        rule for rule, skip in CHECK_RULES.items() if reduce(xor, frame[start + skip : -1], 0) == frame[-1]
    )


def common_rules(frames: Iterable[bytes]) -> frozenset[str]:
    """The check rules under which every one of these frames is right."""
    sets = [check_rules(frame) for frame in frames]
    return frozenset.intersection(*sets) if sets else frozenset()


@dataclass(frozen=True, slots=True)
class IsoShape:
    """How an ISO 8583 frame is laid out: prefix, header bytes before the MTI, MTI and bitmap encoding."""

    prefix: str  # kind of the length prefix, or "none"
    scope: str  # what it counts: "rest" or "all"
    header: int  # bytes between the prefix and the MTI
    mti: str  # ascii, bcd or ebcdic
    bitmap: str  # binary, hex or hex-ebcdic


#: The longest header looked for between a length prefix and the MTI (PROTOCOLS 1.1: TPDU is 5).
MAX_HEADER = 16


def iso_shapes(frame: bytes) -> tuple[IsoShape, ...]:
    """The layouts that fit a frame, those with a length prefix that counts right first."""
    found: list[IsoShape] = []
    for kind, (size, read) in PREFIXES.items():
        number = read(frame[:size]) if len(frame) > size else None
        for scope, count in (("rest", len(frame) - size), ("all", len(frame))):
            if number is not None and number == count:
                found += _after_prefix(frame, kind, scope, size)
    if not found:
        found = _after_prefix(frame, "none", "", 0)
    return tuple(sorted(found, key=lambda shape: shape.header))


def _after_prefix(frame: bytes, kind: str, scope: str, start: int) -> list[IsoShape]:
    shapes = []
    for header in range(MAX_HEADER + 1):
        encoding, size = _mti_at(frame, start + header)
        if encoding:
            bitmap = _bitmap_at(frame, start + header + size)
            if bitmap:
                shapes.append(IsoShape(kind, scope, header, encoding, bitmap))
    return shapes


def _mti_at(frame: bytes, at: int) -> tuple[str, int]:
    """The encoding and the size of an MTI of version 1987 at this offset."""
    four = frame[at : at + 4]
    for encoding, text in (("ascii", four), ("ebcdic", bytes(byte - 0xC0 for byte in four if byte >= 0xF0))):
        if len(text) == 4 and text.isdigit() and _is_mti(text.decode("ascii")):
            return encoding, 4
    two = frame[at : at + 2].hex()
    if len(two) == 4 and two.isdigit() and _is_mti(two):
        return "bcd", 2
    return "", 0


def _is_mti(text: str) -> bool:
    return text[0] == "0" and text[1] in "1248" and text[2] in "012345" and text[3] in "01"


def _bitmap_at(frame: bytes, at: int) -> str:
    """Which kind of primary bitmap can stand here: fields 7, 11 or 41 are in every message of ours."""
    sixteen = frame[at : at + 16]
    if len(sixteen) == 16:
        if all(byte in b"0123456789ABCDEFabcdef" for byte in sixteen):
            return "hex"
        if all(0xF0 <= byte <= 0xF9 or 0xC1 <= byte <= 0xC6 for byte in sixteen):
            return "hex-ebcdic"
    eight = frame[at : at + 8]
    if len(eight) == 8 and int.from_bytes(eight, "big").bit_count() >= 2:
        return "binary"
    return ""


def iso_differences(ours: list[bytes], theirs: list[bytes]) -> Iterator[tuple[str, dict[str, object]]]:
    """Finding codes, with facts, for what all frames of one side have unlike all of the other's."""
    own, other = _one_shape(ours), _one_shape(theirs)
    if own is None or other is None:
        return
    if own.prefix != other.prefix:
        yield "wire.length_kind", {"length__kind": other.prefix}
    elif own.scope != other.scope:
        yield "wire.length_scope", {"length__counts": other.scope}
    if own.header < other.header:
        yield "wire.extra_header", {"header_bytes": other.header - own.header}
    elif own.header > other.header:
        yield "wire.header_unexpected", {"header_bytes": own.header - other.header}
    if own.mti != other.mti:
        yield "wire.field_encoding", {"mti": other.mti}
    if own.bitmap != other.bitmap:
        yield "wire.bitmap", {"bitmap": other.bitmap}


def _one_shape(frames: list[bytes]) -> IsoShape | None:
    """The first layout that fits every frame, as `iso_shapes` orders them."""
    if not frames:
        return None
    others = [set(iso_shapes(frame)) for frame in frames[1:]]
    return next((fit for fit in iso_shapes(frames[0]) if all(fit in other for other in others)), None)
