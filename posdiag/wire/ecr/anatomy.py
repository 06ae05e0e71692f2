"""Finds STX, length, body, ETX and check byte in bytes that may be wrong in any of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from posdiag.wire.ecr.spec import (
    ETX,
    STX,
    Check,
    EcrSpec,
    Layout,
    Length,
    LengthAt,
    LengthCounts,
    LengthKind,
    check_byte,
)
from posdiag.wire.message import Fault
from posdiag.worded import worded


@dataclass(frozen=True, slots=True)
class Anatomy:
    """Offsets of the parts. Where STX or ETX is missing, `stx` is -1 or `etx` the end of the bytes."""

    stx: int
    prefix: int  # where the length stands
    head: int  # where the code, or the fixed header, begins
    counted: int  # where what the length counts begins
    body: int  # where the fields begin: after STX, fixed header and length
    etx: int
    has_etx: bool
    promised: int | None  # bytes of body that the length promises
    length: Length

    @property
    def length_agrees(self) -> bool:
        return self.has_etx and self.promised == self.etx - self.counted


def dissect(spec: EcrSpec, data: bytes) -> tuple[Anatomy, tuple[Fault, ...]]:
    """Where the parts of a frame lie, and what is wrong with its framing."""
    faults: list[Fault] = []
    parts = cut(spec, spec.length, data, _find_stx(spec.length, data))
    if not _sound(spec, parts, data):
        other = next((cut for cut in _other_cuts(spec, data) if _sound(spec, cut, data, True)), None)
        if other is not None:
            faults.append(_other_length(spec.length, other, data))
            parts = other
        elif spec.length.kind is not LengthKind.NONE:
            faults.append(_wrong_length(parts))
    faults += _frame_faults(spec, parts, data)
    faults += _check_faults(spec, parts, data)
    return parts, tuple(faults)


def known_code(spec: EcrSpec, parts: Anatomy, data: bytes) -> str | None:
    """The code of a frame where it is one of the dialect's."""
    if spec.by_width:
        return spec.code_of_width(data[parts.body : parts.etx])
    if spec.layout is Layout.FIXED:
        start = parts.head + spec.code_offset
        end = start + spec.code_width
    else:
        start = parts.head
        end = min(parts.etx, start + spec.header_width)
        separator = data.find(spec.separator, start, end)
        end = separator if separator >= 0 else end
    code = data[start:end].decode("latin-1")
    return code if code in spec.codes else None


def _find_stx(length: Length, data: bytes) -> int:
    if length.kind is not LengthKind.NONE and length.at is LengthAt.BEFORE_STX:
        width = length.width
        if data[width : width + 1] == b"\x02":
            return width
    return data.find(STX)


def cut(spec: EcrSpec, length: Length, data: bytes, stx: int) -> Anatomy:
    """The parts, if the length were as `length` says."""
    width = length.width
    header = spec.header_width if spec.layout is Layout.FIXED else 0
    head = prefix = counted = stx + 1
    if length.kind is LengthKind.NONE:
        body = counted = head + header
    elif length.at is LengthAt.BEFORE_STX:
        prefix = max(0, stx - width)
        body = head + header
    elif length.at is LengthAt.AFTER_STX:
        head = counted = prefix + width
        body = head + header
    else:
        prefix = head + spec.header_width
        body = counted = prefix + width
    promised = length.read(data[prefix : prefix + width])
    etx = _find_etx(spec, data, head, body, None if promised is None else counted + promised)
    last = len(data)
    return Anatomy(
        stx=stx,
        prefix=min(prefix, last),
        head=min(head, last),
        counted=min(counted, last),
        body=min(body, last),
        etx=etx if etx >= 0 else last,
        has_etx=etx >= 0,
        promised=promised,
        length=length,
    )


def _find_etx(spec: EcrSpec, data: bytes, head: int, body: int, promised: int | None) -> int:
    """ETX where the length promises it; else, in a separated body, the first; else where it is likeliest."""
    if promised is not None and data[promised : promised + 1] == b"\x03":
        return promised
    if spec.layout is Layout.SEPARATED:
        return data.find(ETX, body)
    last = len(data) - 1 - spec.check_width
    if last >= body and data[last] == ETX:
        return last
    by_width = (body + width for width in spec.widths if data[body + width : body + width + 1] == b"\x03")
    if spec.by_width:
        return next(by_width, data.rfind(ETX, body))
    start = head + spec.code_offset
    code = spec.codes.get(data[start : start + spec.code_width].decode("latin-1"))
    if code is not None and data[body + code.width : body + code.width + 1] == b"\x03":
        return body + code.width
    return data.rfind(ETX, body)


def _sound(spec: EcrSpec, parts: Anatomy, data: bytes, with_code: bool = False) -> bool:
    """Whether the length is borne out; without one, whether a known code and its widths are."""
    if parts.length.kind is not LengthKind.NONE:
        return parts.length_agrees and (not with_code or known_code(spec, parts, data) is not None)
    code = known_code(spec, parts, data) if parts.has_etx else None
    if code is None:
        return False
    return spec.layout is Layout.SEPARATED or parts.etx - parts.body == spec.codes[code].width


def _other_cuts(spec: EcrSpec, data: bytes) -> Iterator[Anatomy]:
    """The parts under every other kind of length, the likest first."""
    for other in _other_lengths(spec.length):
        stx = _find_stx(other, data)
        if other.at is LengthAt.BEFORE_STX and stx < other.width:
            continue
        yield cut(spec, other, data, stx)
    yield cut(spec, Length(), data, data.find(STX))


