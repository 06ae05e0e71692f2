"""Looks across the payments of captures for an outage, for a note at the end of their report.

What is known of a captured payment is its time, the host's end, the terminal's number and the class of its
first cause; `posdiag outage` on the JSON lines of the same captures knows issuers and card ranges too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from posdiag.diagnose.finding import class_of
from posdiag.diagnose.outage import SHOP, Sale, Sales, find
from posdiag.errors import InputError
from posdiag.record import RunRecord, Verdict
from posdiag.report.columns import wrap
from posdiag.report.lines import Line, line
from posdiag.report.outage import found_lines
from posdiag.report.words import pick

#: Times before this are counted from a capture's own beginning (September 2001, in microseconds).
_DATED_US = 1_000_000_000_000_000

#: Language -> what stands above the note, and below it.
_ABOVE = {
    "ko": "여러 매장에서 한 호스트로의 거래가 같은 시간대에 실패했습니다: 매장 문제가 아닙니다.",
    "en": "Payments of many shops fail at one host in one stretch of time: it is not the shops.",
}
_BELOW = {
    "ko": "카드사·BIN별로는: posdiag explain --format jsonl 결과를 posdiag outage에 넣으십시오.",
    "en": "For issuers and card ranges: `posdiag explain --format jsonl`, and its lines to `posdiag outage`.",
}


@dataclass(slots=True)
class Lookout:
    """Counts payments as they come; it gives up, and then says nothing, where there are too many to keep."""

    sales: Sales = field(default_factory=Sales)
    _full: bool = False

    def take(self, at_us: int, host: str, tid: str, record: RunRecord | None = None) -> None:
        """A payment at a host's end; `record` of one that was looked into."""
        if self._full or at_us < _DATED_US or not host:
            return
        failed = record is not None and record.verdict is not Verdict.COMPATIBLE
        first = record.causes[0] if record is not None and failed and record.causes else None
        symptom, party = ("", "") if first is None else (class_of(first.cause), first.party)
        try:
            self.sales.take(Sale(at_us / 1e6, van=host, shop=tid, symptom=symptom, party=party))
        except InputError:
            self._full = True

    def lines(self, lang: str, width: int) -> Iterator[Line]:
        """What fails at one host in many shops at once; nothing where nothing does."""
        outages = () if self._full else tuple(one for one in find(self.sales) if one.kind != SHOP)
        if not outages:
            return
        yield line(pick(_ABOVE, lang), "head")
        for text in found_lines(outages, lang):
            for part in wrap(f"  {text}", width, "    "):
                yield line(part, "bad")
        yield line(pick(_BELOW, lang), "dim")
        yield line()
