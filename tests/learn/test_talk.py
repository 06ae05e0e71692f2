"""A conversation with a terminal, as a transcript: calls, ACKs, answers, silence, and a line that closes."""

from __future__ import annotations

from posdiag import assembly
from posdiag.assembly_audit import way_to
from posdiag.audit.line import Cut
from posdiag.learn.talk import ACK, ENQ, EOT, Talk
from posdiag.link.api import Answer, Closed, Heard, Silence, Why
from posdiag.wire.message import Kind, Message

ENQ_WAY, FS_WAY = way_to("counter-enq"), way_to("counter-fs")
CHECK = Message(Kind.CHECK, False, {"tid": "10000001", "stan": "000001", "sent_at": "20250910123000"})
TOLD = Message(Kind.CHECK, True, {"tid": "10000001", "stan": "000001", "result": "00"})


class Script:
    """A link that says what it is told to, a millisecond apart."""

    def __init__(self, *says: bytes | Why) -> None:
        self.says, self.sent, self.at_ms = list(says), [], 0  # type: ignore[var-annotated]

    def now_ms(self) -> int:
        return self.at_ms

    def send(self, data: bytes) -> None:
        self.sent.append(data)

    def wait(self, until_ms: int) -> Answer:
        if not self.says:
            self.at_ms = until_ms
            return Silence(until_ms)
        self.at_ms += 1
        said = self.says.pop(0)
        return Closed(said, self.at_ms) if isinstance(said, Why) else Heard(said, self.at_ms)

    def reopen(self) -> None: ...
    def close(self) -> None: ...


def test_it_calls_before_it_speaks_and_grants_the_terminal_its_turn() -> None:
    frame = ENQ_WAY.codec.encode(TOLD)
    link = Script(ACK, ACK, ENQ, frame[:5], frame[5:])
    talk = Talk(link, ENQ_WAY)
    talk.say(CHECK)
    talk.done()
    told = talk.answer(5_000)
    assert told is not None
    assert told.message is not None
    assert told.message.kind is Kind.CHECK
    assert link.sent == [ENQ, ENQ_WAY.codec.encode(CHECK), EOT, ACK, ACK]


def test_silence_gives_nothing_and_costs_what_was_waited() -> None:
    talk = Talk(Script(), FS_WAY)
    assert talk.answer(5_000) is None
    assert talk.now_ms() == 5_000


def test_a_closed_line_is_noted_once_and_ends_everything() -> None:
    talk = Talk(Script(Why.RESET), FS_WAY)
    assert talk.answer(5_000) is None
    assert talk.answer(5_000) is None
    assert [one.why for one in talk.noted if isinstance(one, Cut)] == ["reset"]


def test_an_answer_may_stay_without_its_ack() -> None:
    link = Script(ACK + FS_WAY.codec.encode(TOLD))
    talk = Talk(link, FS_WAY)
    talk.say(CHECK)
    assert talk.answer(100, acknowledge=False) is not None
    assert ACK not in link.sent
    assert assembly.library() is not None
