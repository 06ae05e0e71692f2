"""From packets to events: the short cut says what the long way says, and files of every kind are walked."""

from __future__ import annotations

import struct

from hypothesis import given
from hypothesis import strategies as st

from posdiag.capture.events import Chunk, LineKind, Lost, Noted, Opened, Trouble
from posdiag.capture.open import read
from tests.capture.made import (
    ACK,
    FIN,
    Dribble,
    Talk,
    enhanced,
    ethernet,
    events_of,
    interface,
    ip4,
    options,
    pcap,
    pcapng,
    section,
    streams,
    tcp,
    told,
)

COMMENT, FLAGS = 1, 2


def payment() -> Talk:
    talk = Talk().opens()
    for number in range(4):
        talk.pos(b"ask %d" % number).terminal(b"answer %d" % number).pos(flags=ACK)
    return talk.pos(flags=FIN | ACK).terminal(flags=FIN | ACK)


@given(st.lists(st.sampled_from(["pos", "terminal", "twice", "swap", "gap", "ack"]), max_size=15))
def test_the_short_cut_says_what_the_long_way_says(steps: list[str]) -> None:
    talk = Talk().opens()
    for number, step in enumerate(steps):
        if step == "pos":
            talk.pos(b"p%d" % number)
        elif step == "terminal":
            talk.terminal(b"t%d" % number)
        elif step == "twice":
            talk.packets.append(talk.packets[-1])
        elif step == "swap":
            talk.packets[-2:] = reversed(talk.packets[-2:])
        elif step == "gap":
            talk.pos_seq += 3
        else:
            talk.terminal(flags=ACK)
    tagged = [packet[:12] + b"\x81\x00\0\x07" + packet[12:] for packet in talk.packets]
    assert list(told(events_of(pcap(talk.packets)))) == list(told(events_of(pcap(tagged))))


def test_a_hole_that_is_filled_lets_go_what_waited_behind_it() -> None:
    packets = Talk().opens().pos(b"one").pos(b"two").pos(b"three").packets
    packets[3], packets[4] = packets[4], packets[3]
    assert list(told(events_of(pcap(packets)))) == ["opened", "> one", "> two", "> three"]


def test_pcap_and_pcapng_say_the_same() -> None:
    packets = payment().packets
    one, two = events_of(pcap(packets)), events_of(pcapng(packets))
    assert one == two
    assert list(told(one))[-1] == "ended ended a"
    assert streams(one) == (b"ask 0ask 1ask 2ask 3", b"answer 0answer 1answer 2answer 3")


@given(st.lists(st.integers(1, 400), max_size=6))
def test_any_reads_of_the_file_give_the_same_events(sizes: list[int]) -> None:
    for whole in (pcap(payment().packets), pcapng(payment().packets)):
        assert list(read(Dribble(whole, sizes), "file")) == events_of(whole)


def test_a_cut_packet_gives_what_is_there_and_the_rest_as_lost() -> None:
    talk = Talk().opens().pos(b"0123456789").terminal(b"ok")
    cut = [(packet[:58], len(packet)) for packet in talk.packets]
    said = list(told(events_of(pcap(cut, snaplen=58))))
    assert said == ["opened", "> 0123", "lost > 6", "< ok"]


def test_a_checksum_at_the_end_of_the_frame_is_no_payload() -> None:
    talk = Talk().opens().pos(b"sale")
    assert streams(events_of(pcap([packet + b"FCS!" for packet in talk.packets]))) == (b"sale", b"")


def test_comments_on_packets_are_noted_with_their_line() -> None:
    talk = Talk().opens().pos(b"sale")
    blocks = [enhanced(packet) for packet in talk.packets]
    blocks[3] = enhanced(talk.packets[3], extra=options((COMMENT, b"the cashier pressed cancel here")))
    events = events_of(section() + interface() + b"".join(blocks))
    notes = [each for each in events if isinstance(each, Noted)]
    assert [each.text for each in notes] == ["the cashier pressed cancel here"]
    assert notes[0].line is not None
    assert notes[0].line.number == 1


def test_a_serial_line_of_another_tool_takes_its_direction_from_the_flags() -> None:
    whole = section() + interface(link=147)
    for flags, sent in ((2, b"\x05"), (1, b"\x06"), (0, b"?")):
        whole += enhanced(sent, extra=options((FLAGS, struct.pack("<I", flags))))
    events = events_of(whole)
    assert isinstance(events[0], Opened)
    assert events[0].line.kind is LineKind.SERIAL
    assert [(each.from_a, each.data) for each in events if isinstance(each, Chunk)] == [
        (True, b"\x05"),
        (False, b"\x06"),
        (True, b"?"),
    ]


def test_serial_packets_in_a_classic_file_have_no_direction() -> None:
    events = events_of(pcap([b"\x02hello\x03", (b"\x02cu", 9)], link=147))
    assert list(told(events)) == ["opened", "> \x02hello\x03", "> \x02cu", "lost > 6"]


def test_a_capture_of_something_else_says_so() -> None:
    (said,) = events_of(pcap([ethernet(bytes(40), kind=0x0806)] * 3))
    assert isinstance(said, Trouble)
    assert "no TCP connection and no serial line among 3 packets" in said.what


def test_complaints_of_one_kind_are_few_and_counted() -> None:
    events = events_of(pcap([ethernet(ip4(tcp(1, 2, ACK)))[:30]] * 500))
    wrong = [each for each in events if isinstance(each, Trouble)]
    assert len(events) == len(wrong) == 22
    assert "500 packets in all" in wrong[-2].what
    assert wrong[0].place == "file: packet 1"


def test_lost_bytes_are_told_when_time_has_passed_even_by_packets_of_another_line() -> None:
    talk = Talk().opens().pos(b"sale").terminal(b"yes")
    del talk.packets[3]
    other = ethernet(ip4(tcp(1, 2, 2)))
    other = other[:34] + b"\x30\x39" + other[36:]
    events = events_of(pcap([*talk.packets, *[other] * 3], step_us=10_000))
    lost = next(number for number, each in enumerate(events) if isinstance(each, Lost))
    assert [type(each).__name__ for each in events[lost:]] == ["Lost", "Chunk", "Opened"]


@given(st.binary(max_size=400))
def test_no_bytes_make_it_raise(garbage: bytes) -> None:
    for start in (pcap([]), pcapng([]), pcap([], link=147), section() + interface(link=147)):
        assert len(events_of(start + garbage)) < 200
