"""The VAN: takes ISO 8583 requests, knows terminals and routes, asks the issuer, remembers every sale."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from posdiag_sim.bench_top import BenchTop
from posdiag_sim.heap import Event, Heap
from posdiag_sim.host_frames import HostReader, HostWire, write_host_frame
from posdiag_sim.host_words import kind_of, read_words, reply_elements
from posdiag_sim.iso_bytes import Unreadable, read_message, write_message
from posdiag_sim.issuer import Decision, Issuer, Sale
from posdiag_sim.line import DOWN, Line
from posdiag_sim.texts import lines

#: Sales one world remembers.
MAX_SALES = 10_000


class VanFaults(Protocol):
    """The faults that act at the VAN and behind it."""

    def hold_ms(self, request: int) -> int:
        """How much later than usual the VAN answers this request."""
        ...

    def outage(self, request: int) -> bool:
        """Whether the voucher platform is down for this request."""
        ...

    def late_ms(self, request: int) -> int:
        """How long the answer lies about before it goes to the POS, where there is no terminal."""
        ...

    def pg_first(self, request: int) -> bool:
        """Whether the payment gateway's merchant is tried before the shop's own, where no terminal does."""
        ...


@dataclass(frozen=True, slots=True)
class VanSettings:
    """A VAN as a rig describes it. Waits are milliseconds, as (least, most)."""

    answer_ms: tuple[int, int] = (300, 1500)
    issuer_wait_ms: int = 5000  # for an issuer that does not answer
    gap_ms: int = 10000  # for the rest of a message
    pg_tid: str = "19000001"
    pg_merchant: str = "000099900099990"
    issuer_name: str = "REF CARD"


@dataclass(slots=True)
class _Sale:
    """A sale as the VAN remembers it. `undone` is empty, cancel or reverse."""

    tid: str
    stan: str
    decision: Decision
    merchant: str
    unique_no: str
    date: str  # MMDD
    undone: str = ""


@dataclass(slots=True)
class Van:
    """One VAN over one host line."""

    heap: Heap
    line: Line
    wire: HostWire
    settings: VanSettings
    issuer: Issuer
    faults: VanFaults
    top: BenchTop
    rng: random.Random
    lower: str = "terminal"  # who is at the other end: terminal or pos
    _reader: HostReader = field(init=False)
    _gap: Event | None = None
    _requests: int = 0
    _sales: list[_Sale] = field(default_factory=list)
    _seen: set[tuple[str, str, str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._reader = HostReader(self.wire)
        self.line.deliver_up = self.hear

    def forget(self) -> None:
        """The connection is gone, with what was half read."""
        self._reader.discard()

    def hear(self, stream: bytes) -> None:
        """Take bytes from the line, in any split."""
        self.heap.cancel(self._gap)
        for message in self._reader.feed(stream):
            self._requests += 1
            try:
                mti, elements = read_message(self.wire.fields, message)
            except Unreadable as fault:
                self._unreadable(fault)
                continue
            self._request(mti, elements)
        if self._reader.partial or self._reader.spoilt:
            wait_ms = 100 if self._reader.spoilt else self.settings.gap_ms
            self._gap = self.heap.after(wait_ms, self._reader.discard)

    def _unreadable(self, fault: Unreadable) -> None:
        """A message whose type can be read is answered with 30; anything else gets no answer."""
        kind = kind_of(fault.mti, fault.elements) if fault.mti[:1] == "0" and fault.mti[3:] in "01" else ""
        if kind and int(fault.mti[2]) % 2 == 0:
            self._answer(kind, fault.mti, read_words(fault.mti, fault.elements), {"result": "30"})

    def _request(self, mti: str, elements: Mapping[int, str]) -> None:
        kind = kind_of(mti, elements)
        if not kind or mti[2] not in "02" or mti[0] != "0":
            return
        words = read_words(mti, elements)
        if "stan" not in words or (kind in ("approve", "cancel") and "amount" not in words):
            self._answer(kind, mti, words, {"result": "30"})
        elif kind == "check":
            self._answer(kind, mti, words, {"result": "00"})
        elif not self._tid_known(words):
            self._answer(kind, mti, words, {"result": "58"})
        else:
            self._serve(kind, mti, words)

    def _serve(self, kind: str, mti: str, words: Mapping[str, str]) -> None:
        match kind:
            case "approve" | "cancel":
                key = (words.get("tid", ""), words["stan"], words.get("sent_at", "")[:4], kind)
                if key in self._seen:
                    self._answer(kind, mti, words, {"result": "94"})
                    return
                if len(self._seen) < MAX_SALES:
                    self._seen.add(key)
                reply = self._approve(words) if kind == "approve" else self._cancel(words)
            case "reverse":
                reply = self._reverse(words)
            case "inquire":
                reply = self._inquire(words)
            case _:
                decision = self.issuer.balance(
                    words.get("card", ""), words.get("entry", ""), self.faults.outage(self._requests)
                )
                reply = self._decided(decision)
        self._answer(kind, mti, words, reply)

    def _tid_known(self, words: Mapping[str, str]) -> bool:
        shop = self.issuer.shop
        if words.get("tid") not in (shop.tid, self.settings.pg_tid):
            return False
        return words.get("business_no", shop.business_no) == shop.business_no

    # -- what it serves --------------------------------------------------------------------------

    def _approve(self, words: Mapping[str, str]) -> dict[str, str]:
        if any(sale.stan == words["stan"] and sale.undone == "reverse-first" for sale in self._sales):
            return {"result": "68"}  # its reversal came before it
        by_pg = words.get("route") == "P" or words.get("tid") == self.settings.pg_tid
        outage = self.faults.outage(self._requests)
        if self.lower == "pos" and not by_pg and self.faults.pg_first(self._requests):
            decision = self._ask_issuer(words, True, outage)
            if decision.parts:
                return self._keep(words, decision, True)
        return self._keep(words, self._ask_issuer(words, by_pg, outage), by_pg)

    def _ask_issuer(self, words: Mapping[str, str], by_pg: bool, outage: bool) -> Decision:
        sale = Sale(
            number=words.get("card", ""),
            amount_krw=int(words["amount"]),
            entry=words.get("entry", ""),
            instalment=words.get("instalment", "00") if words.get("instalment", "00").isdigit() else "00",
            items=frozenset(word for word in words.get("items", "").split("/") if word),
            merchant=self._merchant(by_pg),
            stan=words["stan"],
            route="pg" if by_pg else "van",
            date=self.top.time().date().isoformat(),
        )
        return self.issuer.decide(sale, self.heap.now_ms, outage)

    def _merchant(self, by_pg: bool) -> str:
        return self.settings.pg_merchant if by_pg else self.issuer.shop.merchant

    def _keep(self, words: Mapping[str, str], decision: Decision, by_pg: bool) -> dict[str, str]:
        unique_no = f"{self.top.time():%m%d}{len(self._sales) + 1:08d}"
        date = self.top.stamp()[4:8]
        sale = _Sale(words.get("tid", ""), words["stan"], decision, self._merchant(by_pg), unique_no, date)
        if len(self._sales) < MAX_SALES:
            self._sales.append(sale)
        return self._decided(decision) | {"merchant": sale.merchant, "unique_no": unique_no}

    def _decided(self, decision: Decision) -> dict[str, str]:
        reply = {"result": decision.result, "issuer": self.settings.issuer_name}
        if decision.parts:
            reply |= {"approval": decision.approval, "approved_amount": str(decision.approved_krw)}
        if decision.balance is not None:
            reply["balance"] = str(decision.balance)
        if not decision.answers:
            reply["wait_ms"] = str(self.settings.issuer_wait_ms)
        return reply

    def _cancel(self, words: Mapping[str, str]) -> dict[str, str]:
        wanted, stan = words.get("orig_approval", ""), words.get("orig_stan", "")
        for sale in reversed(self._sales):
            found = sale.decision.approval == wanted if wanted else stan != "" and sale.stan == stan
            if not (found and sale.decision.parts):
                continue
            if sale.undone:
                return {"result": "P8"}
            if int(words["amount"]) != sale.decision.approved_krw:
                return {"result": "13"}
            return self._undo(sale, "cancel", "당일 취소")
        return {"result": "25"}

    def _undo(self, sale: _Sale, how: str, note: str) -> dict[str, str]:
        sale.undone = how
        self.issuer.undo(sale.decision.approval, self.heap.now_ms, note)
        balance = self.issuer.voucher_balance(sale.decision.instrument, told_after_sale=True)
        reply = {
            "result": "00",
            "approval": sale.decision.approval,
            "approved_amount": str(sale.decision.approved_krw),
            "merchant": sale.merchant,
            "unique_no": sale.unique_no,
            "issuer": self.settings.issuer_name,
        }
        return reply if balance is None else reply | {"balance": str(balance)}

    def _by_stan(self, words: Mapping[str, str]) -> _Sale | None:
        stan = words.get("orig_stan", "")
        known = [
            sale for sale in self._sales if sale.tid == words.get("tid") or sale.tid == self.settings.pg_tid
        ]
        matching = [sale for sale in known if not stan or sale.stan == stan]
        return matching[-1] if matching else None

    def _reverse(self, words: Mapping[str, str]) -> dict[str, str]:
        """망취소: undo a sale by its trace number. Undoing it again is answered as the first time."""
        sale = self._by_stan(words) if words.get("orig_stan") else None
        if sale is None:
            if words.get("orig_stan") and len(self._sales) < MAX_SALES:
                note = Decision("25")
                tid = words.get("tid", "")
                self._sales.append(_Sale(tid, words["orig_stan"], note, "", "", "", "reverse-first"))
            return {"result": "25"}
        if sale.undone == "cancel":
            return {"result": "P8"}
        if sale.undone == "reverse":
            return {"result": "00", "approval": sale.decision.approval}
        if not sale.decision.parts:
            return {"result": "25"}
        return self._undo(sale, "reverse", "망취소")

    def _inquire(self, words: Mapping[str, str]) -> dict[str, str]:
        sale = self._by_stan(words)
        if sale is None or sale.undone == "reverse-first":
            return {"result": "25"}
        reply = {"result": "00", "orig_result": sale.decision.result, "orig_stan": sale.stan}
        if sale.undone:
            return reply | {"orig_result": "P8"}
        if not sale.decision.parts:
            return reply
        reply |= {"approval": sale.decision.approval, "approved_amount": str(sale.decision.approved_krw)}
        return reply | {"merchant": sale.merchant, "unique_no": sale.unique_no}

    # -- answering -------------------------------------------------------------------------------

    def _answer(self, kind: str, mti: str, words: Mapping[str, str], reply: Mapping[str, str]) -> None:
        wait_ms = self.rng.randint(*self.settings.answer_ms) + int(reply.get("wait_ms", "0"))
        wait_ms += self.faults.hold_ms(self._requests)
        if self.lower == "pos":  # no terminal in which the reply could lie
            wait_ms += self.faults.late_ms(self._requests)
        text1, text2 = lines(reply["result"])
        said = {
            "stan": words.get("stan", ""),
            "tid": words.get("tid", ""),
            "sent_at": self.top.stamp(),
            "text1": text1,
            "text2": text2,
            "merchant": self.issuer.shop.merchant,
        }
        reply_mti, elements = reply_elements(kind, mti, said | dict(reply))
        frame = write_host_frame(self.wire, write_message(self.wire.fields, reply_mti, elements), reply=True)
        self.heap.after(wait_ms, self._send, frame)

    def _send(self, frame: bytes) -> None:
        if self.lower == "terminal" and not self.line.closed:
            self.top.host_frame("van", "terminal", frame)
        self.line.send(DOWN, "frame", frame)
