"""What a local agent's line shows: how it writes its answers, and how long it waits for a card."""

from __future__ import annotations

from dataclasses import replace

from posdiag.learn.speech import in_form
from posdiag.learn.talk import Talk
from posdiag.learn.terminal_desk import TerminalDesk
from posdiag.learn.terminal_sales import ask
from posdiag.wire.agent.codec import AgentCodec
from posdiag.wire.agent.spec import AgentSpec, Shape, State

#: Traits of an agent that its answer to a device check shows, and the one that takes a sale without a card.
AGENT_ONLY = ("agent_callback", "percent_answers", "reader_wait_ms")
_ANSWER_MS = 15_000
#: A callback that no agent would call by itself.
_CALLBACK = "measured"
#: What the bench does: the customer stands there for longer than any agent waits.
_NOBODY_COMES = "slow-card:ms=85000"
_CALLED, _ENCODED = "jsonp.callback.", "percent.other."


def measure_agent(desk: TerminalDesk) -> bool:
    """A device check, and how its answer is written: further questions are read so. Whether there was one."""
    codec, learnt = desk.way.codec, desk.learnt
    assert isinstance(codec, AgentCodec)
    spec = codec.spec
    if spec.answer is Shape.JSONP:
        spec = replace(spec, callback=_CALLBACK)
        desk.way = in_form(desk.way, spec)
    else:
        learnt.leave("no-field", "agent_callback")
    if spec.answer is not Shape.TELEGRAM:
        learnt.leave("no-field", "percent_answers")
    for name in ("check", "check-again"):  # the first may wait until the agent has woken up
        desk.talk(name, lambda talk, name=name: _check(desk, talk, spec, name))  # type: ignore[misc]
        if learnt.get("response_ms") is not None:
            return True
    learnt.leave("no-answer", "agent_callback", "percent_answers")
    return False


def _check(desk: TerminalDesk, talk: Talk, spec: AgentSpec, name: str) -> None:
    sent_ms = talk.say(desk.check())
    told = talk.hear(lambda one: not one.control, _ANSWER_MS)
    if told is None:
        return
    codes = [fault.code for fault in talk.codec.decode(told.data).faults]
    called = next((code.removeprefix(_CALLED) for code in codes if code.startswith(_CALLED)), "")
    encoded = spec.answer_percent
    if any(code.startswith(_ENCODED) for code in codes):
        encoded = not encoded
    if told.message is None and not called and encoded is spec.answer_percent:
        return  # an answer that is wrong in another way shows nothing
    desk.learnt.learn("response_ms", told.at_ms - sent_ms, name)
    if spec.answer is Shape.JSONP:
        desk.learnt.learn("agent_callback", called, name)
    if spec.answer is Shape.TELEGRAM:
        desk.learnt.learn("percent_answers", encoded, name)
    desk.way = in_form(desk.way, replace(spec, callback=called or spec.callback, answer_percent=encoded))


def measure_card_wait(desk: TerminalDesk) -> None:
    """A sale that names no time for the card, and a customer who comes too late: when the agent gives up."""

    def sell(talk: Talk) -> None:
        answer, took_ms = ask(talk, desk.sale())
        if answer is not None and answer.get("agent_state") == State.CARD_WAIT:
            desk.learnt.learn("reader_wait_ms", took_ms, "no-card")

    if desk.has_bench:
        desk.talk("no-card", sell, desk.instruments["card"], faults=(_NOBODY_COMES,))
        desk.learnt.leave("no-answer", "reader_wait_ms")
    else:
        desk.learnt.leave("no-bench", "reader_wait_ms")
