"""Names the options by which a frame differs from a spec: the ones that, set otherwise, make it readable.

A frame in another encoding or framing gives the careful reader a fault somewhere, often far from the
cause: a length prefix taken for BCD shows as text in a later number. So each option is set otherwise in
turn and the frame read again; what then reads without a fault to its last byte is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from itertools import product
from typing import NamedTuple

from posdiag.wire.iso8583.framing import read_length
from posdiag.wire.iso8583.layout import PACKED_FORMS, mti_text
from posdiag.wire.iso8583.reader import FrameReader, Scan
from posdiag.wire.iso8583.spec import (
    BinaryCoding,
    BitmapCoding,
    FieldType,
    IsoSpec,
    LengthKind,
    MtiCoding,
    NumericCoding,
    PrefixCoding,
    PrefixUnit,
    SecondBitmap,
    TextCoding,
    TrackCoding,
)
from posdiag.wire.iso8583.variants import encodings, formats
from posdiag.wire.iso8583.witness import Witness, witness_of

#: A frame longer than this is not looked at twice.
_MAX_BYTES = 8192
#: TPDU identifiers begin with this byte (PROTOCOLS 1.1).
_TPDU_FIRST = b"\x60"
#: Sizes of headers: reserved bytes, ISO literals, and IBM's of 22.
_HEADER_SIZES = (*range(1, 13), 22)


@dataclass(frozen=True, slots=True)
class Difference:
    """An option that the frame follows otherwise than the spec says."""

    option: str
    expected: str
    found: str


Found = tuple[tuple["Difference", ...], Scan]

#: Answers kept, since a POS without an answer sends the same bytes again and again.
_MOST_KEPT = 256
#: Reasons kept why frames of one length cannot be read in one way.
_MOST_WITNESSES = 4


class SecondLook:
    """Looks at frames that a spec cannot read: at each option alone, at framing and encoding together,
    and at the usual whole formats."""

    def __init__(self, spec: IsoSpec) -> None:
        self._spec = spec
        self._own = _encoding_of(spec)
        self._kept: dict[bytes, Found | None] = {}
        self._framed: dict[_Framing, _Framed] = {}

    def at(self, frame: bytes) -> Found | None:
        """The fewest options that make a whole frame readable, with that reading; None where nothing does."""
        if len(frame) > _MAX_BYTES:
            return None
        if frame not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[frame] = self._look(frame)
        return self._kept[frame]

    def _look(self, frame: bytes) -> Found | None:
        framings = [self._known(framing) for framing in _framings(self._spec, frame)]
        framings.sort(key=lambda one: one.apart)
        vain: dict[_Framed, list[_Heeded]] = {framed: [] for framed in framings}
        for framed, encoding in self._tried(framings, frame):
            if any(all(encoding[at] == value for at, value in heeded) for heeded in vain[framed]):
                continue  # it would meet the same fault
            reader = framed.reader(encoding)
            heeded = framed.known_vain(reader, frame)
            if heeded is not None:
                vain[framed].append(heeded)
                continue
            scan = reader.read_strictly(frame)
            if scan.faults:
                vain[framed].append(framed.vain(reader, scan, len(frame)))
            elif scan.stop == len(frame) and len(scan.fields) > 2:
                return differences(self._spec, reader.spec), scan
        return None

    def _tried(self, framings: list[_Framed], frame: bytes) -> Iterator[tuple[_Framed, _Encoding]]:
        """What is tried: encodings by which the frame's message type makes sense, the likelier first."""
        yield from ((framed, self._own) for framed in framings)
        sensible = {
            (coding, framed.start): mti_text(coding, self._spec.ebcdic, frame, framed.start)
            for coding in MtiCoding
            for framed in framings
        }
        for encodings_ in self._encodings:
            for framed in framings:
                for encoding in encodings_:
                    if sensible[encoding.mti, framed.start]:
                        yield framed, encoding

    @cached_property
    def _encodings(self) -> tuple[list[_Encoding], list[_Encoding]]:
        """With one option set otherwise, and the usual formats; none of them twice."""
        own = _encoding_of(self._spec)
        single = [one for one in dict.fromkeys(map(_encoding_of, encodings(self._spec))) if one != own]
        whole = dict.fromkeys(map(_encoding_of, formats(self._spec)))
        return single, [one for one in whole if one != own and one not in single]

    def _known(self, framing: _Framing) -> _Framed:
        """The spec with a framing, whose readers are kept."""
        if framing not in self._framed:
            if len(self._framed) >= _MOST_KEPT:
                self._framed.clear()
            self._framed[framing] = _Framed(self._spec, replace(self._spec, **framing._asdict()))
        return self._framed[framing]


class _Framing(NamedTuple):
    """The options of a spec that frame a message, by their names there: many are tried, few fit a frame."""

    length: LengthKind
    tpdu: bytes
    header: bytes
    length_counts_itself: bool
    length_counts_header: bool


class _Encoding(NamedTuple):
    """The options of a spec by which a message is encoded, by their names there."""

    mti: MtiCoding
    bitmap: BitmapCoding
    second_bitmap: SecondBitmap
    prefix: PrefixCoding
    prefix_counts: PrefixUnit
    numeric: NumericCoding
    binary_fields: BinaryCoding
    text: TextCoding
    track: TrackCoding


def _encoding_of(spec: IsoSpec) -> _Encoding:
    return _Encoding(*(getattr(spec, name) for name in _Encoding._fields))


#: Options that mattered in reading as far as a fault, by their places in an encoding, and how they were set.
_Heeded = list[tuple[int, object]]
#: The options by which an element of a type is read; text for all others.
_HEEDED: Mapping[FieldType, set[str]] = {
    FieldType.N: {"numeric"},
    FieldType.Z: {"numeric", "track", "text"},
    FieldType.B: {"binary_fields"},
}


