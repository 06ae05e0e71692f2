"""pyiso8583 as an independent witness: what one writes the other reads alike, in several encodings."""

from __future__ import annotations

import copy
from typing import Any

import iso8583
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from iso8583.specs import default_ascii

from posdiag.wire.iso8583.codec import IsoCodec
from posdiag.wire.iso8583.layout import Form, Layout, layout_of
from posdiag.wire.iso8583.spec import IsoSpec, PrefixCoding
from tests.wire.iso8583.dialects import patient, spec

#: Encodings that both can express; pyiso8583 has neither integers nor text in more than one charset a field.
ENCODINGS: dict[str, dict[str, str]] = {
    "ascii": {},
    "ascii, hex bitmap": {"bitmap": "hex"},
    "ebcdic": {"mti": "ebcdic", "numeric": "ebcdic", "text": "ebcdic", "prefix": "ebcdic", "ebcdic": "cp037"},
    "bcd left": {"mti": "bcd", "numeric": "bcd-left", "prefix": "bcd", "track": "text"},
    "bcd right": {
        "mti": "bcd",
        "numeric": "bcd-right",
        "bcd_fixed": "right",
        "prefix": "bcd",
        "track": "text",
    },
    "bcd in bytes": {"numeric": "bcd-left", "prefix": "binary", "prefix_counts": "bytes", "track": "text"},
    "mixed": {"mti": "ebcdic", "numeric": "bcd-left", "prefix": "ebcdic", "track": "text"},
}
_PLAIN = {str(number): f"ans LLL 999, Element {number}" for number in (57, 61, 62, 63)}


def ours(encoding: str) -> IsoSpec:
    return spec(
        "iso87-ascii", length="none", fields={**_PLAIN, "55": "b LLL 255, EMV data"}, **ENCODINGS[encoding]
    )


def theirs(one: IsoSpec) -> dict[str, dict[str, Any]]:
    """Our spec in pyiso8583's words."""
    found: dict[str, dict[str, Any]] = copy.deepcopy(default_ascii)
    packed = one.mti.value == "bcd"
    charset = one.ebcdic if one.mti.value == "ebcdic" else "ascii"
    found["t"] |= {"data_enc": "b" if packed else charset, "max_len": 2 if packed else 4}
    hexed = one.bitmap.value == "hex"
    for path in ("p", "1"):
        found[path] |= {"data_enc": "ascii" if hexed else "b", "max_len": 16 if hexed else 8}
    for number, item in one.fields.items():
        found[str(number)] = _element(one, layout_of(one, item))
    return found


def _element(one: IsoSpec, layout: Layout) -> dict[str, Any]:
    raw = layout.form in (Form.RAW, Form.PACKED)
    element: dict[str, Any] = {
        "data_enc": "b" if raw else layout.charset,
        "len_enc": {PrefixCoding.BINARY: "b", PrefixCoding.BCD: "bcd", PrefixCoding.EBCDIC: one.ebcdic}.get(
            one.prefix, "ascii"
        ),
        "len_type": layout.prefix_bytes,
        "max_len": layout.most if layout.prefix else layout.size,
        "desc": layout.name,
    }
    if layout.form is Form.PACKED and not layout.counts_bytes:
        element["len_count"] = "nibbles"
        element["left_pad" if layout.fill_left else "right_pad"] = "0" if layout.fill_left else one.bcd_filler
    return element


def _text(alphabet: str, layout: Layout) -> st.SearchStrategy[str]:
    if not layout.prefix:
        return st.text(alphabet, min_size=layout.size, max_size=layout.size)
    return st.text(alphabet, max_size=min(layout.size, 40))


def values(layout: Layout) -> st.SearchStrategy[str]:
    match layout.form:
        case Form.RAW:
            least = 0 if layout.prefix else layout.size
            return st.binary(min_size=least, max_size=min(layout.size, 40)).map(lambda raw: raw.hex().upper())
        case Form.DIGITS | Form.PACKED:
            digits = _text("0123456789", layout)
            whole = layout.counts_bytes  # then an odd digit would be taken for two
            return digits.map(lambda text: text[: len(text) // 2 * 2] if whole else text)
        case Form.TRACK:
            return _text("0123456789=", layout)
    return _text("ABCxyz 0-9/.", layout)


@st.composite
def elements(draw: st.DrawFn, one: IsoSpec) -> dict[str, str]:
    numbers = draw(st.sets(st.sampled_from([n for n in one.fields if n not in (1, 65)]), max_size=24))
    return {str(n): draw(values(layout_of(one, one.fields[n]))) for n in sorted(numbers)}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_we_write_the_peer_reads_alike_and_writes_alike(encoding: str) -> None:
    one = ours(encoding)
    codec, peer = IsoCodec(one), theirs(one)

    @settings(patient, max_examples=40)
    @given(elements(one), st.sampled_from(("0100", "0200", "0210", "0421", "0800")))
    def agree(fields: dict[str, str], mti: str) -> None:
        raw = codec.encode_fields(mti, fields)
        read, _ = iso8583.decode(raw, peer)
        assert {path: text for path, text in read.items() if path.isdigit() and path != "1"} == fields
        assert read["t"] == mti
        written, _ = iso8583.encode({**fields, "t": mti}, peer)
        assert bytes(written) == raw

    agree()


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_the_peer_writes_we_read_alike(encoding: str) -> None:
    one = ours(encoding)
    codec, peer = IsoCodec(one), theirs(one)

    @settings(patient, max_examples=40)
    @given(elements(one))
    def agree(fields: dict[str, str]) -> None:
        raw, _ = iso8583.encode({**fields, "t": "0200"}, peer)
        decoded = codec.decode(bytes(raw))
        assert decoded.faults == ()
        found = {item.path: item.value for item in decoded.fields if item.path.isdigit()}
        assert found == fields

    agree()


@patient
@given(st.binary(max_size=120))
def test_what_the_peer_reads_of_any_bytes_we_read_without_a_fault(tail: bytes) -> None:
    one = ours("ascii")
    raw = b"0200" + tail
    try:
        read, _ = iso8583.decode(raw, theirs(one))
    except iso8583.DecodeError:
        return
    decoded = IsoCodec(one).decode_fields(raw)
    ours_read = {item.path: item.value for item in decoded.fields if item.path.isdigit()}
    assert ours_read == {path: text for path, text in read.items() if path.isdigit() and path != "1"}
