"""Shows frames of one shape in hex, what is secret in them hidden as `wire.masked` hides it, but at once.

In frames of one shape all fields lie in the same place, so it is worked out once which stretches may be seen.
"""

from __future__ import annotations

from binascii import hexlify
from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from posdiag.masking import mask_text
from posdiag.wire.masked import CARD_PATHS, CARD_TAGS, SECRET_PATHS, SECRET_TAGS, TEXT_NAMES, TEXT_PATHS
from posdiag.wire.message import Decoded, Field

_SHORTEST_GAP = 8  # of a stretch outside fields that is searched for card numbers (wire/masked.py)
_SHORTEST_CARD = 13
_STAR, _NOUGHT = b"*", b"\0"


class _Number(NamedTuple):
    """Where the digits of a card number stand, and the separator behind them, empty where there is none."""

    digits: slice
    separator: slice


class _Secret(NamedTuple):
    """Bytes that are hidden, each behind the same one."""

    start: int
    end: int
    behind: bytes


class Stencil:
    """Of the frames that have the shape of `data`, which was read without a fault as `read` says.

    `ebcdic` is the dialect's charset of that kind. A stencil that shows nothing is one of frames in which
    card numbers or texts are not written in characters, or which have long stretches outside their fields.
    """

    def __init__(self, read: Decoded, data: bytes, ebcdic: str) -> None:
        self._numbers: list[_Number] = []
        self._texts: list[slice] = []
        self._charsets: tuple[str, ...] = ()  # of those texts
        self._secrets: list[_Secret] = []
        charsets = ("ascii", "cp949", ebcdic)
        whole = not read.faults and read.consumed == len(data) and _no_gaps(read.fields, len(data))
        self._sees = whole and all(self._sees_field(field, data, charsets) for field in read.fields)
        seen, hidden = bytearray(b"\xff" * len(data)), bytearray(len(data))
        for start, end, behind in self._secrets:
            size = max(0, end - start)
            seen[start : start + size] = bytes(size)
            hidden[start : start + size] = behind * size
        nothing = slice(0, 0)  # beside them, so that what is cut out is a tuple even of one text
        self._charsets += ("ascii", "ascii")
        self._cut: Callable[[bytes], tuple[bytes, ...]] = itemgetter(*self._texts, nothing, nothing)
        self._size = len(data)
        self._seen, self._hidden = int.from_bytes(seen, "big"), int.from_bytes(hidden, "big")

    def shown(self, data: bytes) -> bytes:
        """The hex of a frame; empty where it must be masked carefully."""
        if not self._sees or len(data) != self._size:
            return b""
        for digits, separator in self._numbers:
            if not data[digits].isdigit() or data[separator].strip(b"="):
                return b""
        if self._texts and not _harmless(self._cut(data), self._charsets):
            return b""
        shown = int.from_bytes(data, "big") & self._seen | self._hidden
        return hexlify(shown.to_bytes(self._size, "big"))

    def _sees_field(self, field: Field, data: bytes, charsets: Sequence[str]) -> bool:
        """Note what of a field is hidden; whether that is known."""
        tag = field.path.rpartition(".")[2].upper()
        whole = tag if "." not in field.path else ""
        start, end = field.offset, field.offset + field.length
        raw = data[start:end]
        if whole in SECRET_PATHS or (tag in SECRET_TAGS and not whole):
            self._secrets.append(_Secret(start, end, _NOUGHT))
        elif whole in CARD_PATHS or field.name == "card" or tag in CARD_TAGS:
            after = start + len(raw.partition(b"=")[0])
            rest = min(after + 1, end)
            self._numbers.append(_Number(slice(start, after), slice(after, rest)))
            self._secrets += [_Secret(start + 6, after - 4, _STAR), _Secret(rest, end, _STAR)]
            return after - start >= _SHORTEST_CARD and raw == _written(field.value, "ascii")
        elif field.name in TEXT_NAMES or whole in TEXT_PATHS:
            charset = next((name for name in charsets if _written(field.value, name) == raw), "")
            self._texts.append(slice(start, end))
            self._charsets += (charset,)
            return bool(charset)
        return True


def _no_gaps(fields: Sequence[Field], size: int) -> bool:
    """Whether no stretch outside the fields is long enough to hold a card number."""
    end = 0
    for field in sorted(fields, key=lambda item: item.offset):
        if field.offset - end >= _SHORTEST_GAP:
            return False
        end = max(end, field.offset + field.length)
    return size - end < _SHORTEST_GAP


def _written(text: str, charset: str) -> bytes | None:
    try:
        return text.encode(charset)
    except UnicodeEncodeError:
        return None


@lru_cache(maxsize=10_000)
def _harmless(raw: tuple[bytes, ...], charsets: tuple[str, ...]) -> bool:
    """Whether nothing in a frame's free texts is to be hidden."""
    try:
        texts = [each.decode(charset) for each, charset in zip(raw, charsets, strict=True)]
    except UnicodeDecodeError:
        return False
    return all(mask_text(text) == text for text in texts)
