"""How each data element lies in the bytes under a spec, and how its value is read from them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from posdiag.wire.iso8583.spec import (
    BinaryCoding,
    FieldSpec,
    FieldType,
    IsoSpec,
    MtiCoding,
    NumericCoding,
    PrefixCoding,
    PrefixUnit,
    Side,
    TextCoding,
    TrackCoding,
)

#: Matches text without control characters.
NO_CONTROLS = re.compile(r"[^\x00-\x1f\x7f]*").fullmatch
_TRACK = re.compile(r"[0-9=D]*")
#: Versions 1987, 1993, 2003; classes 1 to 8; functions 0 to 9; origins 0 to 5.
_MTI = re.compile(r"[0-2][1-8][0-9][0-5]")
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2})*")


class Form(Enum):
    """What the bytes of a value are."""

    DIGITS = auto()  # one character for each digit
    TRACK = auto()  # digits and separators as characters
    TEXT = auto()
    PACKED = auto()  # two digits in a byte
    PACKED_TRACK = auto()  # the same with D for the separator
    INTEGER = auto()  # unsigned, big-endian
    RAW = auto()  # any bytes, shown in hex
    HEXED = auto()  # bytes written as two hex characters each


PACKED_FORMS = frozenset({Form.PACKED, Form.PACKED_TRACK})

#: What is wrong with a value: a fault code and a sentence. None where it is sound.
Complaint = tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Layout:
    """One data element under one spec."""

    number: int
    path: str
    name: str
    form: Form
    charset: str  # of characters; empty where there are none
    own_charset: bool  # names its own charset, such as cp949
    size: int  # longest, or exact where fixed: digits, characters or bytes
    prefix: int  # digits of the length prefix; 0: fixed
    prefix_bytes: int
    most: int  # largest number that the prefix may hold
    counts_bytes: bool  # the prefix of a packed field counts bytes
    fill_left: bool  # where an odd number of packed digits is filled
    tlv: bool

    def byte_count(self, counted: int) -> int:
        """Bytes on the wire of a value whose prefix (or fixed size) says `counted`."""
        if self.form in PACKED_FORMS and not self.counts_bytes:
            return (counted + 1) // 2
        if self.form is Form.INTEGER:
            return ((int(10**counted) - 1).bit_length() + 7) // 8
        if self.form is Form.HEXED and not self.prefix:
            return counted * 2
        return counted

    def digit_count(self, counted: int) -> int:
        """Digits of a packed value whose prefix (or fixed size) says `counted`."""
        return counted * 2 if self.counts_bytes else counted


def layout_of(spec: IsoSpec, item: FieldSpec) -> Layout:
    """How one data element lies under a spec."""
    form = _form(spec, item)
    packed = form in PACKED_FORMS
    counts_bytes = packed and item.prefix > 0 and spec.prefix_counts is PrefixUnit.BYTES
    most = (item.size + 1) // 2 if counts_bytes else item.size * (2 if form is Form.HEXED else 1)
    if spec.prefix in (PrefixCoding.BCD, PrefixCoding.BINARY):
        prefix_bytes = (item.prefix + 1) // 2
    else:
        prefix_bytes = item.prefix
    fixed_right = item.prefix > 0 or spec.bcd_fixed is Side.RIGHT or item.numeric is not None
    right = _numeric(spec, item) is NumericCoding.BCD_RIGHT and fixed_right
    return Layout(
        item.number, str(item.number), item.name, form, _charset(spec, item, form), bool(item.charset),
        item.size, item.prefix, prefix_bytes, most, counts_bytes, not right, item.tlv,
    )  # fmt: skip


def _numeric(spec: IsoSpec, item: FieldSpec) -> NumericCoding:
    return spec.numeric if item.numeric is None else item.numeric


def _form(spec: IsoSpec, item: FieldSpec) -> Form:
    numeric = _numeric(spec, item)
    characters = numeric in (NumericCoding.ASCII, NumericCoding.EBCDIC)
    if item.type is FieldType.B:
        return Form.RAW if spec.binary_fields is BinaryCoding.RAW else Form.HEXED
    if item.type is FieldType.Z:
        packed = not characters and spec.track is TrackCoding.NUMERIC
        return Form.PACKED_TRACK if packed else Form.TRACK
    if item.type is not FieldType.N:
        return Form.TEXT
    if characters:
        return Form.DIGITS
    return Form.INTEGER if numeric is NumericCoding.BINARY and not item.prefix else Form.PACKED


def _charset(spec: IsoSpec, item: FieldSpec, form: Form) -> str:
    match form:
        case Form.DIGITS:
            ebcdic = _numeric(spec, item) is NumericCoding.EBCDIC
        case Form.TRACK if spec.track is TrackCoding.NUMERIC:
            ebcdic = _numeric(spec, item) is NumericCoding.EBCDIC
        case Form.TEXT | Form.TRACK:
            if item.charset:
                return item.charset
            ebcdic = spec.text is TextCoding.EBCDIC
        case Form.HEXED:
            ebcdic = spec.binary_fields is BinaryCoding.HEX_EBCDIC
        case _:
            return ""
    return spec.ebcdic if ebcdic else "ascii"


def value_of(layout: Layout, raw: bytes, counted: int) -> tuple[str, Complaint]:
    """The value that `raw` holds, and what is wrong with it. `counted` is what the prefix said."""
    match layout.form:
        case Form.RAW:
            return raw.hex().upper(), None
        case Form.PACKED | Form.PACKED_TRACK:
            return _packed(layout, raw, layout.digit_count(counted))
        case Form.INTEGER:
            value = str(int.from_bytes(raw, "big")).zfill(counted)
            sound = len(value) == counted
            return value, None if sound else ("field.not-numeric", f"{value} has more than {counted} digits")
    try:
        value = raw.decode(layout.charset)
    except UnicodeDecodeError:
        value = raw.decode(layout.charset, "backslashreplace")
        return value, complaint_of(layout, "\x00")
    return (value.upper() if layout.form is Form.HEXED else value), complaint_of(layout, value)


def complaint_of(layout: Layout, value: str) -> Complaint:
    """What is wrong with a value written in characters."""
    match layout.form:
        case Form.DIGITS:
            if value and not (value.isascii() and value.isdigit()):
                return "field.not-numeric", "not all digits"
        case Form.TRACK:
            if not _TRACK.fullmatch(value):
                return "field.not-track", "track data holds digits and one separator only"
        case Form.HEXED:
            if not _HEX.fullmatch(value):
                return "field.not-hex", "not hexadecimal"
        case _:
            if layout.own_charset:
                if not NO_CONTROLS(value):
                    return "field.not-text", f"not readable as {layout.charset}"
            elif not (value.isascii() and value.isprintable()):
                return "field.not-text", f"holds characters that are no {layout.charset} text"
    return None


def _packed(layout: Layout, raw: bytes, digits: int) -> tuple[str, Complaint]:
    nibbles = raw.hex().upper()
    filler = ""
    if len(nibbles) > digits:
        filler = nibbles[0] if layout.fill_left else nibbles[-1]
        nibbles = nibbles[1:] if layout.fill_left else nibbles[:-1]
    elif layout.counts_bytes and nibbles.endswith("F"):
        nibbles = nibbles[:-1]
    value = nibbles
    sound = nibbles.isdigit() or not nibbles
    if layout.form is Form.PACKED_TRACK:
        value = nibbles.replace("D", "=")
        sound = _TRACK.fullmatch(nibbles) is not None
    if not sound:
        return value, ("field.not-bcd", f"{nibbles} is not all decimal digits")
    if filler not in ("", "0") and (layout.fill_left or filler != "F"):
        side = "left" if layout.fill_left else "right"
        return value, ("field.filler", f"the {side} nibble fills an odd number of digits but is {filler}")
    return value, None


def mti_in(spec: IsoSpec, frame: bytes, at: int) -> str:
    """The four digits of the message type at `at`, or an empty text where none stands there."""
    return mti_text(spec.mti, spec.ebcdic, frame, at)


def mti_text(coding: MtiCoding, ebcdic: str, frame: bytes, at: int) -> str:
    """The same, for a coding alone; `ebcdic` is the charset's name."""
    packed = coding is MtiCoding.BCD
    raw = frame[at : at + (2 if packed else 4)]
    charset = ebcdic if coding is MtiCoding.EBCDIC else "ascii"
    text = raw.hex() if packed else raw.decode(charset, "replace")
    return text if _MTI.fullmatch(text) else ""
