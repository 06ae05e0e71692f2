"""One field of an ECR body: text to bytes and back, padding, cutting, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator

from posdiag.wire.ecr.spec import Align, Charset, FieldSpec, FieldType, TextCut
from posdiag.wire.message import Fault
from posdiag.worded import worded

#: Control bytes would break the frame; a till writes a space instead.
_CONTROLS = dict.fromkeys(range(0x20), " ") | {0x7F: " "}


def write_fixed(item: FieldSpec, value: str, charset: Charset, cut: TextCut) -> bytes:
    """Exactly `item.width` bytes; a number too long loses its high digits, a text its end."""
    numeric = item.type in (FieldType.DIGITS, FieldType.NUMBER)
    if numeric and not value:
        return b" " * item.width
    raw = _encoded(item, value, charset)
    if len(raw) > item.width:
        raw = raw[-item.width :] if numeric else _shortened(raw, item.width, charset, cut)
    pad = bytes((item.pad,))
    return raw.rjust(item.width, pad) if item.align is Align.RIGHT else raw.ljust(item.width, pad)


def write_separated(item: FieldSpec, value: str, charset: Charset, cut: TextCut, separator: int) -> bytes:
    """The value's bytes, cut where the field has a width, never holding the separator."""
    raw = _encoded(item, value.replace(chr(separator), " "), charset)
    if item.width and len(raw) > item.width:
        return _shortened(raw, item.width, charset, cut)
    return raw


def read_value(item: FieldSpec, raw: bytes, charset: Charset) -> str:
    """The value without its padding; bytes that are no text become replacement characters."""
    if item.type is FieldType.HEX:
        return raw.hex().upper()
    text = _stripped(item, raw).decode(charset, "replace")
    if item.type is FieldType.NUMBER and text.isascii() and text.isdigit():
        return text.lstrip("0") or "0"
    return text


def value_faults(item: FieldSpec, raw: bytes, offset: int, charset: Charset) -> Iterator[Fault]:
    """What is wrong with a field's bytes."""
    if item.type is FieldType.HEX:
        return
    bare = _stripped(item, raw)
    if item.type is not FieldType.TEXT:
        if bare and not bare.isdigit():
            text = worded("`{path}` should be digits", path=item.path)
            yield Fault(offset, "field.not-numeric", text)
        return
    if bare.isascii():
        return
    try:
        bare.decode(charset)
    except UnicodeDecodeError as error:
        if "incomplete" in error.reason or "unexpected end" in error.reason:
            text = worded("`{path}` ends inside a character: it was cut at bytes", path=item.path)
            yield Fault(offset + error.start, "text.cut", text)
        else:
            text = worded("`{path}` is not {charset} text", path=item.path, charset=charset)
            yield Fault(offset + error.start, f"text.not-{charset}", text)


def _stripped(item: FieldSpec, raw: bytes) -> bytes:
    if item.type is not FieldType.TEXT:
        return raw.strip(b" ")
    padding = bytes((item.pad, 0x20))
    return raw.lstrip(padding) if item.align is Align.RIGHT else raw.rstrip(padding)


def _encoded(item: FieldSpec, value: str, charset: Charset) -> bytes:
    if item.type is FieldType.HEX:
        try:
            return bytes.fromhex(value)
        except ValueError:
            return b""
    if item.type is FieldType.NUMBER and value.isascii() and value.isdigit():
        value = value.lstrip("0") or "0"
    return value.translate(_CONTROLS).encode(charset, "replace")


def _shortened(raw: bytes, width: int, charset: Charset, cut: TextCut) -> bytes:
    if cut is TextCut.NEVER:
        return raw
    if cut is TextCut.BYTES:
        return raw[:width]
    return raw[:width].decode(charset, "ignore").encode(charset)
