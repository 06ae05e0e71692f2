"""The device check after silence on a terminal's line: when it is asked for, and what its answer leaves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posdiag.link.api import Why
from posdiag.link.bench import NoBench
from posdiag.profile.traits import Traits
from posdiag.replay.line_probe import LineProbe
from posdiag.replay.requests import Requests
from posdiag.transcript import AS_SET, ECHO, SAME_LINE, LinkName, Party, Seen, Transcript
from posdiag.wire.ecr.codec import EcrCodec
from posdiag.wire.ecr.spec import Handshake
from posdiag.wire.message import Kind, Message
from tests.diagnose.playbook import ACK, ENQ, EOT, codec, request
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
    assert not probe_of(terminal(), after(ACK)).wanted()
    assert not probe_of(terminal(), after(silent=False)).wanted()


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
    assert len(asked) == 3
    assert not any(frame.receiver is Party.POS for frame in seen.frames)


def test_a_dialect_without_a_check_is_not_asked() -> None:
    codes = {code: item for code, item in mine().spec.codes.items() if item.kind is not Kind.CHECK}
    other = replace(probe_of(terminal(), after()), codec=EcrCodec(replace(mine().spec, codes=codes)))
    assert not other.wanted()
