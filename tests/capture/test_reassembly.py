"""TCP connections as captures have them: shuffled, doubled, with gaps, without beginning, refused, reset."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from posdiag.capture.events import Chunk, Ended, Event, Line, LineKind, Lost, Opened, Trouble
from posdiag.capture.layers import Layers, Segment
from posdiag.capture.reassembly import Lines
from tests.capture.made import ACK, FIN, PSH, RST, SYN, Talk, ethernet, feed, follow, ip4, tcp, told


def payment() -> Talk:
    return Talk().opens().pos(b"sale").terminal(b"ACK").terminal(b"approved").pos(b"ack").pos(flags=FIN | ACK)


SAID = ["opened", "> sale", "< ACK", "< approved", "> ack", "ended ended a"]


def test_a_payment_from_open_to_end() -> None:
    lines = Lines()
    out = feed(lines, payment().terminal(flags=FIN | ACK).pos(flags=ACK).packets)
    assert list(told(out)) == SAID
    opened = out[0]
    assert isinstance(opened, Opened)
    assert opened.line == Line(1, LineKind.TCP, "127.0.0.1:50000", "127.0.0.2:9100", True)
    chunk = out[1]
    assert isinstance(chunk, Chunk)
    assert (chunk.at_us, chunk.place) == (400, 4)


def test_every_packet_twice_says_the_same() -> None:
    assert follow([packet for packet in payment().packets for _ in range(2)]) == SAID


def test_the_whole_connection_sent_again_says_the_same() -> None:
    assert follow(payment().packets[:-1] * 2) == SAID[:-1]


def test_packets_the_other_way_round_say_the_same() -> None:
    packets = payment().packets
    assert follow([*packets[:3], *reversed(packets[3:])]) == SAID


@settings(max_examples=60)
@given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1), st.randoms(use_true_random=False))
def test_shuffled_and_doubled_segments_give_the_same_bytes(
    pos: int, terminal: int, chance: random.Random
) -> None:
    talk = Talk(pos, terminal).opens()
    for number in range(8):
        talk.pos(b"request %d;" % number)
        talk.terminal(b"answer %d;" % number)
    packets = talk.packets[3:] + chance.sample(talk.packets[3:], 4)
    chance.shuffle(packets)
    said = follow([*talk.packets[:3], *packets], step_us=10)
    wanted = [
        f"{'>' if way else '<'} {name} {n};"
        for n in range(8)
        for way, name in ((1, "request"), (0, "answer"))
    ]
    assert said == ["opened", *wanted]


@given(st.lists(st.integers(1, 30), min_size=1, max_size=12), st.lists(st.integers(0, 200), max_size=6))
def test_any_cut_into_segments_with_overlaps_gives_the_same_bytes(
    sizes: list[int], starts: list[int]
) -> None:
    whole = bytes(range(256))
    packets = Talk().opens().packets
    at = 0
    for size in sizes:
        packets.append(ethernet(ip4(tcp(1001 + at, 500_001, ACK, whole[at : at + size]))))
        at += size
    for start in starts:
        packets.append(ethernet(ip4(tcp(1001 + start, 500_001, ACK, whole[start : start + 40]))))
    lines = Lines()
    out = feed(lines, packets) + lines.finish()
    got = b"".join(each.data for each in out if isinstance(each, Chunk))
    lost = sum(each.size or 0 for each in out if isinstance(each, Lost))
    assert whole.startswith(got) or lost


def test_an_acknowledged_segment_that_was_not_captured_is_lost_before_the_answer() -> None:
    packets = payment().packets
    del packets[3]  # the sale
    assert follow(packets) == ["opened", "lost > 4", *SAID[2:]]


def test_a_lost_answer_is_told_although_nothing_follows_it() -> None:
    talk = Talk().opens().pos(b"sale").terminal(b"approved").pos(flags=ACK)
    del talk.packets[4]
    assert follow(talk.packets) == ["opened", "> sale", "lost < 8"]


def test_an_acknowledged_segment_that_turns_up_in_time_is_not_lost() -> None:
    packets = payment().packets
    packets[3], packets[5] = packets[5], packets[3]
    assert follow(packets) == SAID


def test_a_hole_is_waited_for_until_it_is_sent_again() -> None:
    start = Talk().opens().packets
    late = ethernet(ip4(tcp(1001, 500_001, ACK, b"first")))
    rest = [ethernet(ip4(tcp(1006 + n, 500_001, ACK, b"%d" % n))) for n in range(8)]
    assert follow([*start, *rest, late], 300_000) == ["opened", "> first", *(f"> {n}" for n in range(8))]


def test_a_hole_with_too_much_behind_it_is_lost() -> None:
    start = Talk().opens().packets
    rest = [ethernet(ip4(tcp(2001 + n * 1000, 500_001, ACK, bytes(1000)))) for n in range(1500)]
    said = follow([*start, *rest])
    assert said[1] == "lost > 1000"
    assert len(said) == 1502


def test_a_connection_without_beginning_is_followed_from_where_it_is_seen() -> None:
    lines = Lines()
    out = feed(lines, payment().packets[3:])
    assert list(told(out)) == SAID
    assert isinstance(out[0], Opened)
    assert out[0].line.a == "127.0.0.1:50000", "the higher port is the one that dialled"
    assert not out[0].line.a_known


def test_without_beginning_and_the_terminal_first() -> None:
    talk = payment()
    assert follow(talk.packets[4:]) == ["opened", *SAID[2:]]


def test_without_beginning_and_an_answer_captured_after_its_acknowledgement() -> None:
    late = Talk().terminal(b"approved").pos(b"thanks")
    assert follow([late.packets[1], late.packets[0]]) == ["opened", "> thanks", "< approved"]


def test_a_connection_seen_from_the_answer_to_its_dialling() -> None:
    lines = Lines()
    out = feed(lines, payment().packets[1:])
    assert list(told(out)) == SAID
    assert isinstance(out[0], Opened)
    assert out[0].line.a_known


def test_sequence_numbers_wrap() -> None:
    talk = Talk(0xFFFF_FFF0, 0xFFFF_FFFE).opens()
    for _ in range(5):
        talk.pos(b"0123456789").terminal(b"ab")
    assert follow(talk.packets) == ["opened", *(["> 0123456789", "< ab"] * 5)]


def test_keep_alives_and_probes_say_nothing() -> None:
    talk = Talk().opens().pos(b"sale")
    keep_alive = ethernet(ip4(tcp(talk.pos_seq - 1, talk.terminal_seq, ACK)))
    with_a_byte = ethernet(ip4(tcp(talk.pos_seq - 1, talk.terminal_seq, ACK, b"\0")))
    probe = ethernet(ip4(tcp(talk.terminal_seq, talk.pos_seq, ACK, b"a", False), False))
    talk.packets += [keep_alive, with_a_byte, probe, probe]
    talk.terminal(b"approved")
    assert follow(talk.packets) == ["opened", "> sale", "< a", "< pproved"]


def test_a_refused_connection_and_a_second_try() -> None:
    dial = ethernet(ip4(tcp(1000, 0, SYN)))
    refuse = ethernet(ip4(tcp(0, 1001, RST | ACK, sent_by_pos=False), False))
    said = ["opened", "ended refused b"]
    assert follow([dial, refuse]) == said
    assert follow([dial, refuse, dial, refuse]) == said * 2


def test_a_call_that_nobody_answers_is_one_line() -> None:
    dial = ethernet(ip4(tcp(1000, 0, SYN)))
    assert follow([dial] * 5) == ["opened"]


def test_resets_by_either_end() -> None:
    opened = Talk().opens().pos(b"sale")
    assert follow(opened.terminal(flags=RST).packets)[-1] == "ended reset b"
    assert follow(Talk().opens().pos(b"sale").pos(flags=RST | ACK).packets)[-1] == "ended reset a"
    assert follow([*Talk().opens().packets, ethernet(ip4(tcp(500_001, 0, RST, b"", False), False))])[-1] == (
        "ended reset b"
    )


def test_an_answer_after_the_pos_hung_up_still_comes() -> None:
    talk = Talk().opens().pos(b"sale").pos(flags=FIN | ACK).terminal(b"approved").pos(flags=RST)
    assert follow(talk.packets) == ["opened", "> sale", "ended ended a", "< approved"]


def test_a_port_used_again_is_a_new_line() -> None:
    lines = Lines()
    first = payment().packets
    again = Talk(9_000_000, 7_000).opens().pos(b"second").packets
    out = feed(lines, first + again)
    assert list(told(out)) == [*SAID, "opened", "> second"]
    assert [each.line.number for each in out if isinstance(each, Opened)] == [1, 2]


def test_a_port_used_again_ends_a_line_that_had_not_ended() -> None:
    again = Talk(9_000_000, 7_000).opens().pos(b"second").packets
    assert follow([*payment().packets[:-1], *again]) == [*SAID[:-1], "ended ended -", "opened", "> second"]


def test_a_jump_of_sequence_numbers_is_a_loss_of_unknown_size() -> None:
    talk = Talk().opens().pos(b"sale")
    talk.pos_seq += 1 << 28
    assert follow(talk.pos(b"next").packets) == ["opened", "> sale", "lost > None", "> next"]


def test_an_acknowledgement_that_cannot_be_is_not_believed() -> None:
    talk = Talk().opens()
    talk.packets.append(
        ethernet(ip4(tcp(talk.terminal_seq, talk.pos_seq + (1 << 28), PSH | ACK, b"x", False), False))
    )
    assert follow(talk.packets) == ["opened", "< x"]


def test_bytes_sent_with_the_call_count() -> None:
    dial = ethernet(ip4(tcp(1000, 0, SYN, b"early")))
    answer = ethernet(ip4(tcp(5000, 1006, SYN | ACK, b"", False), False))
    assert follow([dial, answer]) == ["opened", "> early"]


def test_the_end_of_a_connection_never_seen_is_no_line() -> None:
    talk = payment()
    assert follow([*talk.packets[-1:], *Talk().terminal(flags=RST).packets]) == []


def test_connections_beyond_the_limit_let_the_longest_idle_go() -> None:
    lines = Lines(most_open=40)
    out: list[Event] = []
    for number in range(200):
        packet = bytearray(Talk().opens().packets[0])
        packet[34:36] = (20_000 + number).to_bytes(2, "big")
        out += feed(lines, [bytes(packet)], from_us=number * 1000)
    assert len(lines.halves) <= 80
    assert sum(isinstance(each, Trouble) for each in out) == 1
    ended = [each.line.number for each in out if isinstance(each, Ended)]
    assert ended == sorted(ended)
    assert len(ended) >= 160


def test_what_is_held_is_bounded_over_all_connections() -> None:
    lines = Lines()
    layers = Layers()
    out: list[Event] = []
    for number in range(60):
        talk = Talk().opens()
        talk.pos_seq += 1
        for _ in range(14):
            talk.pos(bytes(60_000))
        for packet in talk.packets:
            own = packet[:34] + (20_000 + number).to_bytes(2, "big") + packet[36:]
            if packet[34:36] == (9100).to_bytes(2, "big"):
                own = packet[:36] + (20_000 + number).to_bytes(2, "big") + packet[38:]
            segment = layers.segment(1, own)
            assert isinstance(segment, Segment)
            out += lines.take(segment, number, 1)
    held = sum(len(each.payload) for half in lines.halves.values() for each in half.held)
    assert held <= 33 << 20
    assert any(isinstance(each, Lost) for each in out)


@given(
    st.lists(
        st.tuples(
            st.booleans(),
            st.integers(0, 2**32 - 1) | st.integers(990, 1100),
            st.integers(0, 2**32 - 1) | st.integers(499_990, 500_100),
            st.integers(0, 63),
            st.binary(max_size=20),
        ),
        max_size=25,
    )
)
def test_no_segments_make_it_raise(segments: list[tuple[bool, int, int, int, bytes]]) -> None:
    packets = Talk().opens().packets
    for by_pos, seq, ack, flags, payload in segments:
        if not by_pos:
            seq, ack = ack, seq
        packets.append(ethernet(ip4(tcp(seq, ack, flags, payload, by_pos), by_pos)))
    lines = Lines()
    out = feed(lines, packets) + lines.finish()
    assert all(not half.held for half in lines.halves.values())
    ended: set[int] = set()
    for event in out:
        if isinstance(event, Ended):
            assert event.line.number not in ended
            ended.add(event.line.number)
