"""The VAN: takes ISO 8583 requests, knows terminals and routes, asks the issuer, remembers every sale."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from posdiag_sim.bench_top import BenchTop
from posdiag_sim.heap import Event, Heap
from posdiag_sim.host_frames import HostReader, HostWire, write_host_frame
from posdiag_sim.host_words import kind_of, read_words, reply_elements, request_elements
from posdiag_sim.iso_bytes import Unreadable, read_message, write_message
from posdiag_sim.issuer import Decision, Issuer, Sale
from posdiag_sim.line import DOWN, Line
from posdiag_sim.texts import lines
from posdiag_sim.trouble import Trouble
from posdiag_sim.van_sales import CANCELLED, MAX_SALES, REVERSED, REVERSED_BEFORE, BookedSale, Sales

#: A request whose time is too far from the VAN's.
CLOCK_WRONG = "PC"
#: Echo requests of its own on a line that it cannot read.
MAX_LINE_TESTS = 10


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
class Van:
    """One VAN over one host line."""

    heap: Heap
    line: Line
    wire: HostWire
    settings: VanSettings
    issuer: Issuer
    faults: Trouble
    top: BenchTop
    rng: random.Random
    lower: str = "terminal"  # who is at the other end: terminal or pos
    _reader: HostReader = field(init=False)
    _gap: Event | None = None
    _requests: int = 0
    _sales: Sales = field(init=False)
    _seen: dict[tuple[str, str, str, str], int] = field(default_factory=dict)  # -> when it is answered
    _line_tests: int = 0

    def __post_init__(self) -> None:
        self._reader = HostReader(self.wire)
        self._sales = Sales(self.settings.pg_tid)
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
            self._gap = self.heap.after(wait_ms, self._give_up)

    def _unreadable(self, fault: Unreadable) -> None:
        """A message whose type can be read is answered with 30, anything else with a test of the line."""
        kind = kind_of(fault.mti, fault.elements) if fault.mti[:1] == "0" and fault.mti[3:] in "01" else ""
        if kind and int(fault.mti[2]) % 2 == 0:
            self._answer(kind, fault.mti, read_words(fault.mti, fault.elements), {"result": "30"})
        elif not kind:
            self._test_line()

    def _give_up(self) -> None:
        """What came is no message at all: throw it away and see whether the line is sound."""
        self._reader.discard()
        self._test_line()

    def _test_line(self) -> None:
        """Send an echo request of our own (0800), as hosts do on a line they cannot read."""
        if self._line_tests >= MAX_LINE_TESTS:
            return
        self._line_tests += 1
        words = {"stan": f"{900000 + self._line_tests:06d}", "sent_at": self.top.stamp()}
        mti, elements = request_elements("check", words)
        self._send(write_host_frame(self.wire, write_message(self.wire.fields, mti, elements), reply=True))

    def _request(self, mti: str, elements: Mapping[int, str]) -> None:
        kind = kind_of(mti, elements)
        if not kind or mti[2] not in "02" or mti[0] != "0":
            if mti[2] not in "13":  # neither a request nor the answer to a line test
                self._test_line()
            return
        words = read_words(mti, elements)
        if "stan" not in words or (kind in ("approve", "cancel") and "amount" not in words):
            self._answer(kind, mti, words, {"result": "30"})
        elif kind == "check":
            self._answer(kind, mti, words, {"result": "00"})
        elif refusal := self.faults.host_says(self._requests, kind) or self._clock_refusal(words):
            self._answer(kind, mti, words, {"result": refusal})
        elif not self._tid_known(words):
            self._answer(kind, mti, words, {"result": "58"})
        else:
            self._serve(kind, mti, words)

    def _serve(self, kind: str, mti: str, words: Mapping[str, str]) -> None:
        match kind:
            case "approve" | "cancel":
                key = (words.get("tid", ""), words["stan"], words.get("sent_at", "")[:4], kind)
                if key in self._seen:
                    if self.heap.now_ms >= self._seen[key]:  # before that its answer is on its way
                        self._answer(kind, mti, words, {"result": "94"})
                    return
                reply = self._approve(words) if kind == "approve" else self._cancel(words)
                wait_ms = self._answer(kind, mti, words, reply)
                if len(self._seen) < MAX_SALES:
                    self._seen[key] = self.heap.now_ms + wait_ms
                return
            case "reverse":
                reply = self._reverse(words)
            case "inquire":
                reply = self._inquire(words)
            case _:
                outage, lags = self.faults.outage(self._requests), self.faults.lags("inquiry")
                card, entry = words.get("card", ""), words.get("entry", "")
                reply = self._decided(self.issuer.balance(card, entry, outage, lags))
        self._answer(kind, mti, words, reply)

    def _tid_known(self, words: Mapping[str, str]) -> bool:
        shop = self.issuer.shop
        if words.get("tid") not in (shop.tid, self.settings.pg_tid):
            return False
        return words.get("business_no", shop.business_no) == shop.business_no

    def _clock_refusal(self, words: Mapping[str, str]) -> str:
        """The code for a request whose time is too far from the VAN's own, where it looks at it."""
        limit_s, told = self.faults.clock_limit_s(), words.get("sent_at", "")
        if not limit_s or not told:
            return ""
        now = self.top.time()
        try:
            sent = datetime.strptime(f"{now.year}{told}", "%Y%m%d%H%M%S")
        except ValueError:
            return CLOCK_WRONG
        return CLOCK_WRONG if abs((sent - now).total_seconds()) > limit_s else ""

    # -- what it serves --------------------------------------------------------------------------

    def _approve(self, words: Mapping[str, str]) -> dict[str, str]:
        if self._sales.undone_before(words["stan"]):
            return {"result": "68"}  # its reversal came before it
        off = self.faults.amount_off(self._requests, "approve")
        words = {**words, "amount": str(int(words["amount"]) + off)}
        by_pg = words.get("route") == "P" or words.get("tid") == self.settings.pg_tid
        outage = self.faults.outage(self._requests)
        if self.lower == "pos" and not by_pg and self.faults.pg_first(self._requests):
            decision = self._ask_issuer(words, True, outage)
            if decision.parts:
                return self._keep(words, decision, True)
        decision = self._ask_issuer(words, by_pg, outage)
        if self.lower == "pos" and decision.parts and self.faults.sends_twice(self._requests):
            self._ask_issuer(words, by_pg, outage)
        return self._keep(words, decision, by_pg)

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
        unique_no = f"{self.top.stamp()[4:8]}{len(self._sales) + 1:08d}"
        tid = words.get("tid", "")
        sale = BookedSale(tid, words["stan"], decision, self._merchant(by_pg), unique_no)
        if not self.faults.forgets(self._requests):
            self._sales.keep(sale)
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
        sale = self._sales.to_cancel(words.get("orig_approval", ""), words.get("orig_stan", ""))
        if sale is None:
            return {"result": "25"}
        if sale.undone:
            return {"result": "P8"}
        off = self.faults.amount_off(self._requests, "cancel")
        if int(words["amount"]) + off != sale.decision.approved_krw:
            return {"result": "13"}
        return self._undo(sale, CANCELLED, "당일 취소")

    def _undo(self, sale: BookedSale, how: str, note: str) -> dict[str, str]:
        sale.undone = how
        to = self.faults.gives_back(self._requests, how == REVERSED)
        self.issuer.undo(sale.decision.approval, self.heap.now_ms, note, to)
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

    def _reverse(self, words: Mapping[str, str]) -> dict[str, str]:
        """망취소: undo a sale by its trace number. Undoing it again is answered as the first time."""
        tid, stan = words.get("tid", ""), words.get("orig_stan", "")
        sale = self._sales.by_stan(tid, stan) if stan else None
        if sale is None:
            if stan:
                self._sales.keep(BookedSale(tid, stan, Decision("25"), undone=REVERSED_BEFORE))
            return {"result": "25"}
        if sale.undone == CANCELLED:
            return {"result": "P8"}
        if sale.undone == REVERSED:
            return {"result": "00", "approval": sale.decision.approval}
        return self._undo(sale, REVERSED, "망취소") if sale.approved else {"result": "25"}

    def _inquire(self, words: Mapping[str, str]) -> dict[str, str]:
        sale = self._sales.by_stan(words.get("tid", ""), words.get("orig_stan", ""))
        if sale is None or sale.undone == REVERSED_BEFORE:
            return {"result": "25"}
        outcome = "P8" if sale.undone else sale.decision.result
        reply = {"result": "00", "orig_result": outcome, "orig_stan": sale.stan}
        if sale.undone or not sale.approved:
            return reply
        reply |= {"approval": sale.decision.approval, "approved_amount": str(sale.decision.approved_krw)}
        return reply | {"merchant": sale.merchant, "unique_no": sale.unique_no}

    # -- answering -------------------------------------------------------------------------------

    def _answer(self, kind: str, mti: str, words: Mapping[str, str], reply: Mapping[str, str]) -> int:
        """Answer after a time, which is returned in ms."""
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
        reply_mti, elements = reply_elements(kind, mti, {**said, **reply})
        frame = write_host_frame(self.wire, write_message(self.wire.fields, reply_mti, elements), reply=True)
        self.heap.after(wait_ms, self._send, frame)
        return wait_ms

    def _send(self, frame: bytes) -> None:
        if self.lower == "terminal" and not self.line.closed:
            self.top.host_frame("van", "terminal", frame)
        self.line.send(DOWN, "frame", frame)
