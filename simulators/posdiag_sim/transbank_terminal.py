"""A terminal that speaks Transbank POS Integrado: sales by ticket, refunds by operation, a day to close."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from posdiag_sim import transbank_bytes as words_of
from posdiag_sim.card_reader import Reading
from posdiag_sim.ecr_layout import Said
from posdiag_sim.journal import Entry, Journal
from posdiag_sim.memory import Asked
from posdiag_sim.terminal import Terminal

#: What the terminal answers with an ACK and nothing else.
_ACK_ALONE = (words_of.POLL, words_of.NORMAL_MODE)
#: What it does by itself, without card or issuer.
_ALONE = (words_of.CLOSE, words_of.TOTALS, words_of.LOAD_KEYS, words_of.DETAILS)
#: The brand on a reply; an invented one, as the card numbers are.
BRAND = "RC"


@dataclass(slots=True)
class TransbankTerminal(Terminal):
    """Money moves only by what it asks the VAN; the journal is what it can tell of it afterwards."""

    journal: Journal = field(default_factory=Journal)

    def hear(self, content: bytes) -> None:
        said = words_of.read(content)
        if said.code in _ACK_ALONE:
            return
        if said.code in _ALONE:
            self.heap.after(self.rng.randint(*self.firmware.think_ms), self._serve, said)
        else:
            Terminal.hear(self, content)  # a slotted dataclass is made anew, which super() does not know

    def _read(self, content: bytes) -> Said:
        return words_of.read(content)

    # -- without a card --------------------------------------------------------------------------

    def _serve(self, said: Said) -> None:
        match said.code:
            case words_of.LOAD_KEYS:
                self._own_stan += 1
                words = {"tid": self.tid, "stan": f"{self._own_stan % 1_000_000:06d}"}
                words["sent_at"] = self.top.stamp()
                self.host.ask("check", words, self._keys_loaded)
            case words_of.TOTALS:
                standing = self.journal.standing
                told = ["00", str(len(standing)), str(sum(entry.amount for entry in standing))]
                self.session.reply(words_of.write("0710", told, closed=True))
            case words_of.CLOSE:
                self.journal.close()
                self.session.reply(words_of.write("0510", self._heading("00")))
            case _ if said.get("tell") == "1":
                for entry in self.journal.standing:
                    self.session.reply(self._detail_line(self._words_of(entry)))
                self.session.reply(self._detail_line({"tid": self.tid, "merchant": self._shop_code}))
            case _:
                lines = [f"{entry.number:06d} {entry.amount:,}" for entry in self.journal.standing]
                self.top.print_receipt("terminal", "\n".join(["[DETALLE DE VENTAS]", *lines]))

    def _keys_loaded(self, answer: Mapping[str, str]) -> None:
        self.session.reply(words_of.write("0810", self._heading(words_of.result_of(answer["result"]))))

    def _detail_line(self, words: Mapping[str, str]) -> bytes:
        return words_of.write(words_of.DETAIL_LINE, words_of.detail_fields(words), closed=True)

    # -- sales, refunds and the last sale --------------------------------------------------------

    def _ask_card(self, asked: Asked) -> None:
        self._tell(asked, words_of.READING)
        asked.words["entry"] = self.top.entry or "C"  # the POS does not say how
        Terminal._ask_card(self, asked)

    def _card_read(self, asked: Asked, reading: Reading) -> None:
        if not reading.code:
            self._tell(asked, words_of.SENDING)
        Terminal._card_read(self, asked, reading)

    def _tell(self, asked: Asked, status: str) -> None:
        """An intermediate message, where the POS asked for them."""
        if asked.kind != "approve" or asked.words.get("status") != "1":
            return
        content = words_of.write_status(status)
        if words_of.STATUS in self.session.wire.never_acked:
            self.session.event(content)
        else:
            self.session.reply(content)

    def _ask_host(self, asked: Asked) -> None:
        if asked.kind == "cancel":
            entry = self.journal.numbered(asked.words["operation"])
            if entry is None or entry.undone:
                self._soon(asked, {"result": "25" if entry is None else "P8"})
                return
            asked.words["amount"] = str(entry.amount)
            asked.words["orig_approval"] = entry.sale.reply.get("approval", "")
        Terminal._ask_host(self, asked)

    def _inquire(self, asked: Asked) -> None:
        """The last approved sale, whichever ticket the POS has in mind: it cannot name one."""
        entry = self.journal.last
        if entry is None:
            self._soon(asked, {"result": "N1"})
            return
        asked.words["told"] = str(entry.number)
        self._soon(asked, {"result": "P8" if entry.undone else "00"})

    def _finish(self, asked: Asked, reply: Mapping[str, str]) -> None:
        Terminal._finish(self, asked, reply)
        result = asked.reply["result"]
        if asked.kind == "approve" and result in ("00", "10"):
            asked.words["told"] = str(self.journal.keep(asked).number)
        elif asked.kind == "cancel" and result == "00":
            self.journal.undo(asked.reply.get("approval", ""))

    # -- answering -------------------------------------------------------------------------------

    def _send(self, asked: Asked) -> None:
        result = words_of.result_of(asked.reply["result"])
        if asked.kind == "cancel":
            told = [*self._heading(result), asked.reply.get("approval", ""), asked.words["operation"]]
            self.session.reply(words_of.write("1210", told))
            return
        entry = self.journal.numbered(asked.words.get("told", ""))
        words = self._words_of(entry) if entry is not None else self._refusal(asked)
        code = "0210" if asked.kind == "approve" else "0260"
        self.session.reply(words_of.write(code, words_of.sale_fields(result, words), closed=True))

    def _answer_at_once(self, said: Said, result: str) -> None:
        self.top.screen("terminal", words_of.result_of(result))
        told = self._heading(words_of.result_of(result))
        if said.code == words_of.SALE:
            words = {"tid": self.tid, "merchant": self._shop_code, "ticket": said.get("stan")}
            told = words_of.sale_fields(told[0], words | {"sent_at": self.top.stamp()})
        content = words_of.write(words_of.reply_code(said.code), told, closed=said.code == words_of.SALE)
        self.heap.after(self.rng.randint(*self.firmware.think_ms), self.session.reply, content)

    def _words_of(self, entry: Entry) -> dict[str, str]:
        sale = entry.sale
        told = ("approval", "approved_amount", "card", "sent_at")
        words = {name: sale.reply.get(name, "") for name in told}
        words |= {"tid": sale.words["tid"], "merchant": self._shop_code, "ticket": _ticket(sale)}
        return words | {"operation": f"{entry.number:06d}", "brand": BRAND}

    def _refusal(self, asked: Asked) -> dict[str, str]:
        words = {name: asked.reply.get(name, "") for name in ("card", "sent_at")}
        return words | {"tid": asked.words["tid"], "merchant": self._shop_code, "ticket": _ticket(asked)}

    def _heading(self, result: str) -> list[str]:
        return [result, self._shop_code, self.tid]

    @property
    def _shop_code(self) -> str:
        """The shop's number of twelve digits."""
        return self.merchant[-12:]


def _ticket(asked: Asked) -> str:
    return "" if asked.stan == "0" else asked.stan
