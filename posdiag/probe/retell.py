"""Bytes heard under one form of a character, told as another form would have told them.

Speed must be right for this; then parity and bit 7 lose nothing that cannot be had back:

- 7E1 and 7O1 heard as 8N1 show their parity in bit 7: all bytes are even, or all odd.
- 8E1 and 8O1 heard as 8N1 show theirs as the stop bit: the bytes are right, and damaged are exactly
  those whose parity bit is 0, as long as the line pauses between characters.
- 8N1 heard as 7E1 or 7O1 shows bit 7 as parity: a damaged byte is one whose bit 7 is not its parity.
- Even heard as odd, or the reverse, damages every byte and changes none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from posdiag.probe.bits import FEWEST, odd, shares, stripped
from posdiag.probe.settings import LineSettings
from posdiag.probe.steps import Sound

_CONTROLS: Final = b"\x04\x05\x06\x15"


@dataclass(frozen=True, slots=True)
class Retold:
    """The bytes as `settings` would have shown them, and by what sign (a code of evidence)."""

    settings: LineSettings
    data: bytes
    sign: str


def retell(sound: Sound) -> Iterator[Retold]:
    """The tellings that the bytes allow, each to be judged by whether frames come out of it."""
    settings, data = sound.settings, bytes(sound.data)
    if settings is None or not data:
        return
    if settings.shape == "8N1" and not stripped(data).strip(_CONTROLS):
        yield from _from_controls(settings, data)
    if len(data) < FEWEST:
        return
    marks = sound.damaged if sound.damaged and len(sound.damaged) == len(data) else None
    if settings.parity == "N" and settings.bits == 8:
        yield from _from_8n(settings, data, marks)
    elif settings.bits == 7 and settings.parity in "EO" and marks is not None:
        yield from _from_seven(settings, data, marks)
    elif settings.bits == 8 and settings.parity in "EO" and marks is not None:
        yield from _from_eight(settings, data, marks)


def _from_controls(settings: LineSettings, data: bytes) -> Iterator[Retold]:
    """A few control bytes: too few for certainty, enough for a suspicion."""
    even, ones, high = shares(data)
    if high and (even == 1.0 or ones == 1.0):
        yield Retold(settings.shaped("7E1" if even == 1.0 else "7O1"), stripped(data), "parity.controls")


def _from_8n(settings: LineSettings, data: bytes, marks: list[bool] | None) -> Iterator[Retold]:
    even, ones, high = shares(data)
    if even == 1.0 and high:
        yield Retold(settings.shaped("7E1"), stripped(data), "parity.all-even")
    if ones == 1.0 and high:
        yield Retold(settings.shaped("7O1"), stripped(data), "parity.all-odd")
    if high == 1.0:
        yield Retold(settings.shaped("7N2"), stripped(data), "parity.bit7-set")
    if marks is None or not any(marks):
        return
    if all(mark != odd(byte) for byte, mark in zip(data, marks, strict=True)):
        yield Retold(settings.shaped("8E1"), data, "parity.stop-even")
    if all(mark == odd(byte) for byte, mark in zip(data, marks, strict=True)):
        yield Retold(settings.shaped("8O1"), data, "parity.stop-odd")


def _from_seven(settings: LineSettings, data: bytes, marks: list[bool]) -> Iterator[Retold]:
    if not any(marks):
        return
    wants_odd = settings.parity == "O"
    if all(marks):
        yield Retold(settings.shaped("7E1" if wants_odd else "7O1"), data, "parity.all-damaged")
    # The eighth bit was taken for parity: a byte without damage had the bit that parity asks for.
    whole = bytes(
        byte & 0x7F | 0x80 * (odd(byte & 0x7F) ^ wants_odd ^ mark)
        for byte, mark in zip(data, marks, strict=True)
    )
    yield Retold(settings.shaped("8N1"), whole, "parity.bit7-is-text")


def _from_eight(settings: LineSettings, data: bytes, marks: list[bool]) -> Iterator[Retold]:
    if not any(marks):
        return
    wants_odd = settings.parity == "O"
    if all(marks):
        yield Retold(settings.shaped("8E1" if wants_odd else "8O1"), data, "parity.all-damaged")
    # Without a parity bit the stop bit stands in its place, always 1.
    if all(mark == (odd(byte) == wants_odd) for byte, mark in zip(data, marks, strict=True)):
        yield Retold(settings.shaped("8N1"), data, "parity.stop-as-parity")
