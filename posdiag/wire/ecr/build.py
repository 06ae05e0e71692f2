"""Builds an ECR dialect from its options and reports everything in them that makes no sense."""

from __future__ import annotations

from enum import StrEnum

from posdiag.wire.codec import OptionFault, Options
from posdiag.wire.ecr.spec import (
    ACK,
    ENQ,
    EOT,
    ETX,
    FS,
    MAX_FRAME,
    NAK,
    STX,
    Align,
    Charset,
    Check,
    CodeSpec,
    EcrSpec,
    FieldSpec,
    FieldType,
    Handshake,
    Layout,
    Length,
    LengthAt,
    LengthCounts,
    LengthKind,
    TextCut,
    ToldBy,
)
from posdiag.wire.message import FIELD_NAMES, Kind
from posdiag.wire.options import OptionReader, near
from posdiag.worded import worded

#: A dialect may have no more fields in a message, nor wider ones, than this.
MAX_FIELDS = 200
MAX_WIDTH = 4_096
FRAMING = frozenset({STX, ETX, EOT, ENQ, ACK, NAK})


class Way(StrEnum):
    """Whether a code is a question or an answer; `event` is neither and has no kind."""

    REQUEST = "request"
    REPLY = "reply"
    EVENT = "event"


def build_spec(name: str, options: Options) -> tuple[EcrSpec, tuple[OptionFault, ...]]:
    """The dialect that `options` describe, with every fault; faulty options keep their defaults."""
    faults: list[OptionFault] = []
    read = OptionReader(options, faults)
    layout = read.choice("layout", Layout.SEPARATED)
    code_path = read.text("code_path", "code")
    values = _Values(read.inside("values"))
    lists = read.inside("fields")
    common = {way: _fields(lists, way.value, layout, values) for way in (Way.REQUEST, Way.REPLY)}
    lists.finish()
    spec = EcrSpec(
        name=name,
        layout=layout,
        separator=_separator(read),
        check=read.choice("check", Check.AFTER_STX),
        check_ms=read.number("check_ms", 0, 0, 60_000),
        length=_length(read.inside("length")),
        handshake=read.choice("handshake", Handshake.NONE),
        acks=read.number("acks", 1, 1, 3),
        never_acked=frozenset(read.texts("never_acked")),
        charset=read.choice("charset", Charset.CP949),
        text_cut=read.choice("text_cut", TextCut.CHARACTERS),
        code_path=code_path,
        told_by=read.choice("told_by", ToldBy.CODE),
        header=_fields(read, "header", layout, values, code_path),
        codes=_codes(read.inside("codes"), common, layout, values),
        max_frame=read.number("max_frame", MAX_FRAME, 64, 1_048_576),
    )
    values.finish()
    read.finish()
    _check_whole(spec, read)
    return spec, tuple(faults)


def _separator(read: OptionReader) -> int:
    found = read.hex("separator", bytes((FS,)), 1)
    if len(found) != 1 or found[0] in FRAMING:
        what = worded("must be one byte that is no framing byte")
        read.fault("separator", what, worded("FS is 1C, a pipe is 7C"))
        return FS
    return found[0]


def _length(read: OptionReader) -> Length:
    found = Length(
        kind=read.choice("kind", LengthKind.NONE),
        at=read.choice("at", LengthAt.AFTER_STX),
        counts=read.choice("counts", LengthCounts.BODY),
        itself=read.flag("itself"),
    )
    read.finish()
    return found


def _codes(
    read: OptionReader, common: dict[Way, tuple[FieldSpec, ...]], layout: Layout, values: _Values
) -> dict[str, CodeSpec]:
    codes: dict[str, CodeSpec] = {}
    taken: dict[tuple[Kind, bool], str] = {}
    for code in read.keys():  # noqa: SIM118 - a method that also counts the keys as asked for
        inner = read.inside(code)
        way = inner.choice("way", Way.REQUEST)
        kind = _kind(inner, way)
        fields = common.get(way, ())
        if inner.raw("fields") is not None:
            fields = _fields(inner, "fields", layout, values)
        also = inner.flag("also")
        codes[code] = CodeSpec(
            code,
            kind,
            way is Way.REPLY,
            fields,
            inner.text("name"),
            means=_means(inner.inside("means")),
            acked_only=inner.flag("acked_only"),
            closed=inner.flag("closed"),
            answers=frozenset(
                filter(None, (_named_kind(inner, "answers", text) for text in inner.texts("answers")))
            ),
        )
        if kind is not None:
            first = taken.setdefault((kind, way is Way.REPLY), code)
            if first != code and not also:
                inner.fault(
                    "kind",
                    worded("`{first}` already says {kind} {way}", first=first, kind=kind, way=way),
                    worded("mark the further one `also: yes`"),
                )
        inner.finish()
    return codes


def _kind(read: OptionReader, way: Way) -> Kind | None:
    text = read.text("kind")
    if not text:
        return None
    if way is Way.EVENT:
        read.fault(
            "kind", worded("an event has no kind"), worded("leave `kind` out, or make it a request or reply")
        )
        return None
    return _named_kind(read, "kind", text)


def _named_kind(read: OptionReader, key: str, text: str) -> Kind | None:
    known = [kind.value for kind in Kind]
    if text not in known:
        read.fault(
            key,
            worded("`{text}` is not known", text=text),
            worded("one of: {known}{near}", known=", ".join(known), near=near(text, known)),
        )
        return None
    return Kind(text)


