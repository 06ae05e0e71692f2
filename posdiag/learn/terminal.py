"""Measures a terminal: harmless questions first, test payments only where they are allowed."""

from __future__ import annotations

from collections.abc import Iterable

from posdiag.learn.terminal_agent import AGENT_ONLY, measure_agent, measure_card_wait
from posdiag.learn.terminal_desk import TerminalDesk
from posdiag.learn.terminal_frames import FRAME_PATHS, measure_frames
from posdiag.learn.terminal_sales import measure_sales
from posdiag.wire.agent.codec import AgentCodec

#: What happens between terminal and host, or inside the terminal alone.
HOST_SIDE = ("host_wait_ms", "reverse_on_timeout", "reversal_tries", "host_stan")
RANDOM = ("read_ms", "think_ms")
BY_PAYING = (
    *("entries", "fallback", "unsupported", "keeps_last", "dedupe", "approval_digits", "tells_balance"),
    "reverse_on_unacked",
)
#: Figures that are no traits of a rig: what was seen once.
FIGURES = ("response_ms", "sale_response_ms")


def measure_terminal(desk: TerminalDesk, pay: bool, every: Iterable[str]) -> None:
    """Everything that can be measured at a terminal, or at the agent before one; `every` are its traits."""
    learnt = desk.learnt
    learnt.leave("host-side", *HOST_SIDE)
    learnt.leave("random", *RANDOM)
    agent = isinstance(desk.way.codec, AgentCodec)
    if agent:
        learnt.leave("no-acks", *FRAME_PATHS)
        answers = measure_agent(desk)
        if not answers:  # it would be paid at blindly
            learnt.leave("no-answer", *BY_PAYING, "reader_wait_ms")
        pay = pay and answers
    else:
        learnt.leave("agent-only", *AGENT_ONLY)
        measure_frames(desk)
    if pay:
        measure_sales(desk)
        if agent:
            measure_card_wait(desk)
    else:
        learnt.leave("no-pay", *BY_PAYING, *(("reader_wait_ms",) if agent else ()))
    learnt.leave("unseen", *every)
