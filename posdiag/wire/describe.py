"""Which dialect are these bytes? Every known one reads them; the fewest faults over the most bytes win."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from posdiag.wire.codec import Codec
from posdiag.wire.message import Decoded, Fault, Message

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
    people, the strongest first. `bare`: read without the framing of its dialect.
    """

    score: float
    decoded: Decoded
    reasons: tuple[str, ...]
    ambiguous: bool = False
    bare: bool = False

    @property
    def dialect(self) -> str:
        return self.decoded.dialect

    @property
    def fits(self) -> bool:
        return self.score >= FITS


@runtime_checkable
class BareCodec(Codec, Protocol):
    """A codec that also reads a message without its transport framing."""

    def decode_fields(self, message: bytes) -> Decoded: ...


@dataclass(frozen=True, slots=True)
class Bare:
    """A codec whose messages stand without their framing, as logs and debuggers often show them."""

    codec: BareCodec

    @property
    def name(self) -> str:
        return self.codec.name

    def encode(self, message: Message) -> bytes:
        return self.codec.encode(message)

    def decode(self, frame: bytes) -> Decoded:
        return self.codec.decode_fields(frame)


def without_framing(data: bytes, codec: Codec) -> Bare | None:
    """The codec as a reader of bare messages, where `data` is one; None where it is anything else.

    It is one where it reads as no frame, but field by field from its first byte to its last.
    """
    if not isinstance(codec, BareCodec) or not codec.decode(data).faults:
        return None
    fields = codec.decode_fields(data).fields
    whole = bool(fields) and max(field.offset + field.length for field in fields) == len(data)
    return Bare(codec) if whole and fields[0].offset == 0 and len(fields) > 2 else None


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
    whole = without_framing(data, codec) is not None
    if not isinstance(codec, BareCodec) or (framed.score >= _LEFT_BARE and not whole):
        return framed
    judged = _judged(data, codec.decode_fields(data))
    reasons = (*judged.reasons, "no transport framing")
    bare = replace(judged, score=round(judged.score * _LEFT_BARE, 4), reasons=reasons, bare=whole)
    return bare if whole or bare.score > framed.score else framed


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
