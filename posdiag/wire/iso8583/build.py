"""Builds an ISO 8583 dialect from its options, which are texts, and names every fault in them at once."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping

from posdiag.wire.codec import OptionFault, Options
from posdiag.wire.iso8583.spec import FieldSpec, FieldType, IsoSpec, KindForm, NumericCoding
from posdiag.wire.message import Kind
from posdiag.wire.options import OptionReader, near
from posdiag.worded import worded

#: The parts of a message that `map` may place in a data element, and what each is.
PLACES: Mapping[str, str] = {
    "card": "PAN or barcode digits",
    "processing": "processing code of the kind",
    "amount": "amount asked, approved, or of the sale meant",
    "sent_at": "MMDDhhmmss of sending",
    "stan": "trace number",
    "time": "hhmmss of sending",
    "date": "MMDD of sending",
    "expiry": "YYMM of the card, from track 2",
    "entry_mode": "code of the entry",
    "condition": "condition code, always 00",
    "track": "track 2 data",
    "unique_no": "retrieval reference number",
    "approval_short": "last six characters of the approval number",
    "result": "response code",
    "tid": "terminal id",
    "shop": "business number in requests, merchant number in replies",
    "approval": "whole approval number; of the sale meant in requests",
    "sale_options": "instalment 2, entry 1, route 1",
    "currency": "currency, always 410",
    "balance": "amount block of the balance left",
    "chip": "EMV objects that the message's own fields give",
    "issuer": "issuer's name",
    "card_text": "QR text, or any card value that is no number",
    "orig_result": "outcome of the sale asked about",
    "items": "classes of the goods",
    "text": "name of the goods",
    "texts": "both message lines of a reply, joined by |",
    "network": "network management code of the kind",
    "original": "message type, trace number and date of the sale meant",
}

_FIELD = re.compile(r"(n|a|an|ans|z|b)(?: (L{1,4}))? (\d{1,4})((?: [a-z0-9_-]+)*)(?:, (.*))?")
_CHARSETS = ("ascii", "cp949", "euc_kr", "utf-8", "latin-1")
_CODINGS = tuple(coding.value for coding in NumericCoding)
_EBCDIC = ("cp037", "cp273", "cp500", "cp1140")


def build_spec(name: str, options: Options) -> tuple[IsoSpec, tuple[OptionFault, ...]]:
    """The dialect and every fault of its options. A faulty option keeps its default."""
    faults: list[OptionFault] = []
    read = OptionReader(options, faults)
    plain = IsoSpec(name, {})
    fields = _fields(read)
    spec = IsoSpec(
        name=name,
        fields=fields,
        mti=read.choice("mti", plain.mti),
        bitmap=read.choice("bitmap", plain.bitmap),
        second_bitmap=read.choice("second_bitmap", plain.second_bitmap),
        numeric=read.choice("numeric", plain.numeric),
        text=read.choice("text", plain.text),
        binary_fields=read.choice("binary_fields", plain.binary_fields),
        track=read.choice("track", plain.track),
        ebcdic=_one_of(read, "ebcdic", plain.ebcdic, _EBCDIC),
        prefix=read.choice("prefix", plain.prefix),
        prefix_counts=read.choice("prefix_counts", plain.prefix_counts),
        bcd_filler=_one_of(read, "bcd_filler", plain.bcd_filler, ("0", "F")),
        bcd_fixed=read.choice("bcd_fixed", plain.bcd_fixed),
        length=read.choice("length", plain.length),
        length_counts_itself=read.flag("length_counts_itself", plain.length_counts_itself),
        length_counts_header=read.flag("length_counts_header", plain.length_counts_header),
        length_counts_trailer=read.flag("length_counts_trailer", plain.length_counts_trailer),
        tpdu=_tpdu(read),
        header=_bytes(read, "header", 64),
        trailer=_bytes(read, "trailer", 4),
        places=_places(read, fields),
        entry_modes=_entry_modes(read),
        kinds=_kinds(read),
    )
    read.finish()
    return spec, tuple(faults)


def _one_of(read: OptionReader, key: str, default: str, known: tuple[str, ...]) -> str:
    text = read.text(key, default)
    if text in known:
        return text
    read.fault(
        key,
        worded("`{text}` is not known", text=text),
        worded("one of: {known}{near}", known=", ".join(known), near=near(text, known)),
    )
    return default


def _bytes(read: OptionReader, key: str, most: int) -> bytes:
    return b"" if read.text(key, "none") == "none" else read.hex(key, b"", most)


def _tpdu(read: OptionReader) -> bytes:
    tpdu = _bytes(read, "tpdu", 5)
    if len(tpdu) not in (0, 5):
        read.fault(
            "tpdu",
            worded("{tpdu} bytes", tpdu=len(tpdu)),
            worded("10 hex digits such as 6000010000, or `none`"),
        )
        return b""
    return tpdu


def _fields(read: OptionReader) -> dict[int, FieldSpec]:
    inside = read.inside("fields")
    found: dict[int, FieldSpec] = {}
    for key in inside.keys():  # noqa: SIM118 - a method that also counts the keys as asked for
        number = int(key) if key.isascii() and key.isdigit() and len(key) < 4 else 0
        if not 2 <= number <= 128:
            inside.fault(key, worded("is no data element"), worded("write its number, 2 to 128"))
            continue
        text = inside.text(key)
        if text == "none":
            continue
        field = _field(number, text)
        if field is None:
            inside.fault(
                key,
                worded("`{text}` is no element", text=text),
                worded("like `n 6, name`, `ans LLL 999 cp949`, `b LLL 255 tlv`"),
            )
        else:
            found[number] = field
    if not found:
        read.fault(
            "fields",
            worded("no data element is known"),
            worded("build on a dialect that has them: `like: iso87-ascii`"),
        )
    return dict(sorted(found.items()))


def _field(number: int, text: str) -> FieldSpec | None:
    match = _FIELD.fullmatch(text)
    if match is None:
        return None
    kind, prefix, size, flags, name = match.groups()
    words = flags.split()
    digits = kind in ("n", "z")
    charsets = [word for word in words if word in _CHARSETS and not digits]
    codings = [word for word in words if word in _CODINGS and digits]
    strange = [word for word in words if word not in ("tlv", *charsets, *codings)]
    prefix = prefix or ""
    if strange or len(charsets) + len(codings) > 1 or int(size) == 0 or len(size) > len(prefix or size):
        return None
    charset = codecs.lookup(charsets[0]).name if charsets else ""
    numeric = NumericCoding(codings[0]) if codings else None
    return FieldSpec(
        number, FieldType(kind), len(prefix), int(size), name or "", charset, numeric, "tlv" in words
    )


def _places(read: OptionReader, fields: Mapping[int, FieldSpec]) -> dict[str, int]:
    inside = read.inside("map")
    found: dict[str, int] = {}
    for key in inside.keys():  # noqa: SIM118
        text = inside.text(key)
        if key not in PLACES:
            inside.fault(
                key,
                worded("no part of a message"),
                worded("known: {places}{near}", places=", ".join(PLACES), near=near(key, PLACES)),
            )
        elif text == "none":
            continue
        elif not (text.isascii() and text.isdigit() and int(text) in fields):
            inside.fault(
                key,
                worded("`{text}` is no data element of this dialect", text=text),
                worded("a number of `fields`, or `none`"),
            )
        else:
            found[key] = int(text)
    return found


def _entry_modes(read: OptionReader) -> dict[str, str]:
    inside = read.inside("entry_modes")
    found = {key: inside.text(key) for key in inside.keys()}  # noqa: SIM118
    for key, code in found.items():
        if len(key) != 1 or not code.isascii() or not code.isdigit():
            inside.fault(
                key,
                worded("`{code}` is no entry mode", code=code),
                worded("an entry letter and digits, like `C: 051`"),
            )
    return found


def _kinds(read: OptionReader) -> tuple[KindForm, ...]:
    inside = read.inside("kinds")
    known = [kind.value for kind in Kind]
    found = []
    for key in inside.keys():  # noqa: SIM118
        if key not in known:
            inside.fault(
                key,
                worded("no kind of message"),
                worded("one of: {known}{near}", known=", ".join(known), near=near(key, known)),
            )
            continue
        one = inside.inside(key)
        form = KindForm(
            Kind(key), one.text("mti"), one.text("processing"), one.text("network"), one.texts("also")
        )
        one.finish()
        wrong = _wrong_kind(form)
        for what, text, remedy in wrong:
            one.fault(what, worded("`{text}` is not right", text=text), remedy)
        if not wrong:
            found.append(form)
    return tuple(found)


def _wrong_kind(form: KindForm) -> list[tuple[str, str, str]]:
    wrong = [
        ("mti", mti, "a request's message type, such as 0200")
        for mti in (form.mti, *form.also)
        if not re.fullmatch(r"[0-2][1-8][02468]0", mti)
    ]
    if not re.fullmatch(r"([0-9]{6})?", form.processing):
        wrong.append(("processing", form.processing, "six digits"))
    if not re.fullmatch(r"([0-9]{3})?", form.network):
        wrong.append(("network", form.network, "three digits"))
    return wrong
