"""Framing of the host link: every length header, TPDU, trailer, any split, any bytes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag_sim.host_frames import LENGTHS, HostReader, HostWire, write_host_frame

TPDU = bytes.fromhex("6000010002")

wires = st.builds(
    HostWire,
    length=st.sampled_from([kind for kind in LENGTHS if kind not in ("none", "ascii2")]),
    length_itself=st.booleans(),
    length_counts_tpdu=st.booleans(),
    tpdu=st.sampled_from((b"", TPDU)),
    header=st.sampled_from((b"", b"ISO")),
    trailer=st.sampled_from((b"", b"\x03")),
)


@given(wires, st.binary(min_size=1, max_size=300), st.lists(st.integers(1, 50), max_size=12), st.booleans())
def test_frames_are_read_back_in_any_split(
    wire: HostWire, message: bytes, sizes: list[int], reply: bool
) -> None:
    stream = write_host_frame(wire, message, reply) * 2
    reader, found = HostReader(wire), []
    for size in [*sizes, len(stream)]:
        found += reader.feed(stream[:size])
        stream = stream[size:]
    assert found == [message, message]
    assert not reader.partial


@given(wires, st.lists(st.binary(max_size=60), max_size=6))
def test_any_bytes_never_raise(wire: HostWire, chunks: list[bytes]) -> None:
    reader = HostReader(wire)
    for chunk in chunks:
        reader.feed(chunk)
    reader.discard()
    assert not reader.partial


@pytest.mark.parametrize(
    ("length", "start"),
    [
        ("binary2-be", "0004"),
        ("binary2-le", "0400"),
        ("binary4-be", "00000004"),
        ("ascii2", "3034"),
        ("ascii4", "30303034"),
        ("bcd2", "0004"),
        ("hex4", "30303034"),
        ("none", ""),
    ],
)
def test_each_length_header_looks_as_named(length: str, start: str) -> None:
    assert write_host_frame(HostWire(length=length), b"0800", False).hex() == start + b"0800".hex()


def test_a_reply_swaps_the_addresses_of_the_tpdu() -> None:
    wire = HostWire(tpdu=TPDU)
    assert write_host_frame(wire, b"", False)[2:].hex() == "6000010002"
    assert write_host_frame(wire, b"", True)[2:].hex() == "6000020001"


def test_a_frame_without_the_expected_tpdu_spoils_the_stream() -> None:
    reader = HostReader(HostWire(tpdu=TPDU))
    assert reader.feed(write_host_frame(HostWire(), b"0200....", False)) == []
    assert reader.spoilt


def test_an_empty_frame_is_a_poll_and_no_message() -> None:
    assert HostReader(HostWire()).feed(b"\x00\x00") == []


def test_a_length_beyond_the_limit_is_refused() -> None:
    reader = HostReader(HostWire(length="binary4-be"))
    reader.feed(b"\x7f\xff\xff\xff")
    assert reader.spoilt


def test_a_trailer_ends_messages_without_a_length() -> None:
    wire = replace(HostWire(length="none"), trailer=b"\x03")
    assert HostReader(wire).feed(b"0800\x030810\x03") == [b"0800", b"0810"]
