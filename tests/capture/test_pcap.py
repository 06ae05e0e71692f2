"""Classic pcap files: sound, old, cut, lying."""

from __future__ import annotations

import struct
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.capture.blocks import Blocks
from posdiag.capture.events import Noted, Trouble
from posdiag.capture.packets import Packet
from posdiag.capture.pcap import is_pcap, packets
from tests.capture.made import START_US, Dribble, pcap

THREE = [b"first packet", b"second", b"third one"]


def read(whole: bytes) -> tuple[list[Packet], list[Trouble]]:
    found = list(packets(Blocks(BytesIO(whole)), "file"))
    assert not any(isinstance(each, Noted) for each in found)
    sound = [each for each in found if isinstance(each, tuple)]
    return sound, [each for each in found if isinstance(each, Trouble)]


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("magic", [0xA1B2C3D4, 0xA1B23C4D, 0xA1B2CD34], ids=["micro", "nano", "kuznetsov"])
def test_either_byte_order_and_every_kind_of_header(order: str, magic: int) -> None:
    whole = pcap(THREE, order=order, magic=magic)
    assert is_pcap(whole)
    sound, wrong = read(whole)
    assert not wrong
    expected = [(START_US + n * 1000, 1, each, len(each), None) for n, each in enumerate(THREE)]
    assert sound == expected


def test_a_cut_packet_keeps_its_length_on_the_wire() -> None:
    sound, wrong = read(pcap([(b"only this", 1500)]))
    assert (sound[0][2], sound[0][3], wrong) == (b"only this", 1500, [])


def test_the_length_of_check_sequences_is_no_part_of_the_link_type() -> None:
    sound, _ = read(pcap(THREE, link=0x2400_0001))
    assert sound[0][1] == 1


def test_a_file_of_old_libpcap_has_its_lengths_the_other_way_round() -> None:
    whole = bytearray(pcap([(b"cut packet", 99)]))
    struct.pack_into("<HH", whole, 4, 2, 2)
    struct.pack_into("<II", whole, 24 + 8, 99, 10)
    sound, wrong = read(bytes(whole))
    assert (sound[0][2], sound[0][3], wrong) == (b"cut packet", 99, [])


def test_a_file_cut_inside_a_packet_gives_what_is_there() -> None:
    whole = pcap(THREE)
    sound, wrong = read(whole[:-3])
    assert sound[2][2] == b"third "
    assert len(wrong) == 1
    assert "6 of 9 bytes" in wrong[0].what
    assert wrong[0].place.startswith("file: packet 3, byte ")


@pytest.mark.parametrize("left", range(1, 24))
def test_a_file_cut_inside_its_header_says_so(left: int) -> None:
    sound, wrong = read(pcap(THREE)[:left])
    assert (len(sound), len(wrong)) == (0, 1)
    assert wrong[0].remedy


@pytest.mark.parametrize("length", [0x7FFF_FFFF, 0xFFFF_FFFF, 300_000, 5000])
def test_a_packet_that_lies_about_its_length_is_passed_over(length: int) -> None:
    whole = bytearray(pcap(THREE))
    struct.pack_into("<I", whole, 24 + 8, length)
    sound, wrong = read(bytes(whole))
    assert [each[2] for each in sound] == THREE[1:]
    assert "damaged" in wrong[0].remedy


def test_garbage_in_the_middle_is_passed_over() -> None:
    whole = pcap(THREE)
    cut = len(whole) - 16 - len(THREE[2])
    sound, wrong = read(whole[:cut] + b"\xee" * 1000 + whole[cut:])
    assert [each[2] for each in sound] == THREE
    assert len(wrong) == 1


def test_a_file_of_garbage_ends_soon() -> None:
    whole = pcap([]) + b"\xff" * 3_000_000
    sound, wrong = read(whole)
    assert not sound
    assert "no sound packet follows" in wrong[-1].what


@given(st.binary(max_size=300), st.lists(st.integers(1, 40), max_size=4))
def test_no_bytes_make_it_raise_and_any_reads_give_the_same(garbage: bytes, sizes: list[int]) -> None:
    whole = pcap(THREE)[:60] + garbage
    assert list(packets(Blocks(Dribble(whole, sizes)), "file")) == list(
        packets(Blocks(BytesIO(whole)), "file")
    )


@given(st.integers(24, 110), st.binary(min_size=1, max_size=8))
def test_no_damage_makes_it_raise(at: int, damage: bytes) -> None:
    whole = bytearray(pcap(THREE))
    whole[at : at + len(damage)] = damage
    sound, wrong = read(bytes(whole))
    assert len(sound) <= 4 + len(whole) // 16
    assert len(wrong) <= 25
