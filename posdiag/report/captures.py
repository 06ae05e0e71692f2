"""Takes the payments of captures as they end and tells each in the form asked for, the plain ones at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from posdiag.explain.examine import House, examine
from posdiag.explain.plain import Payment, Plain
from posdiag.explain.survey import Sights
from posdiag.explain.ways import Hints, Ways
from posdiag.record import RunRecord, Verdict
from posdiag.report.capture_json import capture_object
from posdiag.report.explained import Tally
from posdiag.report.frames import Codecs
from posdiag.report.json_run import RUNS_SCHEMA, dump, run_line
from posdiag.report.outage_note import Lookout
from posdiag.report.quick_line import QuickLines
from posdiag.report.redact import Run
from posdiag.transcript import LinkName

#: JSON lines are written when so much has come together.
_TOGETHER = 65_536

Write = Callable[[bytes], None]


class Teller:
    """Counts the payments, for a report that is written at the end. `only` is a verdict, or empty for all."""

    def __init__(self, house: House, hints: Hints, lang: str, only: str = "") -> None:
        self.tally = Tally()
        self.lookout = Lookout()
        self.surveys: dict[str, Sights] = {}
        self._house = house
        self._ways = Ways(house.library, hints)
        self._lang = lang
        self._only = only
        self._name = ""
        self.follow: Callable[[RunRecord], RunRecord] | None = None  # adds what the user asked for beside

    def begin(self, name: str) -> None:
        """Another capture follows."""
        self._name = "stdin" if name == "-" else name

    def take(self, payments: Iterable[Payment]) -> None:
        """Payments that are over."""
        for payment in payments:
            self._one(payment)

    def over(self, name: str, sights: Sights) -> None:
        """A capture is read to its end."""
        self.surveys[name] = sights

    def end(self) -> None:
        """No more captures follow."""

    def examined(self, payment: Payment) -> tuple[RunRecord, Codecs]:
        """The whole record of a payment."""
        episode = payment.episode(self._ways.of(payment.way)) if isinstance(payment, Plain) else payment
        record, codecs = examine(episode, self._house, self._name, self._ways.hints.release)
        return record if self.follow is None else self.follow(record), codecs

    def _one(self, payment: Payment) -> None:
        if isinstance(payment, Plain) and not payment.refusal:
            self.tally.count(Verdict.COMPATIBLE.value, payment.route)
            self.lookout.take(payment.asked_us, payment.route, payment.tid)
            return
        run = Run(*self.examined(payment))
        self.tally.take(run, payment.route, keep=self._wanted(run.record.verdict.value))
        began_us = payment.asked_us if isinstance(payment, Plain) else payment.began_us
        if isinstance(payment, Plain) or payment.link is LinkName.HOST:
            self.lookout.take(began_us, payment.route, payment.tid, run.record)

    def _wanted(self, verdict: str) -> bool:
        return self._only in ("", verdict)


class LineTeller(Teller):
    """Writes each payment as a line of JSON."""

    def __init__(self, house: House, hints: Hints, lang: str, only: str, write: Write) -> None:
        super().__init__(house, hints, lang, only)
        self._write = write
        self._kept: list[bytes] = []
        self._kept_size = 0
        self._quick: QuickLines | None = None
        self._at_once = False

    def begin(self, name: str) -> None:
        super().begin(name)
        self._quick = QuickLines(self._name, self._lang, self.examined, self._ways)
        self._at_once = name == "-"

    def take(self, payments: Iterable[Payment]) -> None:
        quick, kept = self._quick, self._kept
        seen: dict[tuple[str, str], int] = {}  # of those told at once, by verdict and route
        for payment in payments:
            told = quick.line(payment) if quick is not None and isinstance(payment, Plain) else None
            if told is None:
                self._one(payment)
                continue
            line, verdict, rank = told
            key = verdict, payment.route
            seen[key] = seen.get(key, 0) + 1
            if rank < self.tally.worst:
                self.tally.worst = rank
            if not self._only or self._only == verdict:
                kept.append(line)
                self._kept_size += len(line)
        for (verdict, route), times in seen.items():
            self.tally.count(verdict, route, times)
        if self._at_once or self._kept_size > _TOGETHER:
            self._flush()

    def end(self) -> None:
        self._flush()

    def _one(self, payment: Payment) -> None:
        run = Run(*self.examined(payment))
        self.tally.take(run, payment.route, keep=False)
        if self._wanted(run.record.verdict.value):
            line = _encoded(run_line(run.shown(), self._lang))
            self._kept.append(line)
            self._kept_size += len(line)

    def _flush(self) -> None:
        if self._kept:
            self._kept.append(b"")
            self._write(b"\n".join(self._kept))
            self._kept.clear()
            self._kept_size = 0


class DocumentTeller(LineTeller):
    """Writes one JSON document: `runs`, a line each, then `capture`."""

    _begun = False

    def end(self) -> None:
        self._flush()
        self._write((b"\n" if self._begun else _OPENING) + b"],\n")
        self._write(_encoded(f'"capture":{dump(capture_object(self.surveys))}}}\n'))

    def _flush(self) -> None:
        if self._kept:
            self._write((b",\n" if self._begun else _OPENING) + b",\n".join(self._kept))
            self._begun = True
            self._kept.clear()
            self._kept_size = 0


_OPENING = f'{{"schema":"{RUNS_SCHEMA}","runs":[\n'.encode()


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


def teller_of(form: str, house: House, hints: Hints, lang: str, only: str, write: Write) -> Teller:
    """The teller of a form: text, json or jsonl."""
    if form == "jsonl":
        return LineTeller(house, hints, lang, only, write)
    if form == "json":
        return DocumentTeller(house, hints, lang, only, write)
    return Teller(house, hints, lang, only)
