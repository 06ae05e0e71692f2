"""EMVCo payment QR codes: merchant-presented text with its CRC, customer-presented base64 of BER-TLV.

Merchant-presented: objects of id 2, length 2, value; the length counts characters, not bytes. The last
object is 63, a CRC-16/CCITT-FALSE in four hex digits over the UTF-8 bytes of everything before its value.
Ids 26 to 51, 62, 64 and 80 to 99 are templates of further objects. (Sources: the HKMA's common QR text,
mercari/go-emv-code.) `KRCPM1` and digits is the reference VAN's own customer-presented code.
"""

from __future__ import annotations

import base64
import binascii
from enum import StrEnum

from posdiag.wire.codec import OptionFault, Options
from posdiag.wire.crc import crc16_ccitt_false
from posdiag.wire.message import Decoded, Fault, Field, Message
from posdiag.wire.options import OptionReader
from posdiag.wire.tlv import tag_name, walk_tlv
from posdiag.worded import worded

#: Longer codes are refused: a QR symbol holds 2,953 bytes at most.
MAX_BYTES = 8192
KRCPM = "KRCPM1"
_CPM_START = base64.b64encode(b"\x85\x05CPV01")[:9].decode("ascii")
_CRC_ID = "63"
_CRC_TAIL = "6304"
_TEMPLATES = frozenset((*range(26, 52), 62, 64, *range(80, 100)))
_NAMES = {
    "00": "Payload format", "01": "Point of initiation", "52": "Merchant category", "53": "Currency",
    "54": "Amount", "58": "Country", "59": "Merchant name", "60": "Merchant city", "62": "Additional data",
    "63": "CRC", "64": "Merchant information, other language",
}  # fmt: skip


#: An object's id, and where its value begins and ends, in characters.
_Span = tuple[str, int, int]


class QrForm(StrEnum):
    """Which kind of code is expected."""

    AUTO = "auto"
    MPM = "mpm"  # merchant-presented
    CPM = "cpm"  # customer-presented


class _Text:
    """A code as characters, each with its place in the bytes; collects fields and faults."""

    def __init__(self, raw: bytes) -> None:
        self.text = raw.decode("utf-8", "surrogateescape")
        self.fields: list[Field] = []
        self.faults: list[Fault] = []
        self.at = [0]
        for character in self.text:
            self.at.append(self.at[-1] + len(character.encode("utf-8", "surrogateescape")))
        if any("\udc80" <= character <= "\udcff" for character in self.text):
            self.faults.append(Fault(0, "qr.not-utf-8", worded("not all bytes are UTF-8 text")))

    def fault(self, index: int, code: str, message: str) -> None:
        self.faults.append(Fault(self.at[index], code, message))

    def objects(self, begin: int, stop: int) -> None:
        """Take the objects in [begin, stop) of the text, and those inside templates that hold sound ones."""
        found, complaint = self._split(begin, stop)
        for number, first, last in found:
            self.take(number, first, last)
            if int(number) in _TEMPLATES:
                inner, broken = self._split(first, last)
                for name, inner_first, inner_last in inner if broken is None else ():
                    self.take(f"{number}.{name}", inner_first, inner_last)
        if complaint is not None:
            self.fault(*complaint)

    def _split(self, begin: int, stop: int) -> tuple[list[_Span], tuple[int, str, str] | None]:
        """The objects up to the first that is broken, and what is wrong with that one."""
        found: list[_Span] = []
        index = begin
        while index < stop:
            head = self.text[index : min(index + 4, stop)]
            if len(head) < 4 or not (head.isascii() and head.isdigit()):
                return found, (index, "qr.object", f"{head!r} is no id and length")
            first, length = index + 4, int(head[2:])
            if first + length > stop:
                fits = self.at[stop] - self.at[first] >= length
                what = f"object {head[:2]} announces {length} characters, {stop - first} are left"
                return found, (index + 2, "qr.length-in-bytes" if fits else "qr.truncated", what)
            found.append((head[:2], first, first + length))
            index = first + length
        return found, None

    def take(self, path: str, first: int, last: int) -> None:
        offset = self.at[first]
        value = self.text[first:last]
        self.fields.append(Field(path, offset, self.at[last] - offset, value, _NAMES.get(path, "")))


