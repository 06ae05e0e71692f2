"""Reads a frame in one go when it has the shape of a sound one that was read before.

Where a frame has the length, message type and bitmap of an earlier one, and every byte that is no
value (headers, length prefixes, TLV tags and lengths, fillers) is the same, all fields stand where they
stood. What is left is to cut the values out and to see that each is of its kind. Whatever does not fit
goes to the careful reader, so both give the same.

Three sums over the whole frame as one integer do most of the checking: `number & fixed == literal` for
all bits that must be what they were, among them the zone nibble of every digit in characters; and for
the nibbles that must be decimal, adding 6 carries out of each that is above 9.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import NamedTuple

from posdiag.wire.iso8583.layout import Form, Layout, value_of
from posdiag.wire.iso8583.pattern import Matching, pattern_of
from posdiag.wire.iso8583.reader import FrameReader, Scan
from posdiag.wire.iso8583.spec import BitmapCoding, MtiCoding
from posdiag.wire.message import Field

_MAX_KEYS = 1024
_MAX_ALIKE = 8  # shapes of the same length, message type and bitmap
_PATTERN_AFTER = 50  # glances at one shape; before that a pattern is not worth making
_HEX = ""  # in place of a charset: the frame in hex, where positions are nibbles
_SPECIAL = "special"  # in place of a charset: not cut out but read by the careful reader's function

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


#: What makes characters sound, by form; the values of one form are checked joined together.
_SOUND: dict[Form, Callable[[str], object]] = {
    Form.TRACK: re.compile(r"[0-9=D]*").fullmatch,
    Form.TEXT: lambda text: text.isascii() and text.isprintable(),
    Form.HEXED: re.compile(r"[0-9A-F]*").fullmatch,
}


class _Special(NamedTuple):
    """A value that needs more than cutting out: number of its field, its bytes, what its prefix says."""

    number: int
    layout: Layout
    place: slice
    counted: int


class _Plan:
    """Collects, field by field, where values come from, and which nibbles are fixed or decimal.

    All views of a frame (text in each charset it uses, and hex) and the values that never change are put
    behind one another, so that a single cut gives all values in the order of the fields.
    """

    def __init__(self, reader: FrameReader, frame: bytes, scan: Scan) -> None:
        self.frame = frame
        self.fixed = ["F"] * (2 * len(frame))
        self.fixed[2 * scan.stop :] = "0" * (2 * (len(frame) - scan.stop))
        self.decimal = ["0"] * (2 * len(frame))
        self.bases: dict[str, int] = {}
        self.checked: dict[Form, list[slice]] = {}
        self.specials: list[_Special] = []
        self.constants = ""
        inner = {item.path.rpartition(".")[0] for item in scan.fields}
        layouts = [self._layout(reader, item) for item in scan.fields]
        charsets = {_view_of(layout, item) for layout, item in layouts if layout is not None}
        self.views = (*sorted(charsets - {_HEX, _SPECIAL}), _HEX)  # "ascii" comes first, as in reading
        packed = [item for layout, item in layouts if layout is not None and _view_of(layout, item) == _HEX]
        first = min((item.offset for item in packed), default=0)
        last = max((item.offset + item.length for item in packed), default=0)
        self.hexed = slice(first, last)  # the bytes of which the view in hex is needed
        at = 0
        for charset in self.views:
            self.bases[charset] = at - 2 * first if charset == _HEX else at
            at += 2 * (last - first) if charset == _HEX else len(frame)
        self._end = at
        self.places = [
            self._constant(item.value)
            if layout is None
            else self._place(index, layout, item, item.path in inner)
            for index, (layout, item) in enumerate(layouts)
        ]

    def _layout(self, reader: FrameReader, item: Field) -> tuple[Layout | None, Field]:
        number = item.path.partition(".")[0]
        return (reader.layout(int(number)) if number.isdigit() else None), item

    def _constant(self, value: str) -> slice:
        begin = self._end + len(self.constants)
        self.constants += value
        return slice(begin, begin + len(value))

    def _place(self, index: int, layout: Layout, item: Field, holds_others: bool) -> slice:
        """Note one field; where its value stands in all views together."""
        form = layout.form
        start, stop = 2 * item.offset, 2 * (item.offset + item.length)
        if form is Form.PACKED:
            missing = stop - start - len(item.value)
            start, stop = (start + missing, stop) if layout.fill_left else (start, stop - missing)
        step = 2 if form is Form.DIGITS else 1
        free = slice(start + step - 1, stop, step)
        size = len(range(free.start, free.stop, step))
        if not layout.tlv or ("." in item.path and not holds_others):
            self.fixed[free] = "0" * size
        if form in (Form.DIGITS, Form.PACKED):
            self.decimal[free] = "F" * size
        charset = _view_of(layout, item)
        if charset == _SPECIAL:
            counted = len(item.value) if form is Form.PACKED_TRACK else layout.size
            counted = item.length if layout.counts_bytes else counted
            place = slice(item.offset, item.offset + item.length)
            self.specials.append(_Special(index, layout, place, counted))
            return slice(0, 0)
        if form is Form.TEXT and charset == "ascii":
            self.fixed[start:stop:2] = "8" * (size // 2)  # bit 8 is no longer free
        width = 1 if charset == _HEX else 2
        base = self.bases[charset]
        place = slice(base + start // width, base + stop // width)
        if form in _SOUND:
            self.checked.setdefault(form, []).append(place)
        return place


def _view_of(layout: Layout, item: Field) -> str:
    """The view that a value is cut from. Text of its own charset counts as ASCII where it was so."""
    if layout.form in (Form.INTEGER, Form.PACKED_TRACK):
        return _SPECIAL
    if layout.own_charset:
        return "ascii" if item.value.isascii() else _SPECIAL
    return layout.charset


class Shape:
    """Where everything stands in frames of one shape; `stop` is where they end.

    `glanced` are the paths of the fields that a glance takes, two or more; it takes nothing for those that
    the shape has not.
    """

    def __init__(
        self, reader: FrameReader, frame: bytes, scan: Scan, glanced: Sequence[str] = ("", "")
    ) -> None:
        plan = _Plan(reader, frame, scan)
        fields = scan.fields
        self.stop = scan.stop
        self.paths = [item.path for item in fields]
        self._offsets = [item.offset for item in fields]
        self._lengths = [item.length for item in fields]
        self._names = [item.name for item in fields]
        self._hexed = plan.hexed
        self._charsets = [charset for charset in plan.views if charset not in (_HEX, "ascii")]
        self._ascii = "ascii" in plan.views
        self._constants = plan.constants
        self._places = plan.places
        self._cut = _cut(plan.places)
        self._checks = [(_cut(places), _SOUND[form]) for form, places in plan.checked.items()]
        self._specials = plan.specials
        ones = int("01" * len(frame), 16)
        self.fixed = int("".join(plan.fixed), 16)
        self.literal = int.from_bytes(frame, "big") & self.fixed
        decimal = int("".join(plan.decimal), 16)
        self._low, self._high = decimal & ones * 0x0F, decimal >> 4 & ones * 0x0F
        self._low_six, self._high_six = self._low // 15 * 6, self._high // 15 * 6
        self._carry = ones * 0x10
        self._glanced = [self.paths.index(path) if path in self.paths else -1 for path in glanced]
        nothing = slice(0, 0)
        picked = [plan.places[at] if at >= 0 else nothing for at in self._glanced]
        self._pick = _cut(picked)
        seen = [*picked, *(place for places in plan.checked.values() for place in places)]
        # all that a glance looks at is in ASCII, which is the first view
        within = all(place.stop <= len(frame) for place in seen)
        plainly = self._ascii and within and not (self._specials or self._high)
        self._glances_left = _PATTERN_AFTER if plainly else 0
        self.matching: Matching | None = None  # in place of a glance, once there is one
        self.groups: Sequence[int] = ()  # of what it matches, those that a glance takes
        self._plan = (frame, "".join(plan.fixed), "".join(plan.decimal), plan.checked, picked)

    def fields(self, values: Sequence[str]) -> tuple[Field, ...]:
        """The fields of a frame of this shape, of their values."""
        return tuple(map(Field, self.paths, self._offsets, self._lengths, values, self._names))

    def values(self, frame: bytes, number: int) -> Sequence[str] | None:
        """All values of a frame of this shape, or None where one is not sound."""
        source = self.source(frame, number)
        return self._cut(source) if isinstance(source, str) else source

    def source(self, frame: bytes, number: int) -> str | Sequence[str] | None:
        """What values are cut from, or all of them where some need more than cutting; else as `values`."""
        carried = (number & self._low) + self._low_six
        if self._high:
            carried |= (number >> 4 & self._high) + self._high_six
        if carried & self._carry:
            return None
        text = frame.decode("latin-1") if self._ascii else ""
        for charset in self._charsets:
            text += frame.decode(charset)
        view = f"{text}{frame[self._hexed].hex().upper()}{self._constants}"
        for cut, sound in self._checks:
            if not sound("".join(cut(view))):
                return None
        if not self._specials:
            return view
        values = list(self._cut(view))
        for index, layout, place, counted in self._specials:
            values[index], complaint = value_of(layout, frame[place], counted)
            if complaint is not None:
                return None
        return values

    def glance(self, frame: bytes) -> Sequence[str] | None:
        """The values asked for, or None where the frame has not this shape or any value is not sound."""
        number = int.from_bytes(frame, "big")
        if number & self.fixed != self.literal:
            return None
        source = self.source(frame, number)
        if self._glances_left > 0:
            self._glances_left -= 1
            if not self._glances_left:  # it comes so often that a pattern is worth making
                self.matching, self.groups = pattern_of(*self._plan)
        if source is None or isinstance(source, str):
            return None if source is None else self._pick(source)
        return [source[at] if at >= 0 else "" for at in self._glanced]


class QuickReader:
    """Shapes seen so far, by what is cheap to look at: length, message type and bitmap."""

    def __init__(self, reader: FrameReader, glanced: Sequence[str] = ("", "")) -> None:
        spec = reader.spec
        self._reader = reader
        self._glanced = glanced
        self._shapes: dict[tuple[int, bytes], list[Shape]] = {}
        start = spec.length.size + spec.leading
        mti_size = 2 if spec.mti is MtiCoding.BCD else 4
        self.head = start + mti_size + (8 if spec.bitmap is BitmapCoding.BINARY else 16)
        self._head = slice(start, self.head)

    def read(self, frame: bytes) -> tuple[Shape, Sequence[str]] | None:
        """The shape of a frame and its values, or None where the shape is not known or a value not sound."""
        shapes = self._shapes.get((len(frame), frame[self._head]))
        if not shapes:
            return None
        number = int.from_bytes(frame, "big")
        for shape in shapes:
            if number & shape.fixed == shape.literal:
                values = shape.values(frame, number)
                return None if values is None else (shape, values)
        return None

    def glance(self, frame: bytes) -> tuple[Shape, Sequence[str]] | None:
        """The same with no more values than a glance takes."""
        shapes = self._shapes.get((len(frame), frame[self._head]))
        if not shapes:
            return None
        for shape in shapes:
            if (matching := shape.matching) is None:
                if (values := shape.glance(frame)) is not None:
                    return shape, values
            elif (found := matching(frame)) is not None:
                return shape, [value.decode("latin-1") for value in found.group(*shape.groups)]
        return None

    def matched(self, frame: bytes) -> list[Shape]:
        """The shapes with a pattern that a frame of this length, message type and bitmap may have, whole."""
        shapes = self._shapes.get((len(frame), frame[self._head]), ())
        return [shape for shape in shapes if shape.matching and shape.stop == len(frame)]

    def learn(self, frame: bytes, scan: Scan) -> None:
        """Remember the shape of a sound frame, if one as long with the same head came before.

        Working out a shape costs more than reading a frame, so a frame that stays alone gets none.
        """
        key = (len(frame), frame[self._head])
        shapes = self._shapes.get(key)
        if shapes is None:
            if len(self._shapes) >= _MAX_KEYS:
                self._shapes.clear()
            self._shapes[key] = []
            return
        shapes.insert(0, Shape(self._reader, frame, scan, self._glanced))
        del shapes[_MAX_ALIKE:]
