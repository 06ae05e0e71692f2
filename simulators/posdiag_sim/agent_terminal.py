"""A terminal with a VAN agent before it: one request at a time, a timer for the card, a stop request.

The agent's own result and the VAN's response code are two codes. What the agent itself refuses has no
response code at all; what reader, terminal or VAN answered is passed on, and the agent's result is sound.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

from posdiag_sim.agent_bytes import Answering, Asking, read_request, write_answer
from posdiag_sim.agent_wire import AGENT_WORDS, AgentWire
from posdiag_sim.card_reader import Reading
from posdiag_sim.ecr_layout import Said
from posdiag_sim.memory import Asked
from posdiag_sim.terminal import Terminal

#: The terminal's own codes that are the agent's business, and what the agent calls them.
_AGENTS_OWN = {"T3": "busy", "C4": "card-wait", "C5": "stopped", "F2": "length", "F1": "unreadable"}
#: Requests whose answer is still owed; more are forgotten.
MAX_OPEN = 100


class AgentTerminal(Terminal):
    """Reads the agent's requests, and answers in its form."""

    def __post_init__(self) -> None:
        Terminal.__post_init__(self)
        self._asking: dict[tuple[str, str], deque[Asking]] = {}
        self._reading: Asked | None = None  # waits for the card

    @property
    def _wire(self) -> AgentWire:
        wire = self.session.wire
        assert isinstance(wire, AgentWire)
        return wire

    # -- requests --------------------------------------------------------------------------------

    def hear(self, content: bytes) -> None:
        asking = read_request(self._wire, content)
        if asking.stop:
            self._stop(asking)
            return
        said = Said("", asking.kind, False, asking.fields)
        key = (asking.kind, said.get("stan"))
        waiting = self._asking.setdefault(key, deque(maxlen=MAX_OPEN))
        waiting.append(asking)
        while len(self._asking) > MAX_OPEN:
            del self._asking[next(iter(self._asking))]
        if asking.trouble:
            self._answer_at_once(said, "F2" if asking.trouble == "length" else "F1")
        elif asking.kind in self.firmware.unsupported:
            self._answer_at_once(said, "K1")
        elif not said.get("stan"):
            self._answer_at_once(said, "F1")
        else:
            self._request(said)

    def _stop(self, asking: Asking) -> None:
        """End what waits for the card; a request that is with the VAN goes on."""
        if self._reading is not None:
            self._give_up(self._reading, "C5")
        self.session.reply(write_answer(self._wire, asking, "check", _own("stopped"), self._how()))

    # -- the card --------------------------------------------------------------------------------

    def _ask_card(self, asked: Asked) -> None:
        self._reading = asked
        Terminal._ask_card(self, asked)
        if self._reading is asked:
            told_s = int(asked.words.get("reader_wait", "0")[:4])
            wait_ms = told_s * 1000 or self.firmware.reader_wait_ms
            self.heap.after(wait_ms, self._give_up, asked, "C4")

    def _give_up(self, asked: Asked, code: str) -> None:
        if self._reading is asked and self._busy is asked:
            self._reading = None
            self._finish(asked, {"result": code})

    def _read_card(self, asked: Asked, entry: str) -> None:
        if self._reading is asked:  # else the agent has given up meanwhile
            Terminal._read_card(self, asked, entry)

    def _card_read(self, asked: Asked, reading: Reading) -> None:
        self._reading = None
        Terminal._card_read(self, asked, reading)

    # -- answers ---------------------------------------------------------------------------------

    def _content(self, kind: str, fields: Mapping[str, str], code: str = "") -> bytes:
        state = _AGENTS_OWN.get(fields.get("result", ""), "ok")
        told = dict(fields)
        if state != "ok":
            for name in ("result", "text1", "text2"):
                told.pop(name, None)
        waiting = self._asking.get((kind, fields.get("stan", ""))) or self._asking.get(("", "")) or deque()
        asking = waiting.popleft() if waiting else Asking()
        return write_answer(self._wire, asking, kind, told | _own(state), self._how())

    def _how(self) -> Answering:
        return Answering(self.firmware.agent_callback, self.firmware.percent_answers)


def _own(state: str) -> dict[str, str]:
    result, text = AGENT_WORDS[state]
    return {"agent_result": result, "agent_text": text}
