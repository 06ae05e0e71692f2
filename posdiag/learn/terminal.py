"""Measures a terminal: harmless questions first, test payments only where they are allowed."""

from __future__ import annotations

from collections.abc import Iterable

from posdiag.learn.terminal_desk import TerminalDesk
from posdiag.learn.terminal_frames import measure_frames
from posdiag.learn.terminal_sales import measure_sales

#: What happens between terminal and host, or inside the terminal alone.
HOST_SIDE = ("host_wait_ms", "reverse_on_timeout", "reversal_tries", "host_stan")
RANDOM = ("read_ms", "think_ms")
AGENT_ONLY = ("reader_wait_ms", "agent_callback", "percent_answers")
BY_PAYING = (
    *("entries", "fallback", "unsupported", "keeps_last", "dedupe", "approval_digits", "tells_balance"),
    "reverse_on_unacked",
)
#: Figures that are no traits of a rig: what was seen once.
FIGURES = ("response_ms", "sale_response_ms")


def measure_terminal(desk: TerminalDesk, pay: bool, every: Iterable[str]) -> None:
    """Everything that can be measured at a terminal; `every` are the traits that there are."""
    learnt = desk.learnt
    learnt.leave("host-side", *HOST_SIDE)
    learnt.leave("random", *RANDOM)
    learnt.leave("agent-only", *AGENT_ONLY)
    measure_frames(desk)
    if pay:
        measure_sales(desk)
    else:
        learnt.leave("no-pay", *BY_PAYING)
    learnt.leave("unseen", *every)
