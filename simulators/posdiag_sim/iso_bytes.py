"""ISO 8583:1987 messages as the VAN and the firmware write and read them: a small writer of their own.

Shares nothing with posdiag. Only the elements that the reference VAN uses are known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: element -> (n number, z track, t text, k CP949 text, b bytes; digits of its length prefix or 0; size)
ELEMENTS: Mapping[int, tuple[str, int, int]] = {
    2: ("n", 2, 19), 3: ("n", 0, 6), 4: ("n", 0, 12), 7: ("n", 0, 10), 11: ("n", 0, 6),
    12: ("n", 0, 6), 13: ("n", 0, 4), 14: ("n", 0, 4), 18: ("n", 0, 4), 22: ("n", 0, 3),
    23: ("n", 0, 3), 24: ("n", 0, 3), 25: ("n", 0, 2), 32: ("n", 2, 11), 35: ("z", 2, 37),
    37: ("t", 0, 12), 38: ("t", 0, 6), 39: ("t", 0, 2), 41: ("t", 0, 8), 42: ("t", 0, 15),
    43: ("t", 0, 40), 44: ("t", 2, 25), 48: ("t", 3, 999), 49: ("n", 0, 3), 54: ("t", 3, 120),
    55: ("b", 3, 255), 57: ("t", 3, 999), 59: ("t", 3, 999), 60: ("t", 3, 999), 61: ("t", 3, 999),
    62: ("k", 3, 999), 63: ("k", 3, 999), 70: ("n", 0, 3), 90: ("n", 0, 42),
}  # fmt: skip

EBCDIC = "cp500"


@dataclass(frozen=True, slots=True)
class IsoWire:
    """How the fields of a message are written; every option stands for itself."""

    mti: str = "ascii"  # ascii, bcd, ebcdic
    bitmap: str = "hex"  # binary, hex, hex-ebcdic
    numeric: str = "ascii"  # ascii, bcd-left, bcd-right, ebcdic
    text: str = "ascii"  # ascii, ebcdic
    prefix: str = "ascii"  # ascii, bcd, binary, ebcdic
    prefix_counts: str = "digits"  # digits or bytes: what the prefix of a packed number counts


#: The four formats that rigs may name.
FORMATS: Mapping[str, IsoWire] = {
    "ascii-hex": IsoWire(),
    "ascii-binary": IsoWire(bitmap="binary"),
    "bcd": IsoWire("bcd", "binary", "bcd-left", "ascii", "bcd"),
    "ebcdic": IsoWire("ebcdic", "binary", "ebcdic", "ebcdic", "ebcdic"),
}


class Unreadable(ValueError):
    """The bytes are no message of this kind; `mti` and `elements` hold what could be read before."""

    def __init__(self, what: str, mti: str = "", elements: Mapping[int, str] | None = None) -> None:
        super().__init__(what)
        self.mti = mti
        self.elements = dict(elements or {})


def write_message(wire: IsoWire, mti: str, elements: Mapping[int, str]) -> bytes:
    """A message. Values of packed elements are digits, of element 55 hex, of all others text."""
    bits = 0
    body = b""
    for number in sorted(elements):
        bits |= 1 << (128 - number)
        body += _write_element(wire, number, elements[number])
    if bits & ((1 << 64) - 1):
        bits |= 1 << 127
        bitmap = bits.to_bytes(16, "big")
    else:
        bitmap = (bits >> 64).to_bytes(8, "big")
    if wire.bitmap != "binary":
        hexed = bitmap.hex().upper()
        bitmap = hexed.encode(EBCDIC if wire.bitmap == "hex-ebcdic" else "ascii")
    return _digits(wire.mti, mti) + bitmap + body


def read_message(wire: IsoWire, message: bytes) -> tuple[str, dict[int, str]]:
    """MTI and elements of a message.

    Raises:
        Unreadable: the bytes do not follow the options, or bytes are left over.
    """
    size = 2 if wire.mti == "bcd" else 4
    mti = _read_digits(wire.mti, message[:size], 4)
    if len(message) < size or not mti.isdigit():
        raise Unreadable("no message type")
    at = size
    first, at = _read_bitmap(wire, message, at, mti)
    numbers = [number for number in range(2, 65) if first >> (64 - number) & 1]
    if first >> 63:
        second, at = _read_bitmap(wire, message, at, mti)
        numbers += [64 + number for number in range(1, 65) if second >> (64 - number) & 1]
    elements: dict[int, str] = {}
    for number in numbers:
        if number not in ELEMENTS:
            raise Unreadable(f"element {number} is not known here", mti, elements)
        try:
            elements[number], at = _read_element(wire, number, message, at)
        except (ValueError, IndexError) as error:
            raise Unreadable(f"element {number} cannot be read", mti, elements) from error
    if at != len(message):
        raise Unreadable("bytes are left over", mti, elements)
    return mti, elements


def _read_bitmap(wire: IsoWire, message: bytes, at: int, mti: str) -> tuple[int, int]:
    if wire.bitmap == "binary":
        if len(message) < at + 8:
            raise Unreadable("bitmap cut short", mti)
        return int.from_bytes(message[at : at + 8], "big"), at + 8
    raw = message[at : at + 16]
    text = raw.decode(EBCDIC if wire.bitmap == "hex-ebcdic" else "latin-1")
    if len(raw) < 16 or any(letter not in "0123456789ABCDEFabcdef" for letter in text):
        raise Unreadable("bitmap is not hexadecimal", mti)
    return int(text, 16), at + 16


def _digits(coding: str, digits: str) -> bytes:
    match coding:
        case "bcd" | "bcd-left":
            return bytes.fromhex("0" * (len(digits) % 2) + digits)
        case "bcd-right":
            return bytes.fromhex(digits + "0" * (len(digits) % 2))
        case "ebcdic":
            return digits.encode(EBCDIC)
        case _:
            return digits.encode("ascii")


def _read_digits(coding: str, raw: bytes, count: int) -> str:
    match coding:
        case "bcd" | "bcd-left":
            return raw.hex()[-count:] if count else ""
        case "bcd-right":
            return raw.hex()[:count]
        case "ebcdic":
            return raw.decode(EBCDIC)
        case _:
            return raw.decode("latin-1")


def _write_prefix(wire: IsoWire, digits: int, count: int) -> bytes:
    match wire.prefix:
        case "bcd":
            return bytes.fromhex(f"{count:0{digits + digits % 2}d}")
        case "binary":
            return count.to_bytes(1 if digits == 2 else 2, "big")
        case "ebcdic":
            return f"{count:0{digits}d}".encode(EBCDIC)
        case _:
            return f"{count:0{digits}d}".encode()


def _read_prefix(wire: IsoWire, digits: int, message: bytes, at: int) -> tuple[int, int]:
    size = digits if wire.prefix in ("ascii", "ebcdic") else (digits + 1) // 2
    raw = message[at : at + size]
    if len(raw) < size:
        raise ValueError("cut short")
    if wire.prefix == "binary":
        return int.from_bytes(raw, "big"), at + size
    text = raw.hex() if wire.prefix == "bcd" else raw.decode(EBCDIC if wire.prefix == "ebcdic" else "ascii")
    return int(text), at + size


def _write_element(wire: IsoWire, number: int, value: str) -> bytes:
    shape, digits, size = ELEMENTS[number]
    if shape == "b":
        raw = bytes.fromhex(value)
        return _write_prefix(wire, digits, len(raw)) + raw
    if shape == "n":
        value = value[:size] if digits else value[-size:].rjust(size, "0")
        raw = _digits(wire.numeric, value)
    else:
        value = value[:size] if digits else value[:size].ljust(size)
        raw = value.encode("cp949" if shape == "k" else _charset(wire), "replace")[: 999 if digits else size]
    if not digits:
        return raw
    packed = shape == "n" and wire.numeric.startswith("bcd") and wire.prefix_counts == "digits"
    return _write_prefix(wire, digits, len(value) if packed else len(raw)) + raw


def _read_element(wire: IsoWire, number: int, message: bytes, at: int) -> tuple[str, int]:
    shape, digits, size = ELEMENTS[number]
    count = size
    if digits:
        count, at = _read_prefix(wire, digits, message, at)
        if count > 999:
            raise ValueError("too long")
    packed = shape == "n" and wire.numeric.startswith("bcd")
    if packed and digits and wire.prefix_counts == "bytes":
        count *= 2
    taken = (count + 1) // 2 if packed else count
    raw = message[at : at + taken]
    if len(raw) < taken:
        raise ValueError("cut short")
    at += taken
    if shape == "b":
        return raw.hex().upper(), at
    if shape == "n":
        value = _read_digits(wire.numeric, raw, count)
        if not (value.isascii() and value.isdigit()):
            raise ValueError("not a number")
        return value, at
    text = raw.decode("cp949" if shape == "k" else _charset(wire), "replace")
    return text if digits else text.rstrip(" "), at


def _charset(wire: IsoWire) -> str:
    return EBCDIC if wire.text == "ebcdic" else "cp949"
