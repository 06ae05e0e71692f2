"""How one ECR dialect writes its frames, as data: every option stands for itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from posdiag.wire.codec import OptionFault, Options
from posdiag.wire.crc import xor_of
from posdiag.wire.message import Kind

STX, ETX, EOT, ENQ, ACK, NAK, FS = 0x02, 0x03, 0x04, 0x05, 0x06, 0x15, 0x1C

#: Frames longer than this are refused unless a dialect says otherwise.
MAX_FRAME = 65_536


class Layout(StrEnum):
    """How the fields of a body are told apart."""

    SEPARATED = "separated"
    FIXED = "fixed"


class Check(StrEnum):
    """What the check byte after ETX covers; ETX is always in it."""

    AFTER_STX = "xor-after-stx"  # LRC: most links
    FROM_STX = "xor-from-stx"  # BCC of SMARTRO terminals (PROTOCOLS 1.8)
    NONE = "none"  # no check byte at all


class LengthKind(StrEnum):
    """How a length is written."""

    NONE = "none"
    BINARY_BE = "binary-be"
    BINARY_LE = "binary-le"
    BCD = "bcd"
    ASCII4 = "ascii4"


class LengthAt(StrEnum):
    """Where the length stands. The header is the code of a separated body, or the fixed header."""

    BEFORE_STX = "before-stx"
    AFTER_STX = "after-stx"
    AFTER_HEADER = "after-header"


class LengthCounts(StrEnum):
    """What the length counts. The body is what follows the length (or STX) up to ETX."""

    BODY = "body"
    BODY_ETX = "body+etx"


class Handshake(StrEnum):
    """What comes before and after a frame."""

    NONE = "none"
    ENQ_EOT = "enq-eot"


class TextCut(StrEnum):
    """Where a text too long for its field is cut."""

    CHARACTERS = "characters"
    BYTES = "bytes"  # a known fault: half a Korean character is left at the end


class Charset(StrEnum):
    """Charsets of texts."""

    CP949 = "cp949"
    EUC_KR = "euc-kr"
    UTF_8 = "utf-8"
    ASCII = "ascii"
    LATIN_1 = "latin-1"


class FieldType(StrEnum):
    """What a field holds."""

    TEXT = "text"  # left-aligned
    DIGITS = "digits"  # a number whose leading zeros belong to it: STAN, instalment
    NUMBER = "number"  # an amount: leading zeros are padding
    HEX = "hex"  # raw bytes, read and given as hex


class Align(StrEnum):
    """Where the value stands in a field of fixed width."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field. `name` is a word of FIELD_NAMES, or empty where the common words have none for it.

    `width` is exact in a fixed layout and the longest allowed in a separated one (0: no limit).
    """

    path: str
    name: str = ""
    width: int = 0
    type: FieldType = FieldType.TEXT
    align: Align = Align.LEFT
    pad: int = 0x20
    required: bool = False
    default: str = ""  # written where the message has no value


@dataclass(frozen=True, slots=True)
class CodeSpec:
    """What a message code (0200) or job letter (B) stands for; `kind` is None for events and the like."""

    code: str
    kind: Kind | None
    reply: bool
    fields: tuple[FieldSpec, ...]
    name: str = ""

    @property
    def width(self) -> int:
        """Bytes of the fields in a fixed layout."""
        return sum(item.width for item in self.fields)


@dataclass(frozen=True, slots=True)
class Length:
    """A length prefix: how it is written, where it stands and what it counts."""

    kind: LengthKind = LengthKind.NONE
    at: LengthAt = LengthAt.AFTER_STX
    counts: LengthCounts = LengthCounts.BODY
    itself: bool = False

    @property
    def width(self) -> int:
        if self.kind is LengthKind.NONE:
            return 0
        return 4 if self.kind is LengthKind.ASCII4 else 2

    def write(self, body: int) -> bytes:
        """The prefix of a body of so many bytes; a number too large for it loses its high digits."""
        number = body + self.surplus
        match self.kind:
            case LengthKind.BINARY_BE:
                return (number & 0xFFFF).to_bytes(2, "big")
            case LengthKind.BINARY_LE:
                return (number & 0xFFFF).to_bytes(2, "little")
            case LengthKind.BCD:
                return bytes.fromhex(f"{number % 10_000:04d}")
            case LengthKind.ASCII4:
                return b"%04d" % (number % 10_000)
            case LengthKind.NONE:
                return b""

    def read(self, prefix: bytes) -> int | None:
        """The bytes of body that a prefix promises, or None where it is no such number."""
        if len(prefix) != self.width or not prefix:
            return None
        match self.kind:
            case LengthKind.BINARY_BE:
                number = int.from_bytes(prefix, "big")
            case LengthKind.BINARY_LE:
                number = int.from_bytes(prefix, "little")
            case _:
                digits = prefix.hex() if self.kind is LengthKind.BCD else prefix.decode("latin-1")
                if not (digits.isascii() and digits.isdigit()):
                    return None
                number = int(digits)
        return number - self.surplus if number >= self.surplus else None

    @property
    def surplus(self) -> int:
        """What is counted beside the body."""
        return (1 if self.counts is LengthCounts.BODY_ETX else 0) + (self.width if self.itself else 0)


@dataclass(frozen=True)
class EcrSpec:
    """One dialect. Not slotted, since its look-up tables are computed once and kept."""

    name: str
    layout: Layout = Layout.SEPARATED
    separator: int = FS
    check: Check = Check.AFTER_STX
    length: Length = Length()
    handshake: Handshake = Handshake.NONE
    acks: int = 1
    never_acked: frozenset[str] = frozenset()
    charset: Charset = Charset.CP949
    text_cut: TextCut = TextCut.CHARACTERS
    code_path: str = "code"
    header: tuple[FieldSpec, ...] = ()
    codes: Mapping[str, CodeSpec] = field(default_factory=dict)
    max_frame: int = MAX_FRAME

    @staticmethod
    def build(name: str, options: Options) -> tuple[EcrSpec, tuple[OptionFault, ...]]:
        """The dialect that `options` describe, with every fault in them; faulty options keep defaults."""
        from posdiag.wire.ecr.build import build_spec

        return build_spec(name, options)

    @cached_property
    def by_kind(self) -> Mapping[tuple[Kind, bool], CodeSpec]:
        """The code of each kind and way; where two codes mean the same, the first one written."""
        table: dict[tuple[Kind, bool], CodeSpec] = {}
        for item in self.codes.values():
            if item.kind is not None:
                table.setdefault((item.kind, item.reply), item)
        return table

    @cached_property
    def code_offset(self) -> int:
        """Bytes of fixed header before the code."""
        offset = 0
        for item in self.header:
            if item.path == self.code_path:
                break
            offset += item.width
        return offset

    @cached_property
    def header_width(self) -> int:
        """Bytes of the fixed header, or of the code that heads a separated body."""
        if self.layout is Layout.FIXED:
            return sum(item.width for item in self.header)
        return max((len(code) for code in self.codes), default=0)

    @cached_property
    def code_width(self) -> int:
        if self.layout is Layout.FIXED:
            return next((item.width for item in self.header if item.path == self.code_path), 0)
        return self.header_width

    @property
    def check_width(self) -> int:
        return 0 if self.check is Check.NONE else 1

    def can_say(self, kind: Kind) -> bool:
        """Whether the dialect has a code for a request of this kind."""
        return (kind, False) in self.by_kind


def check_byte(rule: Check, framed: bytes) -> bytes:
    """The check byte of `framed`, which runs from STX through ETX; empty where the rule has none."""
    if rule is Check.NONE:
        return b""
    covered = framed if rule is Check.FROM_STX else framed[1:]
    return bytes((xor_of(covered),))
