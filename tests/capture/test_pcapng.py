"""pcapng files: every block, every clock, comments, sections, damage."""

from __future__ import annotations

import struct
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.capture.blocks import Blocks
from posdiag.capture.events import Noted, Trouble
from posdiag.capture.packets import Packet
from posdiag.capture.pcapng import is_pcapng, packets
from tests.capture.made import START_US, Dribble, block, enhanced, interface, options, pcapng, section

THREE = [b"first packet", b"second", b"third one"]
COMMENT, NAME, RESOLUTION, OFFSET, FLAGS = 1, 2, 9, 14, 2


def read(whole: bytes) -> tuple[list[Packet], list[Trouble], list[Noted]]:
    found = list(packets(Blocks(BytesIO(whole)), "file"))
    return (
        [each for each in found if isinstance(each, tuple)],
        [each for each in found if isinstance(each, Trouble)],
        [each for each in found if isinstance(each, Noted)],
    )


@pytest.mark.parametrize("order", ["<", ">"])
def test_either_byte_order(order: str) -> None:
    whole = pcapng(THREE, order)
    assert is_pcapng(whole)
    sound, wrong, _ = read(whole)
    assert sound == [(START_US + n * 1000, 1, each, len(each), None) for n, each in enumerate(THREE)]
    assert not wrong


