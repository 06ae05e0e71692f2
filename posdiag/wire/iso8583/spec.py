"""What an ISO 8583 dialect is: one option for each way in which two links can differ.

The standard fixes the data elements, not their encoding and not the framing on the wire, and every
pair of products chose anew. So each choice is an option of its own and none follows from another.
Sources of the choices: the channels and packagers of jPOS, the prefixes and encodings of moov-io/iso8583.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from posdiag.wire.codec import OptionFault, Options
from posdiag.wire.message import Kind


class MtiCoding(StrEnum):
    """How the four digits of the message type are written."""

    ASCII = "ascii"
    BCD = "bcd"
    EBCDIC = "ebcdic"


class BitmapCoding(StrEnum):
    """How a bitmap is written: 8 bytes, or 16 hexadecimal characters."""

    BINARY = "binary"
    HEX = "hex"
    HEX_EBCDIC = "hex-ebcdic"


class SecondBitmap(StrEnum):
    """When elements above 64 have a bitmap of their own: where bit 1 of the first says so, or always."""

    FLAGGED = "flagged"
    ALWAYS = "always"  # and bit 1 is never set


class NumericCoding(StrEnum):
    """How digits are written. The side of BCD is the one where an odd number of digits is filled."""

    ASCII = "ascii"
    EBCDIC = "ebcdic"
    BCD_LEFT = "bcd-left"
    BCD_RIGHT = "bcd-right"
    BINARY = "binary"  # fixed fields as unsigned big-endian integers; variable ones as BCD, filled left


class TextCoding(StrEnum):
    """How letters are written where a field names no charset of its own."""

    ASCII = "ascii"
    EBCDIC = "ebcdic"


class BinaryCoding(StrEnum):
    """How binary fields (PIN block, EMV data, MAC) are written."""

    RAW = "raw"
    HEX = "hex"
    HEX_EBCDIC = "hex-ebcdic"


class TrackCoding(StrEnum):
    """Whether track data is packed like the digits of a number (`=` as D), or always text."""

    NUMERIC = "numeric"
    TEXT = "text"


class PrefixCoding(StrEnum):
    """How the length of a variable field is written. BCD and binary take one byte for LL, two for LLL."""

    ASCII = "ascii"
    EBCDIC = "ebcdic"
    BCD = "bcd"
    BINARY = "binary"


class PrefixUnit(StrEnum):
    """What the prefix of a packed field counts; of all other fields it counts bytes either way."""

    DIGITS = "digits"
    BYTES = "bytes"


class Side(StrEnum):
    LEFT = "left"
    RIGHT = "right"


class LengthKind(StrEnum):
    """How the length header before a message is written (PROTOCOLS 1.1)."""

    NONE = "none"
    BINARY2_BE = "binary2-be"
    BINARY2_LE = "binary2-le"
    BINARY4_BE = "binary4-be"
    BINARY4_LE = "binary4-le"
    ASCII2 = "ascii2"
    ASCII3 = "ascii3"
    ASCII4 = "ascii4"
    ASCII5 = "ascii5"
    ASCII6 = "ascii6"
    BCD2 = "bcd2"
    BCD3 = "bcd3"
    HEX4 = "hex4"

    @property
    def size(self) -> int:
        """Bytes of the header."""
        return _LENGTH_SIZES[self]


#: The digit in a kind's name is its number of bytes.
_LENGTH_SIZES = {kind: int("0" + "".join(filter(str.isdigit, kind.value))) for kind in LengthKind}


class FieldType(StrEnum):
    """The standard's kinds of data element. `x+n` amounts count as `an`."""

    N = "n"
    A = "a"
    AN = "an"
    ANS = "ans"
    Z = "z"
    B = "b"


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One data element. `size` is its length where fixed, its longest where variable.

    It counts digits (n, z), bytes (b) or characters, which are bytes on the wire. `prefix` is the number
    of digits of the length prefix, 0 where the length is fixed.
    """

    number: int
    type: FieldType
    prefix: int
    size: int
    name: str = ""
    charset: str = ""  # of this field alone, such as cp949
    numeric: NumericCoding | None = None  # of this field alone
    tlv: bool = False  # holds BER-TLV objects


@dataclass(frozen=True, slots=True)
class KindForm:
    """How one kind of message is told from others: class digits of its MTI, processing code, DE70."""

    kind: Kind
    mti: str  # of a request, such as 0200
    processing: str = ""  # DE3; reading compares its first two digits
    network: str = ""  # DE70
    also: tuple[str, ...] = ()  # other message types of requests that are read as this kind


@dataclass(frozen=True, slots=True)
class IsoSpec:
    """An ISO 8583 dialect. `places` says which data element holds which part of a message."""

    name: str
    fields: Mapping[int, FieldSpec]
    mti: MtiCoding = MtiCoding.ASCII
    bitmap: BitmapCoding = BitmapCoding.BINARY
    second_bitmap: SecondBitmap = SecondBitmap.FLAGGED
    numeric: NumericCoding = NumericCoding.ASCII
    text: TextCoding = TextCoding.ASCII
    binary_fields: BinaryCoding = BinaryCoding.RAW
    track: TrackCoding = TrackCoding.NUMERIC
    ebcdic: str = "cp500"  # Python's name of the EBCDIC code page; digits and letters are the same in all
    prefix: PrefixCoding = PrefixCoding.ASCII
    prefix_counts: PrefixUnit = PrefixUnit.DIGITS
    bcd_filler: str = "F"  # nibble that fills an odd number of digits on the right; on the left it is 0
    bcd_fixed: Side = Side.LEFT  # where odd digits of a fixed field are filled under `bcd-right`
    length: LengthKind = LengthKind.NONE
    length_counts_itself: bool = False
    length_counts_header: bool = True  # TPDU and fixed header; jPOS counts them
    length_counts_trailer: bool = True  # BASE24 over TCP counts its 03
    tpdu: bytes = b""  # 5 bytes as a request carries them; a reply swaps the two addresses
    header: bytes = b""  # fixed bytes between TPDU and message type
    trailer: bytes = b""
    places: Mapping[str, int] = field(default_factory=dict)
    entry_modes: Mapping[str, str] = field(default_factory=dict)  # entry letter -> DE22
    kinds: tuple[KindForm, ...] = ()

    @staticmethod
    def build(name: str, options: Options) -> tuple[IsoSpec, tuple[OptionFault, ...]]:
        """The dialect that options describe, and every fault in them; faulty options keep their default."""
        from posdiag.wire.iso8583.build import build_spec

        return build_spec(name, options)

    @property
    def leading(self) -> int:
        """Bytes between the length header and the message type."""
        return len(self.tpdu) + len(self.header)

    @property
    def uncounted(self) -> int:
        """Bytes of a frame that its length header does not count."""
        return (
            (0 if self.length_counts_itself else self.length.size)
            + (0 if self.length_counts_header else self.leading)
            + (0 if self.length_counts_trailer else len(self.trailer))
        )