class _Framed:
    """A spec with one framing, and its readers for every encoding tried."""

    def __init__(self, spec: IsoSpec, framed: IsoSpec) -> None:
        self.apart = len(differences(spec, framed))
        self.start = framed.length.size + framed.leading
        self._spec = framed
        self._readers: dict[_Encoding, FrameReader] = {}
        self._heeded: dict[tuple[FrameReader, frozenset[int]], _Heeded] = {}
        self._witnesses: dict[tuple[FrameReader, int], list[tuple[Witness, _Heeded]]] = {}

    def known_vain(self, reader: FrameReader, frame: bytes) -> _Heeded | None:
        """The options that matter where it shows by frames before that this one cannot be read so."""
        witnesses = self._witnesses.get((reader, len(frame)), ())
        return next((heeded for witness, heeded in witnesses if witness.speaks_of(frame)), None)

    def vain(self, reader: FrameReader, scan: Scan, size: int) -> _Heeded:
        """The options that matter in a reading in vain, of a frame of that size, which is remembered."""
        heeded = self._heeded_by(reader, scan)
        witness = witness_of(reader, scan)
        if witness is not None:
            if len(self._witnesses) >= _MOST_KEPT:
                self._witnesses.clear()
            kept = self._witnesses.setdefault((reader, size), [])
            kept.insert(0, (witness, heeded))
            del kept[_MOST_WITNESSES:]
        return heeded

    def _heeded_by(self, reader: FrameReader, scan: Scan) -> _Heeded:
        """`_heeded`, kept for frames that were read as far as this one."""
        read = frozenset((scan.reached, *(int(item.path) for item in scan.fields if item.path.isdigit())))
        found = self._heeded.get((reader, read))
        if found is None:
            if len(self._heeded) >= _MOST_KEPT:
                self._heeded.clear()
            found = self._heeded[reader, read] = _heeded(reader, read)
        return found

    def reader(self, encoding: _Encoding) -> FrameReader:
        found = self._readers.get(encoding)
        if found is None:
            found = self._readers[encoding] = FrameReader(replace(self._spec, **encoding._asdict()))
        return found


def _heeded(reader: FrameReader, read: Iterable[int]) -> _Heeded:
    """The options that matter in reading these elements, the last with a fault: all with these meet it."""
    spec = reader.spec
    names = {"mti", "bitmap", "second_bitmap"}
    for number in read:
        item, layout = spec.fields.get(number), reader.layout(number)
        if item is None or layout is None:
            continue
        names |= _HEEDED.get(item.type, {"text"})
        if item.prefix:
            names |= {"prefix", "prefix_counts"} if layout.form in PACKED_FORMS else {"prefix"}
    return [(at, getattr(spec, name)) for at, name in enumerate(_Encoding._fields) if name in names]


def differences(spec: IsoSpec, other: IsoSpec) -> tuple[Difference, ...]:
    """The options in which two specs differ."""
    found = []
    for item in fields(IsoSpec):
        mine, theirs = getattr(spec, item.name), getattr(other, item.name)
        if mine != theirs and item.name not in ("name", "fields"):
            found.append(Difference(item.name, _shown(mine), _shown(theirs)))
    return tuple(found)


def _shown(value: object) -> str:
    match value:
        case bytes():
            return value.hex() or "none"
        case bool():
            return "true" if value else "false"
        case _:
            return str(value)


def _framings(spec: IsoSpec, frame: bytes) -> Iterator[_Framing]:
    """The spec's and those with another length header, TPDU or header, where they fit the frame's length."""
    has_mti: dict[int, bool] = {}
    trailing = 0 if spec.length_counts_trailer else len(spec.trailer)
    most = trailing + max(5, len(spec.tpdu)) + max(*_HEADER_SIZES, len(spec.header))
    for kind in LengthKind:
        count = read_length(kind, frame[: kind.size]) if len(frame) > kind.size else None
        if kind is not LengthKind.NONE and (count is None or not 0 <= len(frame) - count <= kind.size + most):
            continue  # whatever stood before the message, the length would not fit
        for tpdu, header in _headers(spec, frame, kind):
            leading = len(tpdu) + len(header)
            at = kind.size + leading
            if at not in has_mti:
                has_mti[at] = _any_mti(spec, frame, at)
            if not has_mti[at]:
                continue
            if count is None or kind is LengthKind.NONE:
                yield _Framing(kind, tpdu, header, spec.length_counts_itself, spec.length_counts_header)
                continue
            for itself, counts in product((False, True), (False, True) if leading else (True,)):
                uncounted = (0 if itself else kind.size) + (0 if counts else leading) + trailing
                if count + uncounted == len(frame):
                    counts = counts if leading else spec.length_counts_header
                    yield _Framing(kind, tpdu, header, itself, counts)


def _any_mti(spec: IsoSpec, frame: bytes, at: int) -> bool:
    return any(mti_text(coding, spec.ebcdic, frame, at) for coding in MtiCoding)


def _headers(spec: IsoSpec, frame: bytes, kind: LengthKind) -> Iterator[tuple[bytes, bytes]]:
    """What may stand between length and message type: TPDU and header as told, left out, or met there."""
    tpdus: list[bytes] = [spec.tpdu, b""] if spec.tpdu else [b""]
    at = kind.size
    if not spec.tpdu and frame[at : at + 1] == _TPDU_FIRST:
        tpdus.insert(0, frame[at : at + 5])
    for tpdu in tpdus:
        yield tpdu, spec.header
        if spec.header:
            yield tpdu, b""
        elif kind is not LengthKind.NONE:  # else a wrong length header would pass for a header
            first = at + len(tpdu)
            yield from ((tpdu, frame[first : first + size]) for size in _HEADER_SIZES)
