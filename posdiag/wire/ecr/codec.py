"""ECR messages to whole frames and back, with offsets and every fault."""

from __future__ import annotations

from posdiag.wire.ecr.anatomy import Anatomy, dissect, frame_end
from posdiag.wire.ecr.fields import read_value, value_faults, write_fixed, write_separated
from posdiag.wire.ecr.spec import (
    ETX,
    STX,
    CodeSpec,
    EcrSpec,
    FieldSpec,
    FieldType,
    Layout,
    LengthAt,
    LengthKind,
    check_byte,
)
from posdiag.wire.message import Decoded, Fault, Field, Message
from posdiag.wire.sayable import code_for
from posdiag.worded import worded

#: Longest piece of an unknown body that is shown as its text.
MAX_SHOWN = 4_096


class EcrCodec:
    """The codec of one ECR dialect."""

    __slots__ = ("spec",)

    def __init__(self, spec: EcrSpec) -> None:
        self.spec = spec

    @property
    def name(self) -> str:
        return self.spec.name

    def encode(self, message: Message) -> bytes:
        """The whole frame. InputError where the dialect has no code for the message's kind."""
        spec = self.spec
        code = code_for(spec.by_kind, message, spec.name)
        if spec.layout is Layout.FIXED:
            head, body = self._fixed(code, message)
        else:
            head, body = self._separated(code, message)
        return self._framed(head, body)

    def decode(self, frame: bytes) -> Decoded:
        """What can be read of a frame, with every fault found. Never raises on any bytes.

        A frame whose length is right only when read otherwise than the dialect says (`length.other-…`)
        has fields and faults but no message: a product so set would read none.
        """
        parts, faults = dissect(self.spec, frame)
        reading = _Reading(self.spec, frame)
        reading.faults.extend(faults)
        reading.length(parts)
        if self.spec.layout is Layout.FIXED:
            reading.fixed(parts)
        else:
            reading.separated(parts)
        # A product set to another length would have understood nothing.
        foreign = any(fault.code.startswith("length.other") for fault in faults)
        reading.faults.sort(key=lambda fault: fault.offset)
        return Decoded(
            dialect=self.spec.name,
            fields=tuple(reading.fields),
            faults=tuple(reading.faults),
            message=None if foreign else reading.message(),
            consumed=frame_end(self.spec, parts, frame),
        )

    def _fixed(self, code: CodeSpec, message: Message) -> tuple[bytes, bytes]:
        spec = self.spec
        head = b"".join(
            write_fixed(
                item,
                code.code if item.path == spec.code_path else item.written(message.get(item.name)),
                spec.charset,
                spec.text_cut,
            )
            for item in spec.header
        )
        body = b"".join(
            write_fixed(item, item.written(message.get(item.name)), spec.charset, spec.text_cut)
            for item in code.fields
        )
        return head, body

    def _separated(self, code: CodeSpec, message: Message) -> tuple[bytes, bytes]:
        spec = self.spec
        separator = bytes((spec.separator,))
        body = b"".join(
            separator
            + write_separated(
                item, item.written(message.get(item.name)), spec.charset, spec.text_cut, spec.separator
            )
            for item in code.fields
        )
        return code.code.encode(), body + (separator if code.closed else b"")

    def _framed(self, head: bytes, body: bytes) -> bytes:
        spec = self.spec
        length = spec.length
        before = b""
        if length.at is LengthAt.AFTER_HEADER:
            inner = head + length.write(len(body)) + body
        elif length.at is LengthAt.AFTER_STX:
            inner = length.write(len(head) + len(body)) + head + body
        else:
            inner = head + body
            before = length.write(len(inner))
        framed = bytes((STX,)) + inner + bytes((ETX,))
        return before + framed + check_byte(spec.check, framed)


