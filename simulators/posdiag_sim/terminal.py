"""The card terminal: takes requests of the POS, reads the instrument, asks the VAN, answers the POS."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from posdiag_sim.agent_session import AgentSession
from posdiag_sim.bench_top import BenchTop
from posdiag_sim.card_reader import Reading, read_instrument
from posdiag_sim.ecr_layout import Said, read_content, write_content, write_event
from posdiag_sim.ecr_session import EcrSession
from posdiag_sim.firmware import Firmware
from posdiag_sim.heap import Heap
from posdiag_sim.host_client import HostClient
from posdiag_sim.memory import Asked, Memory
from posdiag_sim.texts import ASK_CARD, ASK_DEFAULT, ASKING_HOST, BAD_FRAME, REVERSING, lines, receipt
from posdiag_sim.trouble import Trouble


@dataclass(slots=True)
class Terminal:
    """One terminal with its firmware. Money moves only by what it asks the VAN."""

    heap: Heap
    session: EcrSession | AgentSession
    host: HostClient
    firmware: Firmware
    top: BenchTop
    faults: Trouble
    rng: random.Random
    tid: str
    pg_tid: str
    merchant: str = ""
    _memory: Memory = field(default_factory=Memory)
    _busy: Asked | None = None
    _chip_failed: str = ""  # instrument whose chip failed last
    _own_stan: int = 500000

    def __post_init__(self) -> None:
        self.session.on_content = self.hear
        self.session.on_refused = self.refused
        self.session.on_unacked = self.unacked

    # -- requests --------------------------------------------------------------------------------

    def hear(self, content: bytes) -> None:
        """Take the content of a sound frame."""
        said = self._read(content)
        if said.reply:
            return
        if not said.kind or said.kind in self.firmware.unsupported:
            self._answer_at_once(said, "K1")
        elif said.wrong or not said.get("stan") or (said.half_character and self.firmware.strict_text):
            self._answer_at_once(said, "F1")
        else:
            self._request(said)

    def _read(self, content: bytes) -> Said:
        return read_content(self.session.wire, content)

    def _request(self, said: Said) -> None:
        before = self._memory.recall(said.kind, said.get("stan"))
        if before is not None and not before.reply:
            return  # being worked on; its reply will come
        if before is not None and self.firmware.dedupe:
            self._send(before)
            return
        if self._busy is not None or self.faults.taken(self.session.line_request, self.heap.now_ms):
            self._answer_at_once(said, "T3")
            return
        asked = Asked(said.kind, dict(said.fields), self.session.line_request)
        self._memory.keep(asked)
        self._busy = asked
        asked.host_stan = self._stan_for_host(said.get("stan"))
        asked.words.setdefault("tid", self.tid)
        refusal = self.faults.terminal_says(asked.request, asked.kind)
        if refusal:
            self.heap.after(
                self.rng.randint(*self.firmware.read_ms), self._finish, asked, {"result": refusal}
            )
            return
        match said.kind:
            case "approve" | "balance":
                self._ask_card(asked)
            case "inquire":
                self._inquire(asked)
            case "check":
                self.host.ask("check", self._host_words(asked), lambda answer: self._checked(asked, answer))
            case _:
                self._ask_host(asked)

    def _stan_for_host(self, stan: str) -> str:
        return stan if self.firmware.host_stan == "pos" else self._next_stan()

    def _next_stan(self) -> str:
        self._own_stan += 1
        return f"{self._own_stan % 1_000_000:06d}"

    def _stamp(self) -> str:
        return self.top.stamp(self.firmware.clock_s)

    # -- reading the instrument ------------------------------------------------------------------

    def _ask_card(self, asked: Asked) -> None:
        entry = asked.words.get("entry") or self.top.entry
        asked.words["entry"] = entry
        if asked.words.get("card"):
            supported = entry in self.firmware.entries or not entry
            self._card_read(asked, Reading(asked.words["card"]) if supported else Reading(code="C3"))
            return
        self.top.screen("terminal", ASK_CARD.get(entry, ASK_DEFAULT))
        read_ms = self.rng.randint(*self.firmware.read_ms) + self.faults.card_ms(asked.request)
        self.heap.after(read_ms, self._read_card, asked, entry)

    def _read_card(self, asked: Asked, entry: str) -> None:
        chip_failed = bool(self._chip_failed) and self._chip_failed == self.top.presented
        reading = read_instrument(self.top.instrument, entry, self.firmware, chip_failed)
        self._chip_failed = self.top.presented if reading.code == "C1" else ""
        if self.firmware.events and entry in ("C", "S", "F") and self.top.instrument is not None:
            asked.card_in = True
            self.session.event(write_event(self._head(asked), "I"))
        self._card_read(asked, reading)

    def _card_read(self, asked: Asked, reading: Reading) -> None:
        if reading.code:
            text1 = reading.text or lines(reading.code)[0]
            self._finish(asked, {"result": reading.code, "text1": text1})
            return
        asked.words["card"] = reading.number
        self.top.screen("terminal", ASKING_HOST)
        if asked.kind == "approve" and self.faults.pg_first(asked.request):
            self._try_pg(asked)
        else:
            self._ask_host(asked)

    # -- asking the VAN --------------------------------------------------------------------------

    def _host_words(self, asked: Asked) -> dict[str, str]:
        words = dict(asked.words)
        words["stan"] = asked.host_stan
        words["sent_at"] = self._stamp()
        if words.get("orig_stan"):
            words["orig_stan"] = self._memory.host_stan(words["orig_stan"])
        return words

    def _ask_host(self, asked: Asked) -> None:
        self.host.ask(asked.kind, self._host_words(asked), lambda answer: self._answered(asked, answer))
        if asked.kind == "approve" and self.faults.sends_twice(asked.request):
            again = self._host_words(asked) | {"stan": self._next_stan()}
            self.host.ask(asked.kind, again, lambda answer: None)

    def _try_pg(self, asked: Asked) -> None:
        """The gateway's TID first; what it refuses goes to the VAN, what it approves stays there."""

        def answered(answer: Mapping[str, str]) -> None:
            if answer["result"] in ("00", "10", "T1"):
                self._answered(asked, answer)
            else:
                self._ask_host(asked)

        words = self._host_words(asked) | {"tid": self.pg_tid, "route": "P"}
        self.host.ask(asked.kind, words, answered)

    def _answered(self, asked: Asked, answer: Mapping[str, str]) -> None:
        reply = dict(answer)
        result = reply.get("result", "96")
        if result in ("T1", "T2"):
            reply["text1"], reply["text2"] = lines(result)
            if asked.kind == "approve" and result == "T1" and self.firmware.reverse_on_timeout:
                reply["text2"] = REVERSING
                self._undo(asked)
        if asked.kind == "inquire" and result == "25":
            reply = {"result": "N1"}
        if asked.kind == "inquire" and asked.words.get("orig_stan"):
            reply["orig_stan"] = asked.words["orig_stan"]
        self._soon(asked, reply)

    def _undo(self, asked: Asked) -> None:
        words = {
            "tid": asked.words["tid"],
            "stan": self._next_stan(),
            "sent_at": self._stamp(),
            "orig_stan": asked.host_stan,
            "orig_amount": asked.words.get("amount", ""),
        }
        self.top.screen("terminal", REVERSING)
        self.host.undo(words, lambda answer: self._undone(asked, answer))

    def _undone(self, asked: Asked, answer: Mapping[str, str]) -> None:
        if answer["result"] == "00" and asked.reply:
            asked.reply = asked.reply | {"orig_result": "P8"}
        if answer["result"] in ("T1", "T2"):
            self.top.screen("terminal", "망취소 실패: 거래내역 확인")

    def _checked(self, asked: Asked, answer: Mapping[str, str]) -> None:
        van = "O" if answer["result"] == "00" else "X"
        radio = "O" if "T" in self.firmware.entries else "X"
        self._finish(asked, {"result": "00", "device": f"O{radio}{van}{van}"})

    def _inquire(self, asked: Asked) -> None:
        """The last sale, or the one named, from memory; what is not known there the VAN is asked."""
        wanted = asked.words.get("orig_stan", "")
        sale = self._memory.recall("approve", wanted) if wanted else self._memory.last_sale
        if sale is not None:
            asked.words["orig_stan"] = sale.stan
        if not self.firmware.keeps_last and (sale is not None or wanted):
            self._ask_host(asked)
        elif sale is None:
            self._soon(asked, {"result": "N1"})
        elif not sale.outcome_known:
            self._ask_host(asked)
        else:
            self._soon(asked, self._memory.retold(sale))

    def _soon(self, asked: Asked, reply: Mapping[str, str]) -> None:
        self.heap.after(self.rng.randint(*self.firmware.think_ms), self._finish, asked, reply)

    # -- answering -------------------------------------------------------------------------------

    def _finish(self, asked: Asked, reply: Mapping[str, str]) -> None:
        text1, text2 = lines(reply["result"])
        asked.reply = {"text1": text1, "text2": text2} | dict(reply)
        asked.reply |= {"stan": asked.stan, "tid": asked.words["tid"], "sent_at": self._stamp()}
        if not self.firmware.tells_balance and asked.kind != "balance":
            asked.reply.pop("balance", None)
        if asked.words.get("card"):
            asked.reply["card"] = _masked(asked.words["card"])
        self._busy = None
        self._memory.finished(asked)
        self.top.screen("terminal", " ".join(filter(None, (asked.reply["text1"], asked.reply["text2"]))))
        if self.firmware.prints and asked.reply["result"] in ("00", "10") and asked.kind in _TITLES:
            self.top.print_receipt("terminal", receipt(_TITLES[asked.kind], asked.reply))
        self.heap.after(self.faults.late_ms(asked.request), self._send, asked)

    def _send(self, asked: Asked) -> None:
        fields = dict(asked.reply)
        if asked.kind == "approve":
            fields.pop("orig_result", None)
        approval = fields.get("approval", "")
        fields["approval"] = approval[: self.firmware.approval_digits]
        if self.firmware.events and asked.card_in:
            asked.card_in = False
            self.session.event(write_event(self._head(asked), "O"))
        self.session.reply(self._content(asked.kind, fields))

    def _content(self, kind: str, fields: Mapping[str, str], code: str = "") -> bytes:
        return write_content(self.session.wire, kind, True, fields, code, self.firmware.text_cut)

    def _answer_at_once(self, said: Said, result: str) -> None:
        """Refuse a request by the terminal's own code, without keeping it in mind."""
        text1, text2 = lines(result)
        self.top.screen("terminal", text1)
        fields = {"stan": said.get("stan"), "tid": said.get("tid") or self.tid, "sent_at": self._stamp()}
        fields |= {"result": result, "text1": text1, "text2": text2}
        kind = said.kind or "check"
        content = self._content(kind, fields, "" if said.kind else _reply_code(said.code))
        self.heap.after(self.rng.randint(*self.firmware.think_ms), self.session.reply, content)

    def _head(self, asked: Asked) -> dict[str, str]:
        return {"tid": asked.words["tid"], "sent_at": self._stamp()}

    # -- trouble on the ECR link -----------------------------------------------------------------

    def refused(self, reason: str, times: int) -> None:
        """A frame was answered with NAK; after the last try the terminal tells what was wrong."""
        self.top.screen("terminal", BAD_FRAME.get(reason, BAD_FRAME["gap"]))
        if times == self.firmware.frame_tries and self.firmware.tells_format:
            said = Said("", "check", False, {"stan": "000000"})
            self._answer_at_once(said, "F1")

    def unacked(self) -> None:
        """The POS never ACKed a reply; some firmware then undoes an approval (DOMAIN 3.5)."""
        sale = self._memory.last_sale
        if self.firmware.reverse_on_unacked and sale is not None and sale.reply.get("result") in ("00", "10"):
            self._undo(sale)


_TITLES = {"approve": "신용승인", "cancel": "승인취소", "reverse": "망취소"}


def _reply_code(code: str) -> str:
    """The code of the answer to an unknown message."""
    if len(code) == 4 and code.isdigit():
        return f"{(int(code) + 10) % 10000:04d}"
    return code.lower() if len(code) == 1 and code.isalpha() else ""


def _masked(card: str) -> str:
    return card[:6] + "*" * (len(card) - 10) + card[-4:] if len(card) > 10 else "*" * len(card)
