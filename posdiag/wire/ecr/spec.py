"""How one ECR dialect writes its frames, as data: every option stands for itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from posdiag.wire.codec import OptionFault, Options
from posdiag.wire.crc import xor_of
from posdiag.wire.ecr.length import Length as Length
from posdiag.wire.ecr.length import LengthAt as LengthAt
from posdiag.wire.ecr.length import LengthCounts as LengthCounts
from posdiag.wire.ecr.length import LengthKind as LengthKind
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


class ToldBy(StrEnum):
    """What tells one message of a fixed layout from another."""

    CODE = "code"  # a field of the header
    WIDTH = "width"  # the body's length, then the fields that are what they `is`


class Handshake(StrEnum):
    """What comes before and after a frame."""

    NONE = "none"
    ENQ_EOT = "enq-eot"


class TextCut(StrEnum):
    """Where a text too long for its field is cut."""

    CHARACTERS = "characters"
    BYTES = "bytes"  # a known fault: half a Korean character is left at the end
    NEVER = "never"  # a known fault: it is written whole, and what follows it is shifted


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
    fixed: str = ""  # the one value that this field has in messages of its code
    words: Mapping[str, str] = field(default_factory=dict)  # value on the wire -> in the common words

    def written(self, said: str) -> str:
        """What is written for a value of the message."""
        if self.fixed:
            return self.fixed
        if self.words and said:
            return next((wire for wire, word in self.words.items() if word == said), said)
        return said or self.default

    def meant(self, value: str) -> str:
        """The common word for a value that was read; `*` stands for all values that are not listed."""
        return self.words.get(value) or self.words.get("*") or value


@dataclass(frozen=True, slots=True)
class CodeSpec:
    """What a message code (0200) or job letter (B) stands for; `kind` is None for events and the like.

    `means` are words that the code itself says. `acked_only`: the ACK is all that answers this request.
    `closed`: a separator follows the last field. `answers`: further kinds that a reply of this code answers.
    """

    code: str
    kind: Kind | None
    reply: bool
    fields: tuple[FieldSpec, ...]
    name: str = ""
    means: Mapping[str, str] = field(default_factory=dict)
    acked_only: bool = False
    closed: bool = False
    answers: frozenset[Kind] = frozenset()

    @property
    def width(self) -> int:
        """Bytes of the fields in a fixed layout."""
        return sum(item.width for item in self.fields)


@dataclass(frozen=True)
class EcrSpec:
    """One dialect. Not slotted, since its look-up tables are computed once and kept."""

    name: str
    layout: Layout = Layout.SEPARATED
    separator: int = FS
    check: Check = Check.AFTER_STX
    check_ms: int = 0  # how late the check byte may come after ETX; 0: no later than any other byte
    length: Length = field(default_factory=Length)
    handshake: Handshake = Handshake.NONE
    acks: int = 1
    never_acked: frozenset[str] = frozenset()
    charset: Charset = Charset.CP949
    text_cut: TextCut = TextCut.CHARACTERS
    code_path: str = "code"
    told_by: ToldBy = ToldBy.CODE
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

    @cached_property
    def widths(self) -> tuple[int, ...]:
        """Every length that a body may have, where lengths tell messages apart; else none."""
        return tuple(sorted({code.width for code in self.codes.values()})) if self.by_width else ()

    @property
    def by_width(self) -> bool:
        return self.told_by is ToldBy.WIDTH

    def code_of_width(self, body: bytes) -> str | None:
        """The code of a body that is told by its length, and by what its fields must be."""
        for code in self.codes.values():
            if code.width == len(body) and _fits(code, body):
                return code.code
        return None

    def can_say(self, kind: Kind) -> bool:
        """Whether the dialect has a code for a request of this kind."""
        return (kind, False) in self.by_kind

    def acked_only(self, kind: Kind) -> bool:
        """Whether a request of this kind is answered by its ACK alone."""
        return self.can_say(kind) and self.by_kind[kind, False].acked_only


def _fits(code: CodeSpec, body: bytes) -> bool:
    offset = 0
    for item in code.fields:
        end = offset + item.width
        if item.fixed and body[offset:end] != item.fixed.encode("latin-1", "replace"):
            return False
        offset = end
    return True


def check_byte(rule: Check, framed: bytes) -> bytes:
    """The check byte of `framed`, which runs from STX through ETX; empty where the rule has none."""
    if rule is Check.NONE:
        return b""
    covered = framed if rule is Check.FROM_STX else framed[1:]
    return bytes((xor_of(covered),))