class _Reading:
    """What is being read from one frame."""

    __slots__ = ("_code", "_data", "_spec", "_words", "faults", "fields")

    def __init__(self, spec: EcrSpec, data: bytes) -> None:
        self._spec = spec
        self._data = data
        self._code: CodeSpec | None = None
        self._words: dict[str, str] = {}
        self.fields: list[Field] = []
        self.faults: list[Fault] = []

    def message(self) -> Message | None:
        code = self._code
        if code is None or code.kind is None:
            return None
        return Message(code.kind, code.reply, {**code.means, **self._words}, also=code.answers)

    def length(self, parts: Anatomy) -> None:
        """Show the length prefix as a field."""
        if parts.length.kind is not LengthKind.NONE:
            raw = self._data[parts.prefix : parts.prefix + parts.length.width]
            value = "" if parts.promised is None else str(parts.promised + parts.length.surplus)
            self.fields.append(Field("length", parts.prefix, len(raw), value or raw.hex()))

    def fixed(self, parts: Anatomy) -> None:
        offset = parts.head
        for item in self._spec.header:
            if offset >= parts.etx:
                self.faults.append(
                    Fault(offset, "field.missing", worded("the frame ends before `{path}`", path=item.path))
                )
                return
            raw = self._data[offset : min(offset + item.width, parts.etx)]
            if item.path == self._spec.code_path:
                self._take_code(raw, offset)
            else:
                self._take(item, raw, offset)
            offset = min(offset + item.width, parts.etx)
        offset = min(parts.body, parts.etx)
        if self._spec.by_width:
            self._take_width(self._data[offset : parts.etx], offset)
        if self._code is None:
            self._unknown_body(offset, parts.etx)
            return
        for item in self._code.fields:
            raw = self._data[offset : min(offset + item.width, parts.etx)]
            if len(raw) < item.width:
                text = worded(
                    "the body ends {which} `{path}`",
                    which=worded("inside") if raw else worded("before"),
                    path=item.path,
                )
                self.faults.append(Fault(offset, "field.missing", text))
                self._take(item, raw, offset)
                return
            self._take(item, raw, offset)
            offset += item.width
        self._extra(offset, parts.etx)

    def separated(self, parts: Anatomy) -> None:
        spec = self._spec
        separator = bytes((spec.separator,))
        start = parts.head
        if parts.length.at is LengthAt.AFTER_HEADER and parts.length.kind is not LengthKind.NONE:
            self._take_code(self._data[start : parts.prefix], start)
            start = parts.counted
            if self._data[start : start + 1] == separator:
                start += 1
        else:
            cut = self._data.find(separator, start, parts.etx)
            end = cut if cut >= 0 else parts.etx
            self._take_code(self._data[start:end], start)
            start = min(end + 1, parts.etx)
        if self._code is None:
            self._unknown_body(start, parts.etx)
            return
        items = self._code.fields
        pieces = self._data[start : parts.etx].split(separator, len(items)) if start < parts.etx else []
        for item, raw in zip(items, pieces, strict=False):
            if item.width and len(raw) > item.width:
                text = worded(
                    "`{path}` has {raw} bytes, {width} at most",
                    path=item.path,
                    raw=len(raw),
                    width=item.width,
                )
                self.faults.append(Fault(start, "field.overflow", text))
            self._take(item, raw, start)
            start += len(raw) + 1
        for item in items[len(pieces) :]:
            if item.required:
                self.faults.append(
                    Fault(parts.etx, "field.missing", worded("`{path}` is missing", path=item.path))
                )
        if len(pieces) > len(items):
            self._extra(start, parts.etx)

    def _take_code(self, raw: bytes, offset: int) -> None:
        spec = self._spec
        code = raw[:64].decode("latin-1")
        self.fields.append(Field(spec.code_path, offset, len(raw), code))
        self._code = spec.codes.get(code) if len(raw) <= 64 else None
        if self._code is None:
            shown = raw[:16].hex()
            self.faults.append(
                Fault(
                    offset,
                    "code.unknown",
                    worded("no message code of {name}: {shown}", name=spec.name, shown=shown),
                )
            )

    def _take_width(self, body: bytes, offset: int) -> None:
        code = self._spec.code_of_width(body)
        self._code = None if code is None else self._spec.codes[code]
        if self._code is None:
            text = worded(
                "no message of {name} has {body} bytes and such fields", name=self._spec.name, body=len(body)
            )
            self.faults.append(Fault(offset, "code.unknown", text))

    def _take(self, item: FieldSpec, raw: bytes, offset: int) -> None:
        charset = self._spec.charset
        value = read_value(item, raw, charset) if raw else ""
        if value:
            self.fields.append(Field(item.path, offset, len(raw), value, item.name))
            if item.type is not FieldType.TEXT or not raw.isascii():
                self.faults.extend(value_faults(item, raw, offset, charset))
            if item.name:
                self._words[item.name] = item.meant(value)
        elif item.required:
            self.faults.append(Fault(offset, "field.missing", worded("`{path}` is empty", path=item.path)))

    def _extra(self, start: int, end: int) -> None:
        """Bytes after the last field; empty separated fields do no harm."""
        rest = self._data[start:end]
        if rest.strip(bytes((self._spec.separator, 0x20))):
            self.faults.append(
                Fault(start, "field.extra", worded("{rest} bytes after the last field", rest=len(rest)))
            )

    def _unknown_body(self, start: int, end: int) -> None:
        """The body of a message whose code is not known, as text."""
        if start < end:
            shown = self._data[start : min(end, start + MAX_SHOWN)].decode(
                self._spec.charset.value, "replace"
            )
            self.fields.append(Field("body", start, end - start, shown))