def _means(read: OptionReader) -> dict[str, str]:
    """Words that a code itself says."""
    found = {name: read.text(name) for name in read.keys()}  # noqa: SIM118 - a method of its own
    for name in found:
        if name not in FIELD_NAMES:
            read.fault(name, worded("is no field name{near}", near=near(name, FIELD_NAMES)))
    return found


class _Values:
    """What is written into fields where the message has no value: `values: {currency: "978"}`, by path."""

    def __init__(self, read: OptionReader) -> None:
        self._read = read
        self._asked: set[str] = set()

    def of(self, path: str, default: str) -> str:
        self._asked.add(path)
        return self._read.text(path, default)

    def finish(self) -> None:
        for path in self._read.keys():  # noqa: SIM118 - a method of its own
            if path not in self._asked:
                self._read.fault(path, worded("no field is called so{near}", near=near(path, self._asked)))


def _fields(
    read: OptionReader, key: str, layout: Layout, values: _Values, code_path: str = ""
) -> tuple[FieldSpec, ...]:
    members = read.members(key)
    if len(members) > MAX_FIELDS:
        read.fault(
            key,
            worded("{members} fields are too many", members=len(members)),
            worded("at most {max_fields}", max_fields=MAX_FIELDS),
        )
        members = ()
    found: list[FieldSpec] = []
    for number, member in enumerate(members, 1):
        item = _field(read, f"{key}.{number}", member, values, code_path)
        if any(item.path == other.path for other in found):
            read.fault(f"{key}.{number}", worded("`{path}` stands twice", path=item.path))
        if layout is Layout.FIXED and not item.width:
            read.fault(
                f"{key}.{number}",
                worded("`{path}` has no width", path=item.path),
                worded("a fixed layout needs `width: …`"),
            )
        found.append(item)
    return tuple(found)


def _field(read: OptionReader, place: str, member: object, values: _Values, code_path: str) -> FieldSpec:
    inner = read.at(place, {"name": member} if isinstance(member, str) else member)
    name, path = inner.text("name"), inner.text("path")
    if name and name not in FIELD_NAMES and name != code_path:
        inner.fault(
            "name",
            worded("`{name}` is no field name{near}", name=name, near=near(name, FIELD_NAMES)),
            worded("or give a `path` alone"),
        )
        path, name = path or name, ""
    if not name and path in FIELD_NAMES:
        name = path
    path = path or name
    if not path:
        inner.fault("", worded("a field needs a `name` or a `path`"))
    kind = inner.choice("type", FieldType.TEXT)
    padded = kind in (FieldType.DIGITS, FieldType.NUMBER)
    item = FieldSpec(
        path=path,
        name="" if name == code_path else name,
        width=inner.number("width", 0, 0, MAX_WIDTH),
        type=kind,
        align=inner.choice("align", Align.RIGHT if padded else Align.LEFT),
        pad=(inner.hex("pad", b"0" if padded else b" ", 1) or b" ")[0],
        required=inner.flag("required"),
        default=values.of(path, inner.text("default")),
        fixed=inner.text("is"),
        words=_words(inner.inside("words")),
    )
    if item.fixed and item.width and len(item.fixed) != item.width:
        what = worded("`{fixed}` is not {width} characters wide", fixed=item.fixed, width=item.width)
        inner.fault("is", what)
    inner.finish()
    return item


def _words(read: OptionReader) -> dict[str, str]:
    """Values on the wire with the common word for each."""
    return {wire: read.text(wire) for wire in read.keys()}  # noqa: SIM118 - a method of its own


def _check_whole(spec: EcrSpec, read: OptionReader) -> None:
    """Faults that lie between options."""
    for code in spec.never_acked:
        if code not in spec.codes:
            read.fault(
                "never_acked",
                worded("`{code}` is no code of this dialect{near}", code=code, near=near(code, spec.codes)),
            )
    if not spec.codes:
        read.fault("codes", worded("no message codes"), worded("name each code with its kind and way"))
    if spec.by_width:
        _check_widths(spec, read)
        return
    if spec.layout is Layout.FIXED:
        if not spec.code_width:
            read.fault(
                "header",
                worded("has no field `{code_path}`", code_path=spec.code_path),
                worded("the header must hold the code"),
            )
        wrong = [code for code in spec.codes if len(code.encode()) != spec.code_width]
    else:
        if spec.header:
            read.fault(
                "header", worded("a separated body has no header but its code"), worded("leave it out")
            )
        same = spec.length.kind is not LengthKind.NONE and spec.length.at is LengthAt.AFTER_HEADER
        wrong = [code for code in spec.codes if same and len(code) != spec.code_width]
    for code in wrong:
        what = worded("must be {code_width} characters wide", code_width=spec.code_width)
        read.fault(f"codes.{code}", what)


def _check_widths(spec: EcrSpec, read: OptionReader) -> None:
    """Faults of a dialect whose messages are told by their length."""
    if spec.layout is not Layout.FIXED or spec.header:
        what = worded("goes with a fixed layout that has no header")
        read.fault("told_by", what, worded("write `layout: fixed`"))
    if spec.length.kind is not LengthKind.NONE:
        what = worded("a message that is told by its width has no length")
        read.fault("length", what, worded("leave it out"))
