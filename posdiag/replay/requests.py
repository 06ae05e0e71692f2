"""From a step to a request, as this POS release writes it; and what it refuses to send at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from posdiag.profile.traits import Entry, Traits
from posdiag.replay.books import Sale
from posdiag.replay.scenario import Instrument, Step
from posdiag.replay.steps import Told
from posdiag.wire.message import Kind, Message

_SCANNED = (Entry.QR, Entry.BARCODE, Entry.KEYED)
_REFUSALS = {
    Entry.QR: "해당 BARCODE/QR 은 지원하지 않는 번호입니다",
    Entry.BARCODE: "해당 BARCODE/QR 은 지원하지 않는 번호입니다",
    Entry.SHOP_QR: "가맹점 QR 결제를 지원하지 않습니다",
    Entry.CONTACTLESS: "비접촉 결제를 지원하지 않습니다",
    Entry.KEYED: "카드번호 직접 입력을 지원하지 않습니다",
    Entry.STRIPE: "마그네틱 거래를 지원하지 않습니다",
    Entry.CHIP: "IC 거래를 지원하지 않습니다",
}


@dataclass(slots=True)
class Requests:
    """Writes requests. `now_ms` is the time of the replay as the till last heard it."""

    traits: Traits
    date: str  # when the scenario begins, ISO 8601
    first_stan: int = 1
    now_ms: int = 0
    _next: int = 0
    _left: set[str] = field(default_factory=set)  # trace numbers whose bytes may have left the POS

    def restart(self) -> None:
        """A payment begins: releases that count anew for each begin with their first trace number."""
        if self.traits.stan == "restarts":
            self._next = 0

    def next_stan(self) -> str:
        if self.traits.stan == "repeats":
            self._next = 0
        number = (self.first_stan + self._next - 1) % 999_999 + 1
        self._next += 1
        return f"{number:06d}"

    def note(self, stan: str, told: Told) -> None:
        """Remember whether a request may have reached the other side."""
        if told.sent:
            self._left.add(stan)

    def sent_before(self, stan: str) -> bool:
        return stan in self._left

    def keep(self, approval: str) -> str:
        """An approval number as this release stores it (8 digits at home, 6 abroad: DOMAIN 3.4)."""
        digits = self.traits.approval_digits
        if len(approval) <= digits:
            return approval
        return approval[:digits] if self.traits.approval_keep == "first" else approval[-digits:]

    def refusal(self, step: Step, instrument: Instrument) -> str:
        """What this release shows when it will not even send the sale; empty where it sends it."""
        traits = self.traits
        if step.entry not in traits.entry_modes:
            return _REFUSALS.get(step.entry, "지원하지 않는 입력방식입니다")
        if step.instalment > traits.instalment_max:
            return "할부개월 오류입니다"
        number = instrument.number
        if (
            step.entry is Entry.BARCODE
            and traits.barcode_prefixes
            and number[:2] not in traits.barcode_prefixes
        ):
            return _REFUSALS[Entry.BARCODE]
        reads = traits.reader == "pos" and step.entry not in (Entry.QR, Entry.BARCODE, Entry.SHOP_QR)
        knows = reads or step.entry is Entry.KEYED
        if knows and traits.bin_table and number[: traits.bin_digits] not in traits.bin_table:
            return "사용할 수 없는 카드입니다 (BIN 미등록)"
        return ""

    # -- messages --------------------------------------------------------------------------------

    def sale(self, sale: Sale, step: Step, instrument: Instrument, route: str) -> Message:
        """An approval request. Its time stamp is kept in the sale, for a later cancel."""
        fields = self._head(sale.stan, route)
        sale.sent_at = fields["sent_at"]
        sale.card = self._number(sale.entry, instrument)
        fields |= {
            "amount": str(sale.amount_krw),
            "tax": str(step.tax_krw),
            "service": "0",
            "instalment": f"{step.instalment:02d}",
            "reader_wait": str(self.traits.timers.reader_ms // 1000),
            "entry": sale.entry.value,
            "card": sale.card,
            "items": self._items(step),
            "text": step.items[0].name if step.items else "",
        }
        return Message(Kind.APPROVE, False, _without(fields, step))

    def _items(self, step: Step) -> str:
        told = step.items if self.traits.tells_items else ()
        return "/".join(sorted({tag for item in told for tag in item.tags}))

    def cancel(self, sale: Sale, original: Sale, step: Step) -> Message:
        """A cancel of a known sale: the total, with tax and service 0 (DOMAIN 3.4)."""
        fields = self._head(sale.stan, self.traits.routes[0])
        sale.sent_at = fields["sent_at"]
        fields |= self._original(original)
        fields |= {
            "amount": str(original.booked_krw),
            "tax": "0",
            "service": "0",
            "entry": original.entry.value,
            "orig_approval": original.approval,
            "orig_unique_no": original.unique_no,
        }
        return Message(Kind.CANCEL, False, _without(fields, step))

    def reverse(self, sale: Sale, again: bool) -> Message:
        """A network cancel: names the sale by its trace number, since there is no approval number."""
        fields = self._head(self.next_stan(), self.traits.routes[0])
        fields |= self._original(sale)
        fields |= {"amount": str(sale.amount_krw), "tax": "0", "service": "0", "entry": sale.entry.value}
        return Message(Kind.REVERSE, False, fields, repeat=again)

    def inquire(self, sale: Sale) -> Message:
        fields = self._head(self.next_stan(), self.traits.routes[0])
        return Message(Kind.INQUIRE, False, fields | self._original(sale))

    def plain(self, kind: Kind, step: Step, instrument: Instrument, last: Sale | None) -> Message:
        """A request about nothing booked: balance, device check, or the last transaction."""
        fields = self._head(self.next_stan(), self.traits.routes[0])
        if kind is Kind.BALANCE:
            fields |= {"entry": step.entry.value, "card": self._number(step.entry, instrument)}
        elif kind is Kind.INQUIRE and last is not None:
            fields |= self._original(last)
        return Message(kind, False, _without(fields, step))

    def echo(self) -> Message:
        """A test of the line with the fewest fields: it moves nothing, and any host may answer it."""
        head = self._head(self.next_stan(), self.traits.routes[0])
        return Message(Kind.CHECK, False, {name: head[name] for name in ("tid", "stan", "sent_at")})

    def _head(self, stan: str, route: str) -> dict[str, str]:
        clock = datetime.fromisoformat(self.date)
        clock += timedelta(milliseconds=self.now_ms, seconds=self.traits.clock_offset_s)
        return {
            "tid": self.traits.pg_tid if route == "pg" else self.traits.tid,
            "stan": stan,
            "sent_at": clock.strftime("%Y%m%d%H%M%S"),
            "route": "P" if route == "pg" else "V",
            "business_no": self.traits.business_no,
        }

    def _original(self, sale: Sale) -> dict[str, str]:
        return {
            "orig_date": sale.sent_at[2:8],
            "orig_stan": sale.stan,
            "orig_amount": str(sale.booked_krw or sale.amount_krw),
            "card": sale.card,
        }

    def _number(self, entry: Entry, instrument: Instrument) -> str:
        if entry in _SCANNED or (self.traits.reader == "pos" and entry is not Entry.SHOP_QR):
            return instrument.number
        return ""


def _without(fields: dict[str, str], step: Step) -> dict[str, str]:
    """The fields that a request has where the step leaves some out."""
    return {name: value for name, value in fields.items() if name not in step.omit} if step.omit else fields
