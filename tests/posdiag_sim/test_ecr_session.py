"""The terminal's end of the frame exchange, as transcripts of bytes and times."""

from __future__ import annotations

from dataclasses import replace

from posdiag_sim.ecr_bytes import EcrWire, write_frame
from posdiag_sim.ecr_session import EcrSession
from posdiag_sim.firmware import Firmware
from posdiag_sim.heap import Heap
from posdiag_sim.line import Line

ENQ, ACK, NAK, EOT = b"\x05", b"\x06", b"\x15", b"\x04"
WIRE = EcrWire()
FRAME = write_frame(WIRE, b"0210")


class Bench:
    """A session on a line without latency; `said` is what it sent, `contents` what it understood."""

    def __init__(self, wire: EcrWire = WIRE, firmware: Firmware | None = None) -> None:
        self.heap = Heap()
        line = Line(self.heap, lambda: 0, (), False)
        self.said: list[tuple[int, bytes]] = []
        line.deliver_down = lambda content: self.said.append((self.heap.now_ms, content))
        line.connect()
        self.session = EcrSession(self.heap, line, wire, firmware or Firmware(), ())
        self.contents: list[bytes] = []
        self.refused: list[tuple[str, int]] = []
        self.unacked = 0
        self.session.on_content = self.contents.append
        self.session.on_refused = lambda reason, times: self.refused.append((reason, times))
        self.session.on_unacked = self._count

    def _count(self) -> None:
        self.unacked += 1

    def hear(self, *streams: bytes, until_ms: int = 0) -> list[tuple[int, bytes]]:
        """Feed bytes, run on, and give what was said since."""
        before = len(self.said)
        for stream in streams:
            self.session.hear(stream)
        self.heap.run_until(self.heap.now_ms + until_ms)
        return self.said[before:]


def test_a_sound_frame_is_acknowledged_and_handed_on() -> None:
    bench = Bench()
    assert bench.hear(write_frame(WIRE, b"0200"), until_ms=100) == [(20, ACK)]
    assert bench.contents == [b"0200"]


def test_a_wrong_check_byte_is_answered_with_nak_at_once() -> None:
    bench = Bench()
    assert bench.hear(write_frame(WIRE, b"0200")[:-1] + b"\x00", until_ms=100) == [(0, NAK)]
    assert (bench.contents, bench.refused) == ([], [("check", 1)])


def test_a_frame_that_stops_is_refused_after_the_gap() -> None:
    bench = Bench()
    assert bench.hear(b"\x02020", until_ms=2000) == [(1000, NAK)]
    assert bench.refused == [("gap", 1)]


def test_a_broken_structure_is_refused_when_the_line_is_quiet() -> None:
    bench = Bench(replace(WIRE, length="bcd"))
    assert bench.hear(b"\x02\xff\xff0200", b"more", until_ms=100) == [(30, NAK)]
    assert bench.refused == [("length", 1)]


def test_a_reply_is_repeated_until_it_is_acknowledged() -> None:
    bench = Bench()
    bench.session.reply(b"0210")
    assert bench.hear(until_ms=4000) == [(0, FRAME), (3000, FRAME)]
    assert bench.hear(ACK, until_ms=9000) == []
    assert bench.unacked == 0


def test_a_reply_is_given_up_after_the_last_try() -> None:
    bench = Bench()
    bench.session.reply(b"0210")
    assert len(bench.hear(until_ms=60_000)) == 3
    assert bench.unacked == 1


def test_nak_brings_the_frame_again_at_once() -> None:
    bench = Bench()
    bench.session.reply(b"0210")
    assert bench.hear(NAK, ACK, until_ms=10_000) == [(0, FRAME), (0, FRAME)]


def test_three_bytes_make_one_ack_where_the_link_says_so() -> None:
    wire = replace(WIRE, acks=3)
    bench = Bench(wire)
    assert bench.hear(write_frame(wire, b"0200"), until_ms=100) == [(20, ACK * 3)]
    bench.session.reply(b"0210")
    assert len(bench.hear(ACK, ACK, until_ms=3000)) == 2
    assert bench.hear(ACK * 3, until_ms=9000) == []


def test_a_called_link_takes_no_frame_that_was_not_announced() -> None:
    wire = replace(WIRE, handshake="enq-eot")
    bench = Bench(wire)
    assert bench.hear(write_frame(wire, b"0200"), until_ms=5000) == []
    assert bench.hear(ENQ, write_frame(wire, b"0200"), EOT, until_ms=100)[0][1] == ACK
    assert bench.contents == [b"0200"]


def test_a_called_link_asks_before_it_answers_and_says_when_it_is_done() -> None:
    wire = replace(WIRE, handshake="enq-eot")
    bench = Bench(wire)
    bench.session.reply(b"0210")
    said = bench.hear() + bench.hear(ACK) + bench.hear(ACK, until_ms=9000)
    assert [content for _, content in said] == [ENQ, FRAME, EOT]


def test_an_event_is_sent_once_whatever_comes() -> None:
    bench = Bench()
    bench.session.event(b"@I")
    assert len(bench.hear(NAK, until_ms=60_000)) == 1


def test_replies_wait_for_their_turn_and_a_lost_connection_forgets_them() -> None:
    bench = Bench()
    bench.session.reply(b"0210")
    bench.session.reply(b"0610")
    assert [content for _, content in bench.hear(ACK)] == [FRAME, write_frame(WIRE, b"0610")]
    bench.session.forget()
    assert bench.hear(until_ms=60_000) == []
