"""A part of a terminal's measurement by itself; test_terminal.py holds the whole to the rigs."""

from __future__ import annotations

from posdiag.learn.talk import Talk
from posdiag.learn.terminal_sales import measure_sales, pay
from posdiag.link.api import Answer, Heard, Link, Silence
from posdiag.wire.message import Kind
from tests.learn.test_terminal_desk import a_desk


def test_payments_show_memory_and_ways_of_reading() -> None:
    desk = a_desk()
    measure_sales(desk)
    assert desk.learnt.get("dedupe") is True
    assert desk.learnt.get("entries") == frozenset("CSFTQBKM")
    assert desk.learnt.get("unsupported") == frozenset()


def test_a_payment_without_an_answer_is_taken_back() -> None:
    desk = a_desk()

    sent = []

    def do(talk: Talk) -> None:
        link = talk.link
        talk.link = Muffled(link)  # type: ignore[assignment]
        answer, _ = pay(desk, talk, desk.sale())
        assert answer is None
        sent.extend(talk.link.sent)  # type: ignore[attr-defined]

    desk.talk("silent", do, desk.instruments["card"])
    kinds = [desk.way.codec.decode(data).message for data in sent if len(data) > 3]
    assert [one.kind for one in kinds if one is not None] == [Kind.APPROVE, Kind.REVERSE]


class Muffled:
    """A link by which nothing comes back."""

    def __init__(self, link: Link) -> None:
        self.link, self.sent = link, []  # type: ignore[var-annotated]

    def now_ms(self) -> int:
        return self.link.now_ms()

    def send(self, data: bytes) -> None:
        self.sent.append(data)

    def wait(self, until_ms: int) -> Answer:
        answer = self.link.wait(until_ms)
        return Silence(answer.at_ms) if isinstance(answer, Heard) else answer

    def close(self) -> None:
        self.link.close()
