"""The device check after silence on a terminal's line: when it is asked for, and what its answer leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest

from posdiag.link.api import PortSetting, Why
from posdiag.link.bench import Bench, NoBench
from posdiag.profile.traits import Traits
from posdiag.replay.line_probe import NEW_CONNECTIONS, LineProbe
from posdiag.replay.other_ways import SETTINGS, other_ways
from posdiag.replay.requests import Requests
from posdiag.transcript import AS_SET, ECHO, PORT, SAME_LINE, UNREAD, LinkName, Party, Seen, Transcript
from posdiag.wire.ecr.codec import EcrCodec
from posdiag.wire.ecr.spec import Handshake
from posdiag.wire.message import Kind, Message
from tests.diagnose.playbook import ACK, ENQ, EOT, NAK, codec, reply, request
from tests.replay.scripted import ScriptedLink


def mine() -> EcrCodec:
    found = codec("kr-fs")
    assert isinstance(found, EcrCodec)
    return found


def after(*heard: bytes, silent: bool = True, closed: str = "") -> Transcript:
    """A replay in which a sale was sent, and what came of it."""
    seen = Transcript()
    seen.add_frame(0, LinkName.ECR, Party.POS, Party.TERMINAL, mine().encode(request()))
    for data in heard:
        seen.add_frame(5, LinkName.ECR, Party.TERMINAL, Party.POS, data)
    if silent:
        seen.observe(9_000, Seen.SILENCE, Party.POS, "ack", wait_ms=3_000)
    if closed:
        seen.observe(9_000, Seen.CLOSED, Party.TERMINAL, closed)
    return seen


def terminal(from_dial: int = 1, called: bool = False) -> ScriptedLink:
    """A terminal that answers checks from the dial of that number on, and where it is called first if so."""
    spoken = mine()

    def reply(frame: bytes, _: int) -> list[tuple[int, bytes | Why]]:
        if link.opened < from_dial or frame in (ACK, EOT):
            return []
        if frame == ENQ:
            ready.append(True)
            return [(5, ACK)] if called else []
        asked = spoken.decode(frame).message
        if asked is None or (called and not ready):
            return []
        words = {**asked.fields, "result": "00"}
        return [(5, ACK), (20, spoken.encode(Message(Kind.CHECK, True, words)))]

    ready: list[bool] = []
    link = ScriptedLink(reply)
    return link


def probe_of(link: ScriptedLink, seen: Transcript) -> LineProbe:
    return LineProbe(link, NoBench(), mine(), Traits(), seen, 0)


def notes(link: ScriptedLink) -> list[str]:
    """The notes of what was heard, each once."""
    seen = after()
    probe_of(link, seen).ask(Requests(Traits(), "2025-09-10T12:30:00").echo())
    heard = (frame.note.removeprefix(ECHO) for frame in seen.frames if frame.receiver is Party.POS)
    return list(dict.fromkeys(heard))


def test_silence_after_the_last_request_is_asked_about() -> None:
    assert probe_of(terminal(), after()).wanted()


@pytest.mark.parametrize("closed", ["refused", "lost", "reset"])
def test_a_line_that_closed_says_enough(closed: str) -> None:
    assert not probe_of(terminal(), after(closed=closed)).wanted()


def test_what_was_answered_or_never_waited_for_needs_no_check() -> None:
    answer = mine().encode(reply())
    assert not probe_of(terminal(), after(ACK, answer)).wanted()
    assert not probe_of(terminal(), after(silent=False)).wanted()


@pytest.mark.parametrize("heard", [(ACK,), (ACK, ENQ), (NAK,), (b"\x80\x00\xf8",)])
def test_controls_and_junk_are_no_answer(heard: tuple[bytes, ...]) -> None:
    assert probe_of(terminal(), after(*heard)).wanted()


def test_a_frame_that_was_refused_is_asked_about_though_no_timer_ran_out() -> None:
    assert probe_of(terminal(), after(NAK, silent=False)).wanted()


def test_a_terminal_that_hears_this_pos_answers_on_the_same_connection() -> None:
    assert notes(terminal()) == [SAME_LINE]


def test_a_connection_that_died_is_told_by_an_answer_on_a_new_one() -> None:
    assert notes(terminal(from_dial=2)) == [AS_SET]


def test_a_terminal_that_wants_to_be_called_answers_once_it_is() -> None:
    assert notes(terminal(called=True)) == [f"handshake={Handshake.ENQ_EOT.value}"]


def test_nobody_there_leaves_the_checks_alone_in_the_transcript() -> None:
    link, seen = terminal(from_dial=99), after()
    probe_of(link, seen).ask(Requests(Traits(), "2025-09-10T12:30:00").echo())
    asked = {frame.note for frame in seen.frames if frame.note.startswith(ECHO)}
    ways = {SAME_LINE, AS_SET, *(note for _, note in other_ways(mine().spec))}
    assert asked == {ECHO + way for way in ways}
    assert link.opened == 1 + NEW_CONNECTIONS + len(ways) - 2
    assert not any(frame.receiver is Party.POS for frame in seen.frames)


def test_more_than_one_new_connection_is_tried() -> None:
    assert notes(terminal(from_dial=1 + NEW_CONNECTIONS)) == [AS_SET]


@dataclass
class Port(NoBench):
    """A bench where the port can be set; the terminal hears nothing until it is set right."""

    right: str
    set_to: list[str] = field(default_factory=list)

    def set_port(self, setting: PortSetting | None) -> bool:
        self.set_to.append(str(setting))
        return True

    def reply(self, frame: bytes, _: int) -> list[tuple[int, bytes | Why]]:
        asked = mine().decode(frame).message
        if asked is None or self.set_to[-1:] != [self.right]:
            return []
        words = {**asked.fields, "result": "00"}
        return [(5, ACK), (20, mine().encode(Message(Kind.CHECK, True, words)))]


def test_the_port_is_set_otherwise_until_the_check_is_answered_and_then_put_back() -> None:
    bench, seen = Port("19200 8N1"), after()
    check = Requests(Traits(), "2025-09-10T12:30:00").echo()
    LineProbe(ScriptedLink(bench.reply), bench, mine(), Traits(), seen, 0).ask(check)
    assert bench.set_to == ["9600 8N1", "19200 8N1", "None"]
    answered = [f.note for f in seen.frames if f.receiver is Party.POS]
    assert answered == [f"{ECHO}{PORT}19200 8N1"] * 2


def test_where_the_check_was_acknowledged_the_port_is_right_and_is_left_alone() -> None:
    bench, seen = Port("never"), after()
    check = Requests(Traits(), "2025-09-10T12:30:00").echo()
    link = ScriptedLink(lambda frame, _: [] if frame == ACK else [(5, ACK)])
    LineProbe(link, bench, mine(), Traits(), seen, 0).ask(check)
    assert bench.set_to == []


def test_an_answer_to_the_sale_that_comes_during_the_check_is_part_of_the_replay() -> None:
    late = mine().encode(reply())
    link, seen = ScriptedLink(lambda frame, before: [] if before else [(100, late)]), after()
    probe_of(link, seen).ask(Requests(Traits(), "2025-09-10T12:30:00").echo())
    assert [f.note for f in seen.frames if f.data == late] == [""]


def test_a_dialect_without_a_check_is_not_asked() -> None:
    codes = {code: item for code, item in mine().spec.codes.items() if item.kind is not Kind.CHECK}
    other = replace(probe_of(terminal(), after()), codec=EcrCodec(replace(mine().spec, codes=codes)))
    assert not other.wanted()


# -- a dialect without a check that calls first ----------------------------------------------------


def telium() -> EcrCodec:
    found = codec("telium")
    assert isinstance(found, EcrCodec)
    return found


def called(
    reply: Callable[[bytes, int], list[tuple[int, bytes | Why]]], bench: Bench | None = None
) -> Transcript:
    seen, link = after(), ScriptedLink(reply)
    probe = LineProbe(link, bench or NoBench(), telium(), Traits(), seen, 0)
    assert probe.wanted()
    probe.ask(Requests(Traits(), "2025-09-10T12:30:00").echo())
    return seen


def exchanged(seen: Transcript) -> list[tuple[bytes, str]]:
    """What passed after the sale, with its note."""
    return [(frame.data, frame.note.removeprefix(ECHO)) for frame in seen.frames[1:]]


def test_where_there_is_no_check_the_terminal_is_called_and_nothing_is_said_to_it() -> None:
    seen = called(lambda frame, _: [(5, ACK)] if frame == ENQ else [])
    assert exchanged(seen) == [(ENQ, SAME_LINE), (ACK, SAME_LINE), (EOT, SAME_LINE)]


def test_a_call_that_is_let_in_on_a_new_connection_alone_tells_that_the_old_one_was_dead() -> None:
    opened: list[bytes] = []

    def reply(frame: bytes, _: int) -> list[tuple[int, bytes | Why]]:
        opened.append(frame)
        return [(5, ACK)] if frame == ENQ and len(opened) == 2 else []

    assert exchanged(called(reply)) == [(ENQ, SAME_LINE), (ENQ, AS_SET), (ACK, AS_SET), (EOT, AS_SET)]


def test_calls_in_vain_are_made_at_every_setting_of_the_port_and_no_frame_is_sent() -> None:
    bench = Port("never")
    seen = called(lambda frame, _: [], bench)
    assert {data for data, _ in exchanged(seen)} == {ENQ}
    assert bench.set_to[-1] == "None"
    assert len(bench.set_to) == len(SETTINGS) + 1


def test_a_refused_call_and_noise_are_no_answer() -> None:
    seen = called(lambda frame, _: [(5, NAK)])
    assert {data for data, note in exchanged(seen) if note == UNREAD} == {NAK}
    noisy = called(lambda frame, _: [(5, b"\x00\xff")])
    assert all(note in (UNREAD,) for data, note in exchanged(noisy) if data != ENQ)
