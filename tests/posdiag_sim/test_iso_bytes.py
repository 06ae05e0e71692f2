"""ISO 8583 messages of the simulated VAN against pyiso8583, both ways, and on any bytes."""

from __future__ import annotations

import contextlib
import copy
from typing import Any

import iso8583
import pytest
from hypothesis import given
from hypothesis import strategies as st
from iso8583.specs import default_ascii

from posdiag_sim.iso_bytes import ELEMENTS, FORMATS, IsoWire, Unreadable, read_message, write_message


def witness_spec(name: str) -> Any:
    """The same elements in the words of pyiso8583."""
    spec: Any = copy.deepcopy(default_ascii)
    wire = FORMATS[name]
    text = "cp500" if wire.text == "ebcdic" else "cp949"
    digits = {"ascii": "ascii", "bcd": "b", "ebcdic": "cp500"}
    spec["h"]["max_len"] = 0
    spec["t"]["data_enc"] = digits[wire.mti]
    for bitmap in ("p", "1"):
        spec[bitmap]["data_enc"] = "b" if wire.bitmap == "binary" else "ascii"
    for number, (shape, prefix, size) in ELEMENTS.items():
        packed = shape == "n" and wire.numeric == "bcd-left"
        charset = {"n": "b" if packed else text, "b": "b", "k": "cp949"}.get(shape, text)
        spec[str(number)] = {
            "data_enc": charset,
            "len_enc": {"ascii": "ascii", "bcd": "bcd", "ebcdic": "cp500"}[wire.prefix],
            "len_type": (prefix + 1) // 2 if wire.prefix == "bcd" else prefix,
            "len_count": "nibbles" if packed else "bytes",
            "left_pad": "0" if packed else None,
            "max_len": size,
            "desc": "",
        }
    return spec


@st.composite
def messages(draw: st.DrawFn) -> tuple[str, dict[int, str]]:
    elements: dict[int, str] = {}
    for number in draw(st.sets(st.sampled_from(sorted(ELEMENTS)))):
        shape, prefix, size = ELEMENTS[number]
        most = min(size, 30) if prefix else size
        least = 1 if prefix else size
        if shape == "b":
            elements[number] = draw(st.binary(min_size=1, max_size=30)).hex().upper()
        elif shape in "nz":
            elements[number] = draw(st.text("0123456789", min_size=least, max_size=most))
        else:
            value = draw(st.text("ABCXYZ019", min_size=least, max_size=most))
            elements[number] = value + "가나" if shape == "k" else value
    return draw(st.sampled_from(["0100", "0200", "0210", "0400", "0421", "0600", "0800", "0810"])), elements


@pytest.mark.parametrize("name", sorted(FORMATS))
@given(message=messages())
def test_the_witness_reads_what_is_written(name: str, message: tuple[str, dict[int, str]]) -> None:
    mti, elements = message
    decoded, _ = iso8583.decode(write_message(FORMATS[name], mti, elements), witness_spec(name))
    assert decoded["t"] == mti
    read = {int(key): value for key, value in decoded.items() if key.isdigit() and key != "1"}
    assert read == elements


@pytest.mark.parametrize("name", sorted(FORMATS))
@given(message=messages())
def test_what_the_witness_writes_is_read(name: str, message: tuple[str, dict[int, str]]) -> None:
    mti, elements = message
    document = {"t": mti} | {str(number): value for number, value in elements.items()}
    encoded, _ = iso8583.encode(document, witness_spec(name))
    assert read_message(FORMATS[name], bytes(encoded)) == (mti, elements)


wires = st.builds(
    IsoWire,
    mti=st.sampled_from(("ascii", "bcd", "ebcdic")),
    bitmap=st.sampled_from(("binary", "hex", "hex-ebcdic")),
    numeric=st.sampled_from(("ascii", "bcd-left", "bcd-right", "ebcdic")),
    text=st.sampled_from(("ascii", "ebcdic")),
    prefix=st.sampled_from(("ascii", "bcd", "binary", "ebcdic")),
)


@given(wires, messages())
def test_every_mixture_of_options_reads_what_it_writes(
    wire: IsoWire, message: tuple[str, dict[int, str]]
) -> None:
    mti, elements = message
    assert read_message(wire, write_message(wire, mti, elements)) == (mti, elements)


@given(wires, st.binary(max_size=120))
def test_any_bytes_are_read_or_refused(wire: IsoWire, junk: bytes) -> None:
    with contextlib.suppress(Unreadable):
        read_message(wire, junk)


def test_a_broken_message_keeps_what_was_read_before() -> None:
    whole = write_message(FORMATS["ascii-hex"], "0200", {3: "000000", 11: "000001", 39: "00"})
    with pytest.raises(Unreadable) as refused:
        read_message(FORMATS["ascii-hex"], whole[:-2])
    assert (refused.value.mti, refused.value.elements[11]) == ("0200", "000001")