@pytest.mark.parametrize(
    ("resolution", "ticks"),
    [
        (6, START_US),
        (9, START_US * 1000 + 999),
        (3, START_US // 1000),
        (0, START_US // 1_000_000),
        (0x80 | 20, (START_US << 20) // 1_000_000),
    ],
)
def test_every_resolution_of_time(resolution: int, ticks: int) -> None:
    extra = options((RESOLUTION, bytes([resolution])))
    sound, _, _ = read(section() + interface(extra=extra) + enhanced(b"x", ticks))
    assert abs(sound[0][0] - START_US) <= 1


def test_an_offset_of_seconds_is_added() -> None:
    extra = options((OFFSET, struct.pack("<q", 3600)))
    sound, _, _ = read(section() + interface(extra=extra) + enhanced(b"x"))
    assert sound[0][0] == START_US + 3_600_000_000


def test_each_interface_has_its_own_link_type_and_clock() -> None:
    nano = interface(link=113, extra=options((RESOLUTION, b"\x09")))
    whole = section() + interface() + nano
    whole += enhanced(b"a", START_US, number=0) + enhanced(b"b", START_US * 1000, number=1)
    sound, _, _ = read(whole)
    assert [(each[0], each[1]) for each in sound] == [(START_US, 1), (START_US, 113)]


def test_simple_and_old_packet_blocks() -> None:
    old = struct.pack("<HHIIII", 0, 7, START_US >> 32, START_US & 0xFFFFFFFF, 3, 9) + b"old\0"
    simple = struct.pack("<I", 500) + b"simple"
    sound, wrong, _ = read(section() + interface(snaplen=6) + block(2, old) + block(3, simple))
    assert sound == [(START_US, 1, b"old", 9, None), (START_US, 1, b"simple", 500, None)]
    assert not wrong


def test_comments_are_told_wherever_they_stand() -> None:
    whole = section(extra=options((COMMENT, "구간".encode()))) + interface()
    whole += enhanced(b"x", extra=options((COMMENT, b"one"), (COMMENT, b"two")))
    whole += block(5, struct.pack("<III", 0, 0, 0) + options((COMMENT, b"statistics")))
    names = struct.pack("<HH", 1, 6) + b"\x7f\0\0\1a\0\0\0" + bytes(4)
    whole += block(4, names + options((COMMENT, b"names")))
    sound, _, notes = read(whole)
    assert [note.text for note in notes] == ["구간", "statistics", "names"]
    extra = sound[0][4]
    assert extra is not None
    assert extra.comments == ("one", "two")


def test_flags_are_told_on_serial_lines_only() -> None:
    flags = options((FLAGS, struct.pack("<I", 2)))
    whole = section() + interface(link=147) + interface()
    sound, _, _ = read(whole + enhanced(b"s", extra=flags) + enhanced(b"e", number=1, extra=flags))
    assert sound[0][4] is not None
    assert sound[0][4].flags == 2
    assert sound[1][4] is None, "a packet with nothing to say takes the short way"


def test_dropped_packets_are_trouble() -> None:
    dropped = options((5, struct.pack("<Q", 12)), (7, struct.pack("<Q", 0)))
    _, wrong, _ = read(section() + interface() + block(5, struct.pack("<III", 0, 0, 0) + dropped))
    assert ["dropped 12 packets" in each.what for each in wrong] == [True]


def test_unknown_blocks_are_passed_over() -> None:
    whole = section() + block(0x0BAD, b"who knows") + interface() + block(10, bytes(3000))
    sound, wrong, _ = read(whole + enhanced(b"x"))
    assert len(sound) == 1
    assert not wrong


def test_a_later_section_may_have_the_other_byte_order() -> None:
    sound, wrong, _ = read(pcapng(THREE, "<") + pcapng(THREE, ">"))
    assert [each[2] for each in sound] == THREE * 2
    assert not wrong


def test_a_file_cut_inside_its_last_packet_gives_what_is_there() -> None:
    sound, wrong, _ = read(pcapng(THREE)[:-8])
    assert sound[2][2] == b"third on"
    assert (sound[2][3], len(wrong)) == (9, 1)


def test_a_packet_of_an_interface_that_is_not_there() -> None:
    sound, wrong, _ = read(section() + interface() + enhanced(b"x", number=3) + enhanced(b"y"))
    assert [each[2] for each in sound] == [b"y"]
    assert "interface 3" in wrong[0].what


def test_a_packet_longer_than_its_block_is_passed_over() -> None:
    bad = bytearray(enhanced(b"bad!"))
    struct.pack_into("<I", bad, 8 + 12, 4000)
    sound, wrong, _ = read(section() + interface() + bytes(bad) + enhanced(b"y"))
    assert [each[2] for each in sound] == [b"y"]
    assert len(wrong) == 1


@pytest.mark.parametrize("length", [0, 13, 64, 0xFFFF_FFF0, 1 << 20])
def test_a_block_that_lies_about_its_length_is_passed_over(length: int) -> None:
    bad = bytearray(enhanced(b"bad!"))
    struct.pack_into("<I", bad, 4, length)
    sound, wrong, _ = read(section() + interface() + bytes(bad) + enhanced(b"y") + enhanced(b"z"))
    assert [each[2] for each in sound] == [b"y", b"z"]
    assert len(wrong) == 1


def test_a_block_that_ends_with_another_length_is_passed_over() -> None:
    bad = bytearray(enhanced(b"bad!"))
    bad[-4:] = bytes(4)
    sound, wrong, _ = read(section() + interface() + bytes(bad) + enhanced(b"y"))
    assert [each[2] for each in sound] == [b"y"]
    assert len(wrong) == 1


def test_a_file_of_garbage_ends_soon() -> None:
    sound, wrong, _ = read(section() + b"\xfe" * 3_000_000)
    assert not sound
    assert "no sound block follows" in wrong[-1].what


@given(st.binary(max_size=300), st.lists(st.integers(1, 40), max_size=4))
def test_no_bytes_make_it_raise_and_any_reads_give_the_same(garbage: bytes, sizes: list[int]) -> None:
    whole = pcapng(THREE[:1]) + garbage
    dribbled = list(packets(Blocks(Dribble(whole, sizes)), "file"))
    assert dribbled == list(packets(Blocks(BytesIO(whole)), "file"))


@given(st.integers(0, 190), st.binary(min_size=1, max_size=8))
def test_no_damage_makes_it_raise(at: int, damage: bytes) -> None:
    whole = bytearray(pcapng(THREE))
    whole[at : at + len(damage)] = damage
    sound, wrong, _ = read(bytes(whole))
    assert len(sound) <= 3
    assert len(wrong) <= 25


@given(st.binary(max_size=80))
def test_no_options_make_it_raise(garbage: bytes) -> None:
    whole = section(extra=garbage) + interface(extra=garbage, link=147) + enhanced(b"x", extra=garbage)
    whole += block(5, bytes(12) + garbage) + block(4, garbage)
    read(whole)