def read_mpm(raw: bytes, dialect: str = "emv-qr") -> Decoded:
    """What can be read of a merchant-presented code; its CRC is checked even where objects are broken."""
    code = _Text(raw[:MAX_BYTES])
    text = code.text
    if len(raw) > MAX_BYTES:
        code.fault(
            0,
            "size.limit",
            worded("{raw} bytes, of which {max_bytes} are read", raw=len(raw), max_bytes=MAX_BYTES),
        )
    stop = len(text)
    has_crc = stop >= 8 and text[-8:-4] == _CRC_TAIL
    code.objects(0, stop - 8 if has_crc else stop)
    if not has_crc:
        code.fault(stop, "crc.missing", worded("does not end with 6304 and four hex digits"))
        return Decoded(dialect, tuple(code.fields), tuple(code.faults), None, len(raw))
    code.take(_CRC_ID, stop - 4, stop)
    expected = f"{crc16_ccitt_false(raw[: code.at[stop - 4]]):04X}"
    if text[-4:] != expected:
        code.fault(
            stop - 4,
            "crc.wrong",
            worded(
                "the CRC is {text}, of these bytes it would be {expected}", text=text[-4:], expected=expected
            ),
        )
    return Decoded(dialect, tuple(code.fields), tuple(code.faults), None, len(raw))


def read_cpm(raw: bytes, dialect: str = "emv-qr") -> Decoded:
    """What can be read of a customer-presented code; offsets are of the characters that hold a value."""
    if raw.startswith(KRCPM.encode()):
        return _read_krcpm(raw, dialect)
    code = raw[:MAX_BYTES].strip()
    try:
        data = base64.b64decode(code + b"=" * (-len(code) % 4), validate=True)
    except binascii.Error:
        return Decoded(dialect, (), (Fault(0, "cpm.not-base64", worded("not base64")),), None, len(raw))
    objects, faults = walk_tlv(data)
    fields = []
    for path, offset, length, _ in objects:
        value = data[offset : offset + length].hex().upper()
        begin = offset * 4 // 3
        fields.append(Field(path, begin, -(-(offset + length) * 4 // 3) - begin, value, tag_name(path)))
    found = [Fault(min(fault.offset * 4 // 3, len(raw)), fault.code, fault.message) for fault in faults]
    if not data.startswith(b"\x85\x05CPV01"):
        found.insert(0, Fault(0, "cpm.format", worded("does not begin with 85 05 CPV01")))
    return Decoded(dialect, tuple(fields), tuple(found), None, len(raw))


def _read_krcpm(raw: bytes, dialect: str) -> Decoded:
    number = raw[len(KRCPM) : MAX_BYTES]
    fields = (
        Field("scheme", 0, len(KRCPM), KRCPM, "Scheme"),
        Field("number", len(KRCPM), len(number), number.decode("ascii", "replace"), "Voucher number"),
    )
    faults = (
        ()
        if number.isdigit()
        else (Fault(len(KRCPM), "cpm.not-digits", worded("the number is not all digits")),)
    )
    return Decoded(dialect, fields, faults, None, len(raw))


def write_mpm(objects: list[tuple[str, str]]) -> str:
    """A merchant-presented code of these objects, in order, closed with its CRC.

    Raises:
        ValueError: a value has more than 99 characters.
    """
    for number, value in objects:
        if len(value) > 99:
            raise ValueError(f"object {number} has {len(value)} characters")
    text = "".join(f"{number}{len(value):02}{value}" for number, value in objects) + _CRC_TAIL
    return f"{text}{crc16_ccitt_false(text.encode()):04X}"


class QrCodec:
    """QR codes as a dialect."""

    def __init__(self, name: str, form: QrForm = QrForm.AUTO) -> None:
        self._name = name
        self._form = form

    @staticmethod
    def build(name: str, options: Options) -> tuple[QrCodec, tuple[OptionFault, ...]]:
        """The one option is `form`: auto, mpm or cpm."""
        faults: list[OptionFault] = []
        read = OptionReader(options, faults)
        form = read.choice("form", QrForm.AUTO)
        read.finish()
        return QrCodec(name, form), tuple(faults)

    @property
    def name(self) -> str:
        return self._name

    def encode(self, message: Message) -> bytes:
        """A merchant-presented code that asks for the message's amount."""
        objects = [("00", "01"), ("01", "12"), ("52", "0000"), ("53", "410")]
        amount = message.get("amount")
        objects += [("54", amount[:13])] if amount else []
        objects += [("58", "KR"), ("59", message.get("merchant")[:25] or "-"), ("60", "-")]
        return write_mpm(objects).encode()

    def decode(self, frame: bytes) -> Decoded:
        """What can be read of a code of either form."""
        start = frame[: len(_CPM_START)].decode("latin-1")
        customer = start == _CPM_START or start.startswith(KRCPM)
        if self._form is QrForm.CPM or (self._form is QrForm.AUTO and customer):
            return read_cpm(frame, self._name)
        return read_mpm(frame, self._name)
