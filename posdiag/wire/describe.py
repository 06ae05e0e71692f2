"""Which dialect are these bytes? Every known one reads them; the fewest faults over the most bytes win."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from posdiag.wire.codec import Codec
from posdiag.wire.message import Decoded, Fault

#: What is left of a dialect's score after a fault whose code begins so; the first that fits counts.
_LEFT: tuple[tuple[str, float], ...] = (
    ("check.other-rule", 0.7),
    ("check.", 0.85),  # damage on the line says little against a dialect
    ("length.other", 0.65),
    ("length.", 0.4),
    ("differs.", 0.65),
    ("frame.no-stx", 0.2),
    ("frame.no-etx", 0.5),
    ("frame.", 0.8),
    ("code.unknown", 0.4),
    ("text.", 0.9),
    ("trailing", 0.9),
    ("field.", 0.7),
    ("prefix.", 0.6),
    ("bitmap.", 0.2),
    ("mti.", 0.1),
    ("tlv.", 0.1),  # almost any bytes begin like a tag and a length
    ("qr.", 0.3),
)
_LEFT_OTHERWISE = 0.6
#: After such a fault what was read may be chance.
_ASTRAY = ("field.", "prefix.", "bitmap.", "mti.", "tlv.", "qr.")
#: What is left where a message is read without the framing of its dialect.
_LEFT_BARE = 0.65
#: A dialect below this does not fit.
FITS = 0.25
#: Faults beyond so many kinds say nothing new.
_MAX_KINDS = 8


@dataclass(frozen=True, slots=True)
class Guess:
    """One dialect's reading. `score` is 1 for a message without a fault, 0 for no message at all.

    `ambiguous`: another dialect fits as well as this one, and nothing fits better. `reasons` are for
    people, the strongest first.
    """

    score: float
    decoded: Decoded
    reasons: tuple[str, ...]
    ambiguous: bool = False

    @property
    def dialect(self) -> str:
        return self.decoded.dialect

    @property
    def fits(self) -> bool:
        return self.score >= FITS


@runtime_checkable
class BareReader(Protocol):
    """A codec that also reads a message without its transport framing."""

    def decode_fields(self, message: bytes) -> Decoded: ...


def guess(data: bytes, codecs: Sequence[Codec]) -> tuple[Guess, ...]:
    """The dialects that fit, best first; where none does, the best alone. Empty without codecs.

    Dialects of equal score stand in the order of `codecs`.
    """
    found = [_best_reading(data, codec) for codec in codecs]
    found.sort(key=lambda item: -item.score)
    fitting = [item for item in found if item.fits] or found[:1]
    best = [item for item in fitting if item.score == fitting[0].score]
    if len(best) < 2:
        return tuple(fitting)
    return tuple(replace(item, ambiguous=item.score == best[0].score) for item in fitting)


def _best_reading(data: bytes, codec: Codec) -> Guess:
    framed = _judged(data, codec.decode(data))
    if framed.score >= _LEFT_BARE or not isinstance(codec, BareReader):
        return framed
    bare = _judged(data, codec.decode_fields(data))
    bare = replace(
        bare, score=round(bare.score * _LEFT_BARE, 4), reasons=(*bare.reasons, "no transport framing")
    )
    return bare if bare.score > framed.score else framed


def _judged(data: bytes, decoded: Decoded) -> Guess:
    # Where options explain all faults, the first fault that they explain is beside the point.
    named = [fault for fault in decoded.faults if fault.code.startswith("differs.")]
    faults = named or decoded.faults
    read = min(len(data), decoded.consumed)
    reasons = []
    if decoded.message is not None:
        way = "reply" if decoded.message.reply else "request"
        reasons.append(f"reads as {decoded.message.kind} {way}")
    reasons.append(f"{len(decoded.fields)} fields, {read} of {len(data)} bytes")
    reasons += [f"fault {code}" for code in _kinds(faults)] or ["no fault"]
    return Guess(round(_score(data, decoded, faults, read), 4), decoded, tuple(reasons))


def _score(data: bytes, decoded: Decoded, faults: Sequence[Fault], read: int) -> float:
    kinds = _kinds(faults)
    stray = [code for code in kinds if code.startswith(_ASTRAY)]
    score = 1.0 if decoded.fields else 0.0
    for code in kinds:
        if code not in stray[1:]:  # those follow from the first
            score *= next((left for start, left in _LEFT if code.startswith(start)), _LEFT_OTHERWISE)
    if data:
        sound = min([read, *(fault.offset for fault in faults if fault.code.startswith(_ASTRAY))])
        score *= 0.5 + 0.5 * sound / len(data)
    if sum(field.path != "length" for field in decoded.fields) < 2:
        score *= 0.5
    return score


def _kinds(faults: Iterable[Fault]) -> tuple[str, ...]:
    """The codes of the faults, each once, in the order of the bytes."""
    return tuple(dict.fromkeys(fault.code for fault in faults))[:_MAX_KINDS]