@lru_cache(maxsize=256)
def _other_lengths(own: Length) -> tuple[Length, ...]:
    places = sorted(LengthAt, key=lambda at: at is not own.at)
    kinds = sorted(LengthKind, key=lambda kind: kind is not own.kind)
    every = (Length(*parts) for parts in product(kinds, places, LengthCounts, (False, True)))
    by_place = sorted(every, key=lambda length: places.index(length.at))
    return tuple(other for other in by_place if other.kind is not LengthKind.NONE and other != own)


def _other_length(own: Length, parts: Anatomy, data: bytes) -> Fault:
    found = parts.length
    if found.kind is LengthKind.NONE:
        text = worded("the frame has no length, where this dialect has one")
        return Fault(max(0, parts.stx), "length.other-kind.none", text)
    shown = data[parts.prefix : parts.prefix + found.width].hex()
    if found.kind is not own.kind:
        text = worded(
            "the length {shown} is right when read as {kind}, not as {kind2}",
            shown=shown,
            kind=found.kind,
            kind2=own.kind,
        )
        return Fault(parts.prefix, f"length.other-kind.{found.kind}", text)
    if found.at is not own.at:
        text = worded("the length stands {at}, not {at2}", at=found.at, at2=own.at)
        return Fault(parts.prefix, f"length.other-place.{found.at}", text)
    counting = f"{found.counts}{'.itself' if found.itself else ''}"
    text = worded("the length {shown} is right when it counts {counting}", shown=shown, counting=counting)
    return Fault(parts.prefix, f"length.other-count.{counting}", text)


def _wrong_length(parts: Anatomy) -> Fault:
    there = parts.etx - parts.counted
    if parts.promised is None:
        return Fault(
            parts.prefix,
            "length.wrong",
            worded("no {kind} length where one should be", kind=parts.length.kind),
        )
    text = worded(
        "the length promises {promised} bytes of body, there are {there}",
        promised=parts.promised,
        there=there,
    )
    return Fault(parts.prefix, "length.wrong", text)


def _frame_faults(spec: EcrSpec, parts: Anatomy, data: bytes) -> Iterator[Fault]:
    if len(data) > spec.max_frame:
        text = worded(
            "{data} bytes, where {max_frame} are the limit", data=len(data), max_frame=spec.max_frame
        )
        yield Fault(0, "frame.too-long", text)
    if parts.stx < 0:
        yield Fault(0, "frame.no-stx", worded("no STX (02)"))
    before = parts.prefix if parts.length.at is LengthAt.BEFORE_STX else parts.stx
    if parts.length.kind is LengthKind.NONE:
        before = parts.stx
    if before > 0:
        yield _extra_header(spec, parts, data, before)
    if not parts.has_etx:
        yield Fault(len(data), "frame.no-etx", worded("no ETX (03)"))


def _extra_header(spec: EcrSpec, parts: Anatomy, data: bytes, before: int) -> Fault:
    """Bytes before the frame: a length, if they read as one, else a header of unknown meaning."""
    shown = data[: min(before, 16)].hex()
    for kind, counts, itself in product(LengthKind, LengthCounts, (False, True)):
        other = Length(kind, LengthAt.BEFORE_STX, counts, itself)
        if other.width == before and cut(spec, other, data, parts.stx).length_agrees:
            text = worded("{shown} before STX is the frame's length as {kind}", shown=shown, kind=kind)
            return Fault(0, f"length.other-kind.{kind}", text)
    return Fault(
        0,
        "frame.extra-header",
        worded("{before} bytes before the frame: {shown}", before=before, shown=shown),
    )


def _check_faults(spec: EcrSpec, parts: Anatomy, data: bytes) -> Iterator[Fault]:
    """What is wrong after ETX: the check byte, and bytes that belong to no frame."""
    if not parts.has_etx:
        return
    at = parts.etx + 1
    framed = data[max(0, parts.stx) : at]
    given = data[at : at + 1]
    end = at + spec.check_width
    right = check_byte(spec.check, framed)
    others = [rule for rule in Check if rule not in (spec.check, Check.NONE)]
    fits = next((rule for rule in others if given and check_byte(rule, framed) == given), None)
    if spec.check is Check.NONE:
        if fits is not None and len(data) == at + 1:
            end = at + 1
            yield Fault(
                at,
                f"check.other-rule.{fits}",
                worded("a check byte {given} under rule {fits}", given=given.hex(), fits=fits),
            )
    elif not given:
        yield Fault(at, "check.missing", worded("the frame ends at ETX, without a check byte"))
    elif given != right:
        if fits is not None:
            text = worded(
                "check byte {given} is right under rule {fits}, not under {check}",
                given=given.hex(),
                fits=fits,
                check=spec.check,
            )
            yield Fault(at, f"check.other-rule.{fits}", text)
        else:
            text = worded(
                "check byte is {given}, {right} would be right ({check})",
                given=given.hex(),
                right=right.hex(),
                check=spec.check,
            )
            yield Fault(at, "check.wrong", text)
    if len(data) > end:
        yield Fault(end, "trailing", worded("{data} bytes after the frame", data=len(data) - end))


def frame_end(spec: EcrSpec, parts: Anatomy, data: bytes) -> int:
    """Offset after the last byte of the frame."""
    if not parts.has_etx:
        return len(data)
    return min(len(data), parts.etx + 1 + spec.check_width)
