"""A terminal that speaks Ingenico Telium E+: one request of 34 bytes, one answer, each called by ENQ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from posdiag_sim import telium_bytes as words_of
from posdiag_sim.card_reader import Reading
from posdiag_sim.ecr_layout import Said
from posdiag_sim.journal import Journal
from posdiag_sim.memory import Asked
from posdiag_sim.terminal import Terminal


@dataclass(slots=True)
class TeliumTerminal(Terminal):
    """While it is at work it refuses to be called. Nothing can be asked of it afterwards."""

    journal: Journal = field(default_factory=Journal)

    def __post_init__(self) -> None:
        Terminal.__post_init__(self)  # a slotted dataclass is made anew, which super() does not know
        self.session.may_be_called = lambda: self._busy is None

    def _read(self, content: bytes) -> Said:
        return words_of.read(content)

    def _request(self, said: Said) -> None:
        if said.get("currency") != self.firmware.currency:
            self._answer_at_once(said, "12")
            return
        Terminal._request(self, said)
        asked = self._busy
        if asked is not None and asked.words["delay"] == words_of.AT_ONCE:
            self.session.reply(words_of.write(words_of.NOT_VERIFIED, asked.words, {}))

    # -- a refund takes the card again, and finds the sale by card and amount ----------------------

    def _ask_card(self, asked: Asked) -> None:
        asked.words["entry"] = self.top.entry or "C"  # the POS does not say how
        Terminal._ask_card(self, asked)

    def _ask_host(self, asked: Asked) -> None:
        if asked.kind == "cancel" and "card" not in asked.words:
            self._ask_card(asked)
        else:
            Terminal._ask_host(self, asked)

    def _card_read(self, asked: Asked, reading: Reading) -> None:
        if asked.kind == "cancel" and not reading.code:
            entry = self.journal.alike(asked.words["amount"], reading.number)
            if entry is None:
                self._finish(asked, {"result": "25"})
                return
            asked.words["orig_approval"] = entry.sale.reply.get("approval", "")
        Terminal._card_read(self, asked, reading)

    def _finish(self, asked: Asked, reply: Mapping[str, str]) -> None:
        Terminal._finish(self, asked, reply)
        if asked.kind == "approve" and asked.reply["result"] in ("00", "10"):
            self.journal.keep(asked)
        elif asked.kind == "cancel" and asked.reply["result"] == "00":
            self.journal.undo(asked.reply.get("approval", ""))

    # -- answering -------------------------------------------------------------------------------

    def _send(self, asked: Asked) -> None:
        if asked.words["delay"] == words_of.AT_ONCE:
            return  # the POS has had its answer
        done = asked.reply["result"] in ("00", "10")
        result = words_of.DONE if done else words_of.REJECTED
        self.session.reply(words_of.write(result, asked.words, asked.reply))

    def _answer_at_once(self, said: Said, result: str) -> None:
        """Refuse a request; one that cannot be read at all is not answered."""
        self.top.screen("terminal", result)
        if "length" in said.wrong:
            return
        content = words_of.write(words_of.REJECTED, said.fields, {})
        self.heap.after(self.rng.randint(*self.firmware.think_ms), self.session.reply, content)
