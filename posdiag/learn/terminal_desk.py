"""Where a terminal is measured: each experiment on a line of its own, its bytes kept for the transcript."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from posdiag.audit.line import Noted
from posdiag.errors import InputError
from posdiag.explain.ways import Way
from posdiag.learn.learnt import Learnt
from posdiag.learn.talk import Talk
from posdiag.link.bench import Collected, NoBench
from posdiag.link.station import Station
from posdiag.profile.traits import Entry
from posdiag.replay.scenario import DEFAULT_DATE, Instrument
from posdiag.wire.message import Kind, Message

#: Trace numbers of a measurement, far from those of a till that has just been switched on.
FIRST_STAN = 990_001
#: What a test payment is: won, small, and no round sum.
AMOUNT_KRW = 1_004
#: What the terminal does by itself is over by then.
SETTLE_MS = 120_000


@dataclass(slots=True)
class TerminalDesk:
    """One measurement. `tid` and `business_no` stand in the questions; `sent_at` is their time.

    `watch` is told the name of each experiment before it begins.
    """

    station: Station
    way: Way
    instruments: Mapping[str, Instrument]
    sent_at: str
    tid: str = "10000001"
    business_no: str = "1230045678"
    learnt: Learnt = field(default_factory=Learnt)
    watch: Callable[[str], None] = lambda name: None
    played: dict[str, Sequence[Noted]] = field(default_factory=dict)
    _stan: int = FIRST_STAN

    @property
    def has_bench(self) -> bool:
        """Whether cards can be laid on the terminal and the issuer's statement fetched."""
        return not isinstance(self.station.bench, NoBench)

    def talk(
        self,
        name: str,
        do: Callable[[Talk], None],
        card: Instrument | None = None,
        entry: Entry = Entry.CHIP,
        faults: tuple[str, ...] = (),
    ) -> Collected | None:
        """One experiment: a fresh line, `do`, and what the bench saw; None where the bench refuses.

        `card` lies on the terminal before it; without a bench somebody is asked to hold it there.
        `faults` are the bench's to switch on.
        """
        self.watch(name)
        bench = self.station.bench
        shown = {"main": card or self.instruments["card"]}
        try:
            bench.setup(DEFAULT_DATE, 0, faults, {}, shown)
            link = self.station.open_link()
        except InputError:
            return None
        talk = Talk(link, self.way)
        try:
            if card is not None:
                bench.present("main", entry.value)
            do(talk)
        finally:
            link.close()
            self.played[name] = tuple(talk.noted)
        return bench.collect(SETTLE_MS)

    # -- questions -------------------------------------------------------------------------------

    def check(self) -> Message:
        """The harmless one: is the terminal there?"""
        return Message(Kind.CHECK, False, self._head())

    def sale(self, amount_krw: int = AMOUNT_KRW, entry: Entry = Entry.CHIP, card: str = "") -> Message:
        fields = self._head() | {
            "amount": str(amount_krw),
            "tax": "0",
            "service": "0",
            "instalment": "00",
            "entry": entry.value,
            "card": card,
            "text": "test",
            "items": "",
        }
        return Message(Kind.APPROVE, False, fields)

    def about(self, kind: Kind, sale: Message, answer: Message | None = None) -> Message:
        """An inquiry, a reversal or a cancel of a sale."""
        told = answer.get("approval") if answer is not None else ""
        fields = self._head() | {
            "orig_date": sale.get("sent_at")[2:8],
            "orig_stan": sale.get("stan"),
            "orig_amount": sale.get("amount"),
            "orig_approval": told,
            "orig_unique_no": answer.get("unique_no") if answer is not None else "",
            "amount": sale.get("amount"),
            "tax": "0",
            "service": "0",
            "entry": sale.get("entry"),
            "card": sale.get("card"),
        }
        return Message(kind, False, fields)

    def balance(self) -> Message:
        return Message(Kind.BALANCE, False, self._head() | {"entry": Entry.CHIP.value, "card": ""})

    def again(self, sale: Message) -> Message:
        """The same message once more."""
        return replace(sale, fields=dict(sale.fields))

    def _head(self) -> dict[str, str]:
        stan = f"{self._stan:06d}"
        self._stan += 1
        return {
            "tid": self.tid,
            "stan": stan,
            "sent_at": self.sent_at,
            "route": "V",
            "business_no": self.business_no,
        }
