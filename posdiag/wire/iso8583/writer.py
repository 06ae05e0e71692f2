"""Writes an ISO 8583 message from its data elements, each in the form that the spec gives it.

How a message is put together depends only on which elements it has and how long they are, so that plan
is worked out once and kept; writing is then a matter of joining texts. Values that do not fit are cut:
numbers lose their first digits, everything else its end. What a form cannot hold becomes `?`, and in
packed numbers the low four bits of the character, as the firmware of a till would have it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import groupby
from operator import itemgetter

from posdiag.wire.iso8583.layout import PACKED_FORMS, Form, Layout
from posdiag.wire.iso8583.reader import FrameReader
from posdiag.wire.iso8583.spec import BitmapCoding, FieldType, MtiCoding, PrefixCoding, SecondBitmap

_MAX_PLANS = 1024
_HEX = ""  # in place of a charset: the text is hex
_PLAIN = "latin-1"  # ASCII, and bytes of other charsets as one character each

#: A stretch of the message: its charset, and either a text or the number of a value.
Piece = tuple[str, str | int]

#: Numbers of the elements, then the length of the message type and of each value.
_Key = tuple[str | int, ...]


class _Plan:
    """How to join the values of one set of elements with given lengths."""

    def __init__(self, pieces: list[Piece], values: int) -> None:
        literals: list[str] = []
        order: list[int] = []
        self._runs: list[tuple[str, int, int, bytes]] = []
        for charset, group in groupby(pieces, itemgetter(0)):
            begin = len(order)
            texts = [what for _, what in group]
            for what in texts:
                order.append(what if isinstance(what, int) else values + len(literals))
                literals += [what] if isinstance(what, str) else []
            constant = "".join(what for what in texts if isinstance(what, str))
            whole = all(isinstance(what, str) for what in texts)
            self._runs.append((charset, begin, len(order), _bytes(charset, constant) if whole else b""))
        self._literals = tuple(literals)
        self._order: Callable[[tuple[str, ...]], tuple[str, ...]] = itemgetter(*order)

    def write(self, values: tuple[str, ...]) -> bytes:
        """The message.

        Raises:
            ValueError: a value cannot be written in the form of its element.
        """
        texts = self._order(values + self._literals)
        return b"".join(
            [
                constant or _bytes(charset, "".join(texts[begin:end]))
                for charset, begin, end, constant in self._runs
            ]
        )


def _bytes(charset: str, text: str) -> bytes:
    """Text in its charset, or what it is hex of."""
    if charset:
        return text.encode(charset)
    raw = bytes.fromhex(text)
    if 2 * len(raw) != len(text):  # `fromhex` passes over blanks
        raise ValueError(text)
    return raw


class MessageWriter:
    """Writes messages of one spec, without framing."""

    def __init__(self, reader: FrameReader) -> None:
        self._spec = reader.spec
        self._layouts = {
            str(n): layout for n in self._spec.fields if (layout := reader.layout(n)) is not None
        }
        forms = (Form.PACKED_TRACK, Form.INTEGER)
        self._recoded = frozenset(path for path, layout in self._layouts.items() if layout.form in forms)
        self._plans: dict[_Key, _Plan] = {}

    def write(self, mti: str, elements: Mapping[str, str]) -> bytes:
        """The message of these elements; ones that the spec does not have are left out.

        Args:
            mti: four digits.
            elements: values by number of the data element; binary ones in hex.
        """
        values = (mti, *elements.values())
        if not ("".join(values).isascii() and self._recoded.isdisjoint(elements)):
            elements = self._prepared(elements)
            values = (mti, *elements.values())
        key: _Key = (*elements, *map(len, values))
        plan = self._plans.get(key)
        if plan is None:
            elements = self._fitting(elements)
            values = (mti[:4].rjust(4, "0"), *elements.values())
            plan = _Plan(self._pieces(elements), len(values))
            fitted: _Key = (*elements, *map(len, values))
            if fitted == key:
                if len(self._plans) >= _MAX_PLANS:
                    self._plans.clear()
                self._plans[key] = plan
        try:
            return plan.write(values)
        except ValueError:
            return plan.write(self._forced(values, elements))

    def _prepared(self, elements: Mapping[str, str]) -> dict[str, str]:
        """The same with one character for each that is written: own charsets byte by byte, `=` as D."""
        ready = {}
        for path, value in elements.items():
            layout = self._layouts.get(path)
            if layout is None:
                continue
            if layout.form is Form.PACKED_TRACK:
                value = value.replace("=", "D")
            elif layout.form is Form.INTEGER:
                digits = _low_bits(value)[-layout.size :]
                value = f"{int(digits or '0'):0{2 * layout.byte_count(layout.size)}X}"
            if layout.own_charset and not value.isascii():
                value = value.encode(layout.charset, "replace").decode("latin-1")
            elif not value.isascii():
                value = "".join(c if c.isascii() else "?" for c in value)
            ready[path] = value
        return ready

    def _fitting(self, elements: Mapping[str, str]) -> dict[str, str]:
        """The same with values cut to the longest that their element can hold."""
        fitting = {path: value for path, value in elements.items() if path in self._layouts}
        for path, value in fitting.items():
            layout = self._layouts[path]
            most = layout.size * (2 if layout.form in (Form.RAW, Form.HEXED) else 1)
            if len(value) > most and layout.form is not Form.INTEGER:
                number = self._spec.fields[layout.number].type is FieldType.N and not layout.prefix
                fitting[path] = value[-most:] if number else value[:most]
        return fitting

    def _forced(self, values: tuple[str, ...], elements: Mapping[str, str]) -> tuple[str, ...]:
        """The same values with everything replaced that packed forms cannot hold."""
        forced = [_low_bits(values[0])]
        for path, value in zip(elements, values[1:], strict=True):
            layout = self._layouts.get(path)
            packed = layout is not None and layout.form in (*PACKED_FORMS, Form.RAW)
            forced.append(_low_bits(value) if packed else value)
        return tuple(forced)

    # -- the plan ----------------------------------------------------------------------------------

    def _pieces(self, elements: Mapping[str, str]) -> list[Piece]:
        spec = self._spec
        found = [(self._layouts[path], i) for i, path in enumerate(elements, 1)]
        found.sort(key=lambda pair: pair[0].number)
        mti_charset = {MtiCoding.BCD: _HEX, MtiCoding.ASCII: _PLAIN, MtiCoding.EBCDIC: spec.ebcdic}[spec.mti]
        pieces: list[Piece] = [(mti_charset, 0), self._bitmap([layout.number for layout, _ in found])]
        values = list(elements.values())
        for layout, index in found:
            pieces += self._element(layout, index, len(values[index - 1]))
        return [piece for piece in pieces if piece[1] != ""]

    def _bitmap(self, numbers: list[int]) -> Piece:
        bits = sum(1 << (128 - number) for number in numbers)
        if self._spec.second_bitmap is SecondBitmap.ALWAYS:
            text = f"{bits:032X}"
        else:
            text = f"{bits | 1 << 127:032X}" if bits & (1 << 64) - 1 else f"{bits >> 64:016X}"
        match self._spec.bitmap:
            case BitmapCoding.BINARY:
                return _HEX, text
            case BitmapCoding.HEX:
                return _PLAIN, text
            case BitmapCoding.HEX_EBCDIC:
                return self._spec.ebcdic, text

    def _element(self, layout: Layout, index: int, length: int) -> list[Piece]:
        """The prefix, the value and what fills it up, of an element whose value has `length` characters."""
        charset = _PLAIN if layout.own_charset or layout.charset == "ascii" else layout.charset
        value: Piece = (charset, index)
        if layout.prefix:
            units = length
            if layout.form in (Form.RAW, Form.PACKED, Form.PACKED_TRACK):
                odd = length % 2
                if layout.form is Form.RAW or layout.counts_bytes:
                    units = (length + 1) // 2
                if odd:
                    filler: Piece = (_HEX, "0" if layout.fill_left else self._spec.bcd_filler)
                    pieces = [filler, value] if layout.fill_left else [value, filler]
                    return [self._prefix(layout, units), *pieces]
            return [self._prefix(layout, units), value]
        return self._fixed(layout, value, length)

    def _fixed(self, layout: Layout, value: Piece, length: int) -> list[Piece]:
        charset = value[0]
        match layout.form:
            case Form.DIGITS:
                return [(charset, "0" * (layout.size - length)), value]
            case Form.TEXT | Form.TRACK:
                return [value, (charset, " " * (layout.size - length))]
            case Form.RAW | Form.HEXED:
                return [(charset, "0" * (2 * layout.size - length)), value]
            case Form.INTEGER:
                return [value]
        zeros: Piece = (_HEX, "0" * (layout.size - length))
        if layout.size % 2 == 0:
            return [zeros, value]
        if layout.fill_left:
            return [(_HEX, "0"), zeros, value]
        return [zeros, value, (_HEX, self._spec.bcd_filler)]

    def _prefix(self, layout: Layout, units: int) -> Piece:
        size = layout.prefix_bytes
        match self._spec.prefix:
            case PrefixCoding.ASCII:
                return _PLAIN, str(units).zfill(size)
            case PrefixCoding.EBCDIC:
                return self._spec.ebcdic, str(units).zfill(size)
            case PrefixCoding.BCD:
                return _HEX, str(units).zfill(2 * size)
            case PrefixCoding.BINARY:
                return _HEX, f"{units:0{2 * size}X}"


def _low_bits(text: str) -> str:
    """Hex digits as they are, of every other character its low four bits if they are a digit, else 0."""
    return "".join(c if c in "0123456789ABCDEFabcdef" else str(ord(c) % 16 % 10) for c in text)
