"""Reads a frame in one go when it has the shape of a sound one that was read before.

Where a frame has the length, message type and bitmap of an earlier one, and every byte that is no
value (headers, length prefixes, TLV tags and lengths, fillers) is the same, all fields stand where they
stood. What is left is to cut the values out and to see that each is of its kind. Whatever does not fit
goes to the careful reader, so both give the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import NamedTuple

from posdiag.wire.iso8583.layout import Form, Layout, value_of
from posdiag.wire.iso8583.reader import FrameReader, Scan
from posdiag.wire.iso8583.spec import BitmapCoding, MtiCoding
from posdiag.wire.message import Field

_MAX_SHAPES = 1024
_HEX_VIEW = ""  # in place of a charset: the frame in hex, where positions are nibbles

Cut = Callable[[str], tuple[str, ...]]


def _no_cut(view: str) -> tuple[str, ...]:
    return ()


def _cut(places: list[slice]) -> Cut:
    """A function that cuts all these places out of a text, in C."""
    if not places:
        return _no_cut
    if len(places) == 1:
        only = places[0]
        return lambda view: (view[only],)
    getter: Cut = itemgetter(*places)
    return getter


def _printable(text: str) -> bool:
    return text.isascii() and text.isprintable()


_TRACK = re.compile(r"[0-9=D]*").fullmatch
_HEX = re.compile(r"[0-9A-F]*").fullmatch

#: What makes characters sound, by form; the values of one form are checked joined together.
_SOUND: dict[Form, Callable[[str], object]] = {
    Form.DIGITS: str.isdecimal,  # beyond ASCII, no one-byte charset has a decimal digit
    Form.PACKED: str.isdecimal,
    Form.TRACK: _TRACK,
    Form.TEXT: _printable,
    Form.HEXED: _HEX,
}


class _Special(NamedTuple):
    """A value that needs more than cutting out."""

    layout: Layout
    start: int
    stop: int
    counted: int


class Shape:
    """Where everything stands in frames of one shape."""

    def __init__(self, reader: FrameReader, frame: bytes, scan: Scan) -> None:
        fields = scan.fields
        self.stop = scan.stop
        self._paths = [item.path for item in fields]
        self._offsets = [item.offset for item in fields]
        self._lengths = [item.length for item in fields]
        self._names = [item.name for item in fields]
        self._specials: list[_Special] = []
        self._constants: list[str] = []
        views: dict[str, list[slice]] = {}
        forms: dict[tuple[str, Form], list[slice]] = {}
        sources: list[
            tuple[str, int]
        ] = []  # of each field: its view, and its number among those of that view
        free: list[tuple[int, int]] = []  # nibbles of values
        for item in fields:
            sources.append(self._place(reader, item, views, forms, free))
        self._views = [(charset, _cut(places)) for charset, places in views.items()]
        self._checks = [(charset, _cut(places), _SOUND[form]) for (charset, form), places in forms.items()]
        gaps = _gaps(free, scan.stop * 2)
        self._gaps = _cut(gaps)
        self._literals = self._gaps(frame.hex().upper())
        firsts = {}
        at = 0
        for charset, places in views.items():
            firsts[charset] = at
            at += len(places)
        firsts["special"] = at
        firsts["constant"] = at + len(self._specials)
        self._order = itemgetter(*(firsts[view] + number for view, number in sources))

    def _place(
        self,
        reader: FrameReader,
        item: Field,
        views: dict[str, list[slice]],
        forms: dict[tuple[str, Form], list[slice]],
        free: list[tuple[int, int]],
    ) -> tuple[str, int]:
        """Note where one field's value comes from; its view, and its number there."""
        number, _, inner = item.path.partition(".")
        layout = reader.layout(int(number)) if number.isdigit() else None
        start, stop = 2 * item.offset, 2 * (item.offset + item.length)
        if layout is None:
            self._constants.append(item.value)
            return "constant", len(self._constants) - 1
        form, charset = layout.form, layout.charset
        if not layout.tlv or (inner and not _holds_others(item, self._paths)):
            free.append((start, stop))
        if layout.own_charset or form in (Form.INTEGER, Form.PACKED_TRACK):
            counted = len(item.value) if form is Form.PACKED_TRACK else layout.size
            if layout.counts_bytes:
                counted = item.length
            self._specials.append(_Special(layout, item.offset, item.offset + item.length, counted))
            return "special", len(self._specials) - 1
        if form is Form.PACKED:
            missing = stop - start - len(item.value)
            place = slice(start + missing, stop) if layout.fill_left else slice(start, stop - missing)
            free[-1] = (place.start, place.stop)
        else:
            place = slice(start, stop) if charset == _HEX_VIEW else slice(start // 2, stop // 2)
        if form in _SOUND and place.stop > place.start:
            forms.setdefault((charset, form), []).append(place)
        views.setdefault(charset, []).append(place)
        return charset, len(views[charset]) - 1

    def read(self, frame: bytes) -> tuple[Field, ...] | None:
        """All fields of a frame of this shape, or None where it is not of this shape or not sound."""
        hexed = frame.hex().upper()
        if self._gaps(hexed) != self._literals:
            return None
        texts = {_HEX_VIEW: hexed}
        values: tuple[str, ...] = ()
        for charset, cut in self._views:
            if charset not in texts:
                texts[charset] = frame.decode("latin-1" if charset == "ascii" else charset)
            values += cut(texts[charset])
        for charset, cut, sound in self._checks:
            if not sound("".join(cut(texts[charset]))):
                return None
        if self._specials:
            for layout, start, stop, counted in self._specials:
                value, complaint = value_of(layout, frame[start:stop], counted)
                if complaint is not None:
                    return None
                values += (value,)
        values = self._order((*values, *self._constants))
        return tuple(map(Field, self._paths, self._offsets, self._lengths, values, self._names))


def _holds_others(item: Field, paths: Iterable[str]) -> bool:
    return any(path.startswith(item.path + ".") for path in paths)


def _gaps(free: list[tuple[int, int]], stop: int) -> list[slice]:
    """The stretches of [0, stop) that no value covers."""
    gaps = []
    at = 0
    for begin, end in sorted(free):
        if begin > at:
            gaps.append(slice(at, begin))
        at = max(at, end)
    if at < stop:
        gaps.append(slice(at, stop))
    return gaps


class QuickReader:
    """Shapes seen so far, by what is cheap to look at: length, message type and bitmap."""

    def __init__(self, reader: FrameReader) -> None:
        spec = reader.spec
        self._reader = reader
        self._shapes: dict[tuple[int, bytes], Shape] = {}
        start = spec.length.size + spec.leading
        mti_size = 2 if spec.mti is MtiCoding.BCD else 4
        self._head = slice(start, start + mti_size + (8 if spec.bitmap is BitmapCoding.BINARY else 16))

    def shape_of(self, frame: bytes) -> Shape | None:
        """The shape that a frame may have."""
        return self._shapes.get((len(frame), frame[self._head]))

    def learn(self, frame: bytes, scan: Scan) -> None:
        """Remember the shape of a frame that was read without a fault."""
        if len(self._shapes) >= _MAX_SHAPES:
            self._shapes.clear()
        self._shapes[len(frame), frame[self._head]] = Shape(self._reader, frame, scan)
