"""One question at a time: sent once, answered soundly or not, acknowledged, and tidied up after."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

import pytest

from posdiag.link.api import Why
from posdiag.probe.converse import MOST_HEARD, Exchange, Outcome, converse
from posdiag.probe.drive import drive
from posdiag.probe.ears import Ears
from posdiag.probe.questions import ENQUIRY, Question, ecr_questions, host_questions, http_questions
from posdiag.probe.steps import Open, Opened, Part
from tests.probe.far_side import CHECK, Answering, FarSide, codecs, frame

ALL = codecs()
EARS = Ears(ALL)
ASKED = {
    each.dialects[0]: each
    for each in (
        *ecr_questions(EARS, CHECK["sent_at"], None),
        *takewhile(lambda each: not each.differs, host_questions(EARS, CHECK["sent_at"])),
    )
    if each.dialects
}


def ask(question: Question, answering: Answering) -> tuple[Exchange, FarSide]:
    far = FarSide(answering=answering)

    def plan() -> Part[Exchange]:
        opened = yield Open()
        assert isinstance(opened, Opened)
        exchange = yield from converse(question, EARS, ALL, opened.at_ms, hosts=True)
        return exchange

    return drive(plan(), far.open, ALL), far


def once(*answers: tuple[int, bytes]) -> Answering:
    """Answers the first thing heard, and is silent after."""
    waiting = [answers]
    return lambda heard: waiting.pop() if waiting else ()


def test_silence_is_silence() -> None:
    exchange, far = ask(ASKED["kr-fs"], lambda heard: ())
    assert exchange.outcome is Outcome.SILENT
    assert far.sent == [ASKED["kr-fs"].data]  # once, and nothing after it


@pytest.mark.parametrize("name", ["kr-fs", "kr-fs-bcd", "kr-fixed"])
def test_an_answer_is_acknowledged(name: str) -> None:
    exchange, far = ask(ASKED[name], once((20, b"\x06"), (900, frame(name, reply=True))))
    assert exchange.outcome is Outcome.ANSWERED
    assert far.sent == [ASKED[name].data, b"\x06"]


def test_three_bytes_make_one_ack() -> None:
    answers = once((20, b"\x06\x06\x06"), (900, frame("kr-fs-ack3", reply=True)))
    exchange, far = ask(ASKED["kr-fs-ack3"], answers)
    assert exchange.outcome is Outcome.ANSWERED
    assert far.sent[-1] == b"\x06\x06\x06"


def test_a_call_comes_first_where_the_dialect_has_one_and_is_taken_back() -> None:
    def answering(heard: bytes) -> Sequence[tuple[int, bytes]]:
        return [(10, b"\x06")] if heard == b"\x05" else [(10, b"\x15")] if heard[:1] == b"\x02" else []

    exchange, far = ask(ASKED["kr-fs-enq"], answering)
    assert exchange.outcome is Outcome.REFUSED
    assert far.sent == [b"\x05", ASKED["kr-fs-enq"].data, b"\x04"]


def test_an_unanswered_call_is_not_followed_by_the_frame() -> None:
    exchange, far = ask(ASKED["kr-fs-enq"], lambda heard: ())
    assert exchange.outcome is Outcome.SILENT
    assert far.sent == [b"\x05"]


def test_enq_alone_is_taken_back() -> None:
    exchange, far = ask(ENQUIRY, once((10, b"\x06")))
    assert exchange.outcome is Outcome.ACKED
    assert far.sent == [b"\x05", b"\x04"]


def test_an_answer_of_another_dialect_is_known_and_acknowledged_in_its_way() -> None:
    exchange, far = ask(ASKED["kr-fs"], once((20, frame("kr-fs-ack3", reply=True))))
    assert exchange.outcome is Outcome.OTHER
    assert far.sent[-1] == b"\x06\x06\x06"


def test_an_ack_alone_is_a_whole_answer_in_a_dialect_that_says_so() -> None:
    assert ask(ASKED["transbank"], once((20, b"\x06")))[0].outcome is Outcome.ANSWERED
    assert ask(ASKED["kr-fs"], once((20, b"\x06")))[0].outcome is Outcome.ACKED
    strange = once((20, b"\x06"), (400, b"\x020110\x1cK1\x03\x00"))
    assert ask(ASKED["transbank"], strange)[0].outcome is Outcome.ACKED


def test_a_host_answers_its_echo() -> None:
    exchange, _ = ask(ASKED["iso87-ncc"], once((300, frame("iso87-ncc", reply=True))))
    assert exchange.outcome is Outcome.ANSWERED


def test_garbage_and_a_hang_up_are_told() -> None:
    assert ask(ASKED["kr-fs"], once((20, b"\x99\x98\x97\x96\x95")))[0].outcome is Outcome.GARBLED
    far = FarSide(says=[(50, None)])

    def plan() -> Part[Exchange]:
        yield Open()
        return (yield from converse(ASKED["iso87-ncc"], EARS, ALL, 0, hosts=True))

    exchange = drive(plan(), far.open, ALL)
    assert (exchange.outcome, exchange.gone) == (Outcome.HUNG_UP, Why.ENDED)


def test_endless_talk_ends() -> None:
    far = FarSide(says=[(at, b"\x99") for at in range(0, 60_000, 100)])

    def plan() -> Part[Exchange]:
        yield Open()
        return (yield from converse(ASKED["kr-fs"], EARS, ALL, 0))

    exchange = drive(plan(), far.open, ALL)
    assert exchange.outcome is Outcome.GARBLED
    assert far.now_ms < 30_000


def test_a_flood_is_not_kept() -> None:
    piece = b"\x99" * 8_192
    far = FarSide(says=[(at, piece) for at in range(2_000)])

    def plan() -> Part[Exchange]:
        yield Open()
        return (yield from converse(ASKED["kr-fs"], EARS, ALL, 0))

    exchange = drive(plan(), far.open, ALL)
    assert exchange.outcome is Outcome.GARBLED
    assert len(exchange.sound.data) <= MOST_HEARD + len(piece)
    assert exchange.ended_ms < 100  # nor waited out until it falls quiet


@pytest.mark.parametrize("question", [*ASKED.values(), ENQUIRY, *http_questions("127.0.0.1:9")])
def test_an_echo_is_no_answer(question: Question) -> None:
    assert ask(question, lambda heard: [(5, heard)])[0].outcome is Outcome.ECHOED
