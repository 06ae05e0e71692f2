"""The pump between a till and a scripted link: what it tells the till, and what it writes down."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace

import pytest

from posdiag.link.api import Why
from posdiag.link.bench import NoBench
from posdiag.profile.library import Library
from posdiag.profile.traits import LateAnswer, Timers, Traits
from posdiag.replay.dial import speech_of
from posdiag.replay.pump import MAX_HEARD_BYTES, Pump
from posdiag.replay.steps import Ask, Came, Command, Told
from posdiag.transcript import LinkName, Party, Seen, Transcript
from posdiag.wire.message import Kind, Message
from tests.replay.scripted import ScriptedLink

CODEC = Library.load().dialects.codec_for("kr-fs")
TRAITS = Traits(timers=Timers(ack_ms=1000, answer_ms=5000, gap_ms=200))


def request(stan: str = "000001") -> Message:
    return Message(Kind.APPROVE, False, {"stan": stan, "tid": "10000001", "amount": "700"})


def answer(stan: str = "000001", result: str = "00") -> bytes:
    fields = {"stan": stan, "result": result, "approved_amount": "700", "approval": "12345678"}
    return CODEC.encode(Message(Kind.APPROVE, True, fields))


def pump(link: ScriptedLink, traits: Traits = TRAITS) -> Pump:
    speech = speech_of(CODEC, traits)
    return Pump(
        link, speech.new_session(), CODEC, traits, NoBench(), Transcript(), LinkName.ECR, Party.TERMINAL
    )


def drive(driven: Pump, *commands: Command) -> list[Told]:
    told: list[Told] = []

    def flow() -> Generator[Command, Told, None]:
        for command in commands:
            told.append((yield command))

    driven.drive(flow())
    return told


def frames(driven: Pump) -> list[tuple[str, bytes]]:
    return [(frame.sender.value, frame.data) for frame in driven.transcript.frames]


def test_an_answer_is_acknowledged_told_and_written_down() -> None:
    link = ScriptedLink(lambda data, n: [(20, b"\x06"), (800, answer())] if n == 0 else [])
    driven = pump(link)
    (told,) = drive(driven, Ask(request(), 5000))
    assert told.came is Came.ANSWERED
    assert told.answer is not None
    assert told.answer.get("approval") == "12345678"
    assert told.at_ms == 800
    assert frames(driven) == [
        ("pos", CODEC.encode(request())),
        ("terminal", b"\x06"),
        ("terminal", answer()),
        ("pos", b"\x06"),
    ]


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_reads_of_any_size_give_the_same_transcript(size: int) -> None:
    stream = b"\x06" + answer()
    pieces: list[tuple[int, bytes | Why]] = [
        (800, stream[at : at + size]) for at in range(0, len(stream), size)
    ]
    driven = pump(ScriptedLink(lambda data, n: list(pieces) if n == 0 else []))
    drive(driven, Ask(request(), 5000))
    assert [data for sender, data in frames(driven) if sender == "terminal"] == [b"\x06", answer()]


def test_silence_after_the_ack_is_told_with_the_timer_that_ran_out() -> None:
    driven = pump(ScriptedLink(lambda data, n: [(20, b"\x06")]))
    (told,) = drive(driven, Ask(request(), 5000))
    assert (told.came, told.at_ms) == (Came.SILENT, 5000)
    (seen,) = driven.transcript.observations
    assert (seen.kind, seen.text, seen.wait_ms) == (Seen.SILENCE, "answer", 5000)


def test_a_frame_nobody_acknowledges_is_repeated_and_then_undelivered() -> None:
    link = ScriptedLink(lambda data, n: [])
    (told,) = drive(pump(link), Ask(request(), 35_000))
    assert told.came is Came.UNDELIVERED
    assert len(link.sent) == TRAITS.frame_tries


def test_a_frame_refused_to_the_last_is_no_silence() -> None:
    driven = pump(ScriptedLink(lambda data, n: [(20, b"\x15")]))
    (told,) = drive(driven, Ask(request(), 35_000))
    assert told.came is Came.UNDELIVERED
    assert not driven.transcript.observations


def test_a_closed_link_is_told_and_opened_anew_for_the_next_request() -> None:
    link = ScriptedLink(lambda data, n: [(10, Why.RESET)] if n == 0 else [(10, b"\x06"), (20, answer())])
    driven = pump(link)
    first, second = drive(driven, Ask(request(), 5000), Ask(request(), 5000))
    assert (first.came, first.sent, second.came) == (Came.CLOSED, True, Came.ANSWERED)
    assert link.opened == 2
    assert [seen.text for seen in driven.transcript.observations] == ["reset"]


def test_a_late_answer_of_another_sale_is_set_aside_by_a_pos_that_compares_numbers() -> None:
    link = ScriptedLink(lambda data, n: [(10, b"\x06"), (20, answer("000001")), (30, answer("000002"))])
    (told,) = drive(pump(link), Ask(request("000002"), 5000))
    assert told.answer is not None
    assert told.answer.get("stan") == "000002"
    assert [late.get("stan") for late in told.late] == ["000001"]


def test_a_pos_that_takes_the_next_answer_takes_the_wrong_one() -> None:
    def reply(data: bytes, n: int) -> list[tuple[int, bytes | Why]]:
        if data == CODEC.encode(request("000001")):
            return [(10, b"\x06"), (6000, answer("000001"))]
        return [(1500, b"\x06"), (1600, answer("000002"))] if len(data) > 1 else []

    traits = replace(TRAITS, late_answer=LateAnswer.TAKE_NEXT, timers=Timers(ack_ms=3000))
    _, told = drive(
        pump(ScriptedLink(reply), traits), Ask(request("000001"), 5000), Ask(request("000002"), 5000)
    )
    assert told.answer is not None
    assert told.answer.get("stan") == "000001"


def test_what_came_at_the_time_of_the_last_answer_is_seen_too() -> None:
    driven = pump(ScriptedLink(lambda data, n: [(10, answer()), (10, b"\x06")] if n == 0 else []))
    (told,) = drive(driven, Ask(request(), 5000))
    assert told.came is Came.ANSWERED
    assert driven.transcript.frames[-1].data == b"\x06"
    assert driven.transcript.frames[-1].sender is Party.TERMINAL


def test_endless_garbage_ends_the_replay_within_a_limit() -> None:
    class Flood(ScriptedLink):
        def wait(self, until_ms: int):  # type: ignore[no-untyped-def]
            from posdiag.link.api import Heard

            return Heard(b"\x00\xff" * 32_768, self.time_ms)  # time never passes

    driven = pump(Flood(lambda data, n: []))
    (told,) = drive(driven, Ask(request(), 5000))
    assert told.came in (Came.SILENT, Came.UNDELIVERED)
    kept = sum(len(frame.data) for frame in driven.transcript.frames)
    assert kept < MAX_HEARD_BYTES


def test_a_pause_inside_a_frame_is_written_with_its_reason_and_refused() -> None:
    whole = answer()
    link = ScriptedLink(lambda data, n: [(10, b"\x06"), (20, whole[:9]), (900, whole[9:])] if n == 0 else [])
    driven = pump(link)
    drive(driven, Ask(request(), 5000))
    assert any(frame.note == "gap" for frame in driven.transcript.frames)
    assert b"\x15" in link.sent


# -- public links ------------------------------------------------------------------------------------


def public(name: str, link: ScriptedLink) -> Pump:
    codec = Library.load().dialects.codec_for(name)
    session = speech_of(codec, TRAITS).new_session()
    return Pump(link, session, codec, TRAITS, NoBench(), Transcript(), LinkName.ECR, Party.TERMINAL)


def test_a_poll_is_answered_by_its_ack() -> None:
    poll = Ask(Message(Kind.CHECK, False), 5000)
    (told,) = drive(public("transbank", ScriptedLink(lambda data, n: [(20, b"\x06")])), poll)
    assert (told.came, told.at_ms) == (Came.ANSWERED, 20)
    (told,) = drive(public("transbank", ScriptedLink(lambda data, n: [])), poll)
    assert told.came is Came.UNDELIVERED


def test_a_sale_is_not_answered_by_its_ack() -> None:
    sale = Message(Kind.APPROVE, False, {"amount": "8800", "stan": "A1"})
    (told,) = drive(public("transbank", ScriptedLink(lambda data, n: [(20, b"\x06")])), Ask(sale, 5000))
    assert told.came is Came.SILENT


def test_one_answer_serves_sales_and_refunds_where_it_has_no_code() -> None:
    codec = Library.load().dialects.codec_for("telium")
    frame = codec.encode(Message(Kind.APPROVE, True, {"result": "00", "approved_amount": "8800"}))

    def script(data: bytes, n: int) -> list[tuple[int, bytes | Why]]:
        by_turn: list[list[tuple[int, bytes | Why]]] = [
            [(5, b"\x06")], [(5, b"\x06")], [(300, b"\x05")], [(5, frame)], [(5, b"\x04")],
        ]  # fmt: skip
        return by_turn[n] if n < len(by_turn) else []

    (told,) = drive(
        public("telium", ScriptedLink(script)), Ask(Message(Kind.CANCEL, False, {"amount": "8800"}), 5000)
    )
    assert told.came is Came.ANSWERED
    assert told.answer is not None
    assert told.answer.get("result") == "00"
