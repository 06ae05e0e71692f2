"""The echo test after silence: when it is asked for, in which order, and what it leaves in the transcript."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posdiag.link.api import Why
from posdiag.link.bench import NoBench
from posdiag.profile.traits import Traits
from posdiag.replay.echo_probe import ECHO_MS, MOST_ECHOES, EchoProbe
from posdiag.replay.requests import Requests
from posdiag.transcript import AS_SET, ECHO, SAME_LINE, UNREAD, LinkName, Party, Seen, Transcript
from posdiag.wire.iso8583.codec import IsoCodec
from posdiag.wire.iso8583.spec import BitmapCoding, IsoSpec, LengthKind
from posdiag.wire.message import Kind, Message
from tests.replay.scripted import ScriptedLink
from tests.wire.iso8583.dialects import spec

MINE = spec("iso87-ascii", length="binary2-be")
SALE = b"\x00\x040200"


def after(*heard: bytes, closed: str = "") -> Transcript:
    """A replay in which a sale was sent, and what came of it."""
    seen = Transcript()
    seen.add_frame(0, LinkName.HOST, Party.POS, Party.VAN, SALE)
    for data in heard:
        seen.add_frame(5, LinkName.HOST, Party.VAN, Party.POS, data)
    if closed:
        seen.observe(9, Seen.CLOSED, Party.VAN, closed)
    return seen


def host(theirs: IsoSpec, from_dial: int = 1) -> ScriptedLink:
    """A host that is set so, answers echoes that it can read, and none before the dial of that number."""
    codec = IsoCodec(theirs)

    def reply(frame: bytes, _: int) -> list[tuple[int, bytes | Why]]:
        asked = codec.decode(frame)
        if link.opened < from_dial or asked.faults or asked.message is None:
            return []
        words = {**asked.message.fields, "result": "00"}
        return [(20, codec.encode(Message(Kind.CHECK, True, words)))]

    link = ScriptedLink(reply)
    return link


def test_of(link: ScriptedLink, seen: Transcript) -> EchoProbe:
    return EchoProbe(link, NoBench(), IsoCodec(MINE), Traits(link="host"), seen, 0)


test_of.__test__ = False  # type: ignore[attr-defined]


def notes(link: ScriptedLink, seen: Transcript) -> list[str]:
    """What the echo test adds to a transcript, by its notes without their beginning."""
    test_of(link, seen).ask(Requests(Traits(), "2025-09-10T12:30:00").echo())
    return [frame.note.removeprefix(ECHO) for frame in seen.frames if frame.note.startswith(ECHO)]


def test_an_echo_has_no_more_than_who_when_and_which() -> None:
    echo = Requests(Traits(), "2025-09-10T12:30:00").echo()
    assert echo.kind is Kind.CHECK
    assert set(echo.fields) == {"tid", "stan", "sent_at"}


@pytest.mark.parametrize("closed", ["", "ended", "reset"])
def test_silence_and_hanging_up_are_asked_about(closed: str) -> None:
    assert test_of(host(MINE), after(closed=closed)).wanted()


@pytest.mark.parametrize("closed", ["refused", "lost"])
def test_a_line_that_does_not_exist_is_not(closed: str) -> None:
    assert not test_of(host(MINE), after(closed=closed)).wanted()


def test_nothing_is_asked_where_nothing_was_sent() -> None:
    assert not test_of(host(MINE), Transcript()).wanted()


def test_nothing_is_asked_where_a_frame_tells_by_itself() -> None:
    answer = Message(Kind.CHECK, True, {"tid": "10000001", "stan": "000001", "result": "00"})
    readable = IsoCodec(MINE).encode(answer)
    otherwise = IsoCodec(replace(MINE, bitmap=BitmapCoding.HEX)).encode(answer)
    assert not test_of(host(MINE), after(readable)).wanted()
    assert not test_of(host(MINE), after(otherwise)).wanted()
    assert test_of(host(MINE), after(b"\xff\xfe\xfd")).wanted()


def test_a_host_that_left_the_sale_alone_answers_on_the_same_line() -> None:
    link = host(MINE)
    assert notes(link, after()) == [SAME_LINE, SAME_LINE]
    assert link.opened == 1


def test_a_dead_line_is_told_by_an_answer_on_a_new_one() -> None:
    assert notes(host(MINE, from_dial=2), after()) == [SAME_LINE, AS_SET, AS_SET]


def test_a_line_that_was_hung_up_is_dialled_anew_first() -> None:
    assert notes(host(MINE), after(closed="ended"))[0] == AS_SET


@pytest.mark.parametrize(
    ("theirs", "way"),
    [
        (replace(MINE, bitmap=BitmapCoding.HEX), "bitmap=hex"),
        (replace(MINE, length=LengthKind.ASCII4), "length=ascii4"),
        (replace(MINE, tpdu=bytes.fromhex("6000010000")), "tpdu=6000010000"),
        (replace(MINE, length_counts_itself=True), "length_counts_itself=true"),
    ],
)
def test_the_way_that_is_answered_names_the_other_side_s_setting(theirs: IsoSpec, way: str) -> None:
    link = host(theirs)
    asked = notes(link, after())
    assert asked.count(way) == 2
    assert asked[asked.index(way) + 2] == AS_SET, "asked once more as the POS is set: has the line come back?"
    assert link.opened == len(asked) - 1, "each way but the first is asked on a line of its own"


def test_a_host_that_never_answers_is_asked_so_many_times_and_no_more() -> None:
    link = ScriptedLink(lambda frame, before: [])
    asked = notes(link, after())
    assert len(asked) == len(link.sent) == MOST_ECHOES + 1
    assert len(set(link.sent)) == MOST_ECHOES, "none is written twice but the first, on a new line"
    assert link.time_ms == ECHO_MS * (MOST_ECHOES + 1)


def test_what_comes_back_and_is_no_answer_is_kept_as_unread() -> None:
    asked = notes(ScriptedLink(lambda frame, before: [(5, b"\x00\x02??")]), after())
    assert asked[:2] == [SAME_LINE, UNREAD]
