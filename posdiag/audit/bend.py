"""Bends an answer of the terminal: a wrong check byte, a damaged digit, garbage first, only a half.

Bytes in, bytes out. Only whole answers to a payment are bent; all else goes through as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from posdiag.audit.campaign import Bend
from posdiag.wire.codec import Codec
from posdiag.wire.ecr.codec import EcrCodec
from posdiag.wire.ecr.spec import check_byte
from posdiag.wire.message import Decoded, Kind

_STX = 0x02
#: Fields of an answer that a terminal fills as it likes, the least telling first.
_FREE = ("text2", "issuer", "text1", "approval", "unique_no", "merchant")
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefghijklmnopqrstuvwxyz"
#: A syllable of CP949 whose second byte is a letter.
_SYLLABLE = "갂".encode("cp949")
#: So many bytes are changed at most for a certain check byte.
_MOST_CHANGED = 3


class Bender:
    """Bends the first `times` answers that approve a payment, or all of them where it is 0."""

    def __init__(self, codec: Codec, bend: Bend, extra: bytes = b"", times: int = 1) -> None:
        self._codec = codec
        self._bend = bend
        self._extra = extra
        self._times = times
        self.done = 0

    def __call__(self, content: bytes) -> bytes:
        """What goes to the POS in place of `content`."""
        if not self._bend or (self._times and self.done >= self._times):
            return content
        decoded = self._codec.decode(content)
        message = decoded.message
        if message is None or not message.reply or message.kind is not Kind.APPROVE or decoded.faults:
            return content
        bent = self._bent(content, decoded)
        self.done += bent != content
        return bent

    def _bent(self, frame: bytes, decoded: Decoded) -> bytes:
        match self._bend:
            case Bend.CHECK:
                return frame[:-1] + bytes([frame[-1] ^ 0x01])
            case Bend.NOISE:
                return damaged(frame, decoded)
            case Bend.HALF:
                return frame[: len(frame) // 2]
            case Bend.LOST:
                return b""
            case Bend.GARBAGE:
                return self._extra + frame
            case Bend.CHECK_AS:
                return with_check(frame, decoded, self._codec, self._extra)
            case Bend.NONE:
                return frame


def damaged(frame: bytes, decoded: Decoded) -> bytes:
    """The frame with the last digit of what it approves turned over, its check byte as it was."""
    for name in ("approved_amount", "approval"):
        for field in decoded.fields:
            at = field.offset + field.length - 1
            if name in (field.name, field.path) and field.length and frame[at : at + 1].isdigit():
                return frame[:at] + bytes([frame[at] ^ 0x01]) + frame[at + 1 :]
    return frame


def with_check(frame: bytes, decoded: Decoded, codec: Codec, wanted: bytes) -> bytes:
    """The frame with letters of a free field changed so that its check byte is `wanted`, and right.

    Unchanged where no free field allows it.
    """
    whole = frame
    if not isinstance(codec, EcrCodec):
        return frame
    start = frame.find(_STX)
    own = check_byte(codec.spec.check, frame[start:-1])
    if len(own) != 1 or len(wanted) != 1 or start < 0:
        return frame
    turn = own[0] ^ wanted[0]
    if turn & 0x80:  # letters have no such bit
        frame, turn = _other_syllable(frame, decoded, turn)
    for place in _places(decoded):
        changed = _turned(frame, place, turn)
        if changed is not None:
            return changed[:-1] + wanted
    return whole


def _other_syllable(frame: bytes, decoded: Decoded, turn: int) -> tuple[bytes, int]:
    """The frame with a syllable of one byte above 7F in place of one of two, and what is left to turn."""
    for field in decoded.fields:
        at = field.offset
        if field.name in _FREE and len(field.value) and min(frame[at : at + 2]) > 0x80:
            changed = frame[:at] + _SYLLABLE + frame[at + 2 :]
            return changed, turn ^ frame[at] ^ frame[at + 1] ^ _SYLLABLE[0] ^ _SYLLABLE[1]
    return frame, turn


def _places(decoded: Decoded) -> Iterator[range]:
    """Where free fields stand, as far as they hold plain letters or digits."""
    for name in _FREE:
        for field in decoded.fields:
            if name in (field.name, field.path) and field.length and field.value.isascii():
                yield range(field.offset, field.offset + min(field.length, _MOST_CHANGED))


def _turned(frame: bytes, place: range, turn: int) -> bytes | None:
    """The frame with other letters at `place`, by which its XOR differs by `turn`."""
    before = frame[place.start : place.stop]
    if not before.isalnum():
        return None
    rest = turn
    for byte in before:
        rest ^= byte
    for first in product(_LETTERS, repeat=len(before) - 1):
        last = rest
        for byte in first:
            last ^= byte
        if last in _LETTERS:
            return frame[: place.start] + bytes([*first, last]) + frame[place.stop :]
    return None


__all__ = ["Bender", "damaged", "with_check"]
