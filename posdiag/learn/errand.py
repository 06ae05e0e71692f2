"""What a POS under measurement is asked to do, and what becomes of the terminal's answers meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from posdiag.audit.campaign import AuditCase
from posdiag.profile.traits import Entry
from posdiag.replay.scenario import Do, Expect, Instrument, Scenario, Step

Words = Mapping[str, str]


class Treat(StrEnum):
    """What is done to what the terminal says."""

    STRAIGHT = "straight"
    UNANSWERED = "unanswered"  # its ACKs go through, its answers do not; device checks are answered
    MUTE = "mute"  # from the sale on nothing goes through
    DAMAGED = "damaged"  # the answer has a wrong check byte
    HALF = "half"  # only the first half of the answer comes
    TWICE = "twice"  # the first answer comes twice at once, the next payment gets none
    STALE = "stale"  # the next payment gets the first one's answer, and never its own


@dataclass(frozen=True, slots=True)
class Errand:
    """One thing that the POS is asked to do. `told`: it must be told more than to pay."""

    id: str
    name: Words
    steps: tuple[Step, ...]
    instruments: Mapping[str, Instrument]
    treat: Treat = Treat.STRAIGHT
    faults: tuple[str, ...] = ()
    told: bool = False
    items: tuple[str, ...] = field(default=())

    @property
    def payments(self) -> int:
        return sum(step.do is Do.PAY for step in self.steps)

    def scenario(self, date: str) -> Scenario:
        """The errand as a scenario, for a POS that is played."""
        expect = Expect(outcome=("approved", "declined", "unknown"))
        return Scenario(self.id, self.name, self.steps, self.instruments, expect, date, faults=self.faults)

    def case(self) -> AuditCase:
        """The errand as a case of an audit, by which its evidence is read."""
        return AuditCase(self.id, self.name, self.name, self.faults, payments=max(1, self.payments))


def pay(amount_krw: int = 8800, **rest: object) -> Step:
    """A payment by chip unless it says otherwise."""
    return replace(Step(Do.PAY, amount_krw, amount_krw // 11), **rest)  # type: ignore[arg-type]


def paying(
    id_: str, name: str, instrument: Instrument, treat: Treat = Treat.STRAIGHT, count: int = 1, *faults: str
) -> Errand:
    """Payments with one instrument. `name` is `Korean | English`."""
    korean, _, english = name.partition(" | ")
    steps = (pay(),) * count  # of one amount, so that an answer to another is no part approval
    return Errand(id_, {"ko": korean, "en": english}, steps, {"main": instrument}, treat, faults)


def doing(
    id_: str, name: str, steps: tuple[Step, ...], instruments: Mapping[str, Instrument], *faults: str
) -> Errand:
    """What a POS must be told beyond to pay. `name` is `Korean | English`."""
    korean, _, english = name.partition(" | ")
    return Errand(id_, {"ko": korean, "en": english}, steps, instruments, faults=faults, told=True)


#: What the customer brings for each way of reading.
INSTRUMENT_FOR: Mapping[Entry, str] = {
    Entry.CHIP: "card",
    Entry.STRIPE: "prepaid-stripe",
    Entry.CONTACTLESS: "card",
    Entry.KEYED: "card",
    Entry.QR: "qr",
    Entry.BARCODE: "barcode",
    Entry.SHOP_QR: "shop-qr",
}
