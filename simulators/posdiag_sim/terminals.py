"""Which terminal stands behind a link: each public protocol has one of its own."""

from __future__ import annotations

from collections.abc import Mapping

from posdiag_sim.agent_session import AgentSession
from posdiag_sim.agent_terminal import AgentTerminal
from posdiag_sim.agent_wire import FORMS, AgentWire
from posdiag_sim.ecr_bytes import EcrWire
from posdiag_sim.ecr_session import EcrSession, FrameRefusal
from posdiag_sim.firmware import Firmware
from posdiag_sim.heap import Heap
from posdiag_sim.line import Line
from posdiag_sim.telium_terminal import TeliumTerminal
from posdiag_sim.terminal import Terminal
from posdiag_sim.transbank_terminal import TransbankTerminal

_TERMINALS: Mapping[str, type[Terminal]] = {
    "transbank": TransbankTerminal,
    "telium": TeliumTerminal,
    **dict.fromkeys(FORMS, AgentTerminal),
}


def terminal_for(wire: EcrWire) -> type[Terminal]:
    """The terminal of a layout; without one of its own, the reference terminal."""
    return _TERMINALS.get(wire.layout, Terminal)


def session_for(
    heap: Heap, line: Line, wire: EcrWire, firmware: Firmware, refusals: tuple[FrameRefusal, ...]
) -> EcrSession | AgentSession:
    """The terminal's side of its link: frames with ACKs, or the requests of a local agent."""
    if isinstance(wire, AgentWire):
        return AgentSession(heap, line, wire)
    return EcrSession(heap, line, wire, firmware, refusals)
