"""A capture as a job: its payments as they end, those that went wrong whole, and what it lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from posdiag import assembly
from posdiag.capture.open import read
from posdiag.explain.plain import Payment, Plain, Plains
from posdiag.explain.survey import Survey
from posdiag.explain.ways import Hints
from posdiag.record import Verdict
from posdiag.report.capture_json import capture_object
from posdiag.report.captures import Teller
from posdiag.report.json_run import run_object
from posdiag.report.redact import Run

Tell = Callable[[Mapping[str, Any]], None]

#: Payments told whole; the others are counted.
MOST_TOLD = 200
#: How far reading has come is told after so many events of a capture.
_EVERY = 5_000


def work(spec: Mapping[str, Any], tell: Tell) -> None:
    """Explain the capture that the server put aside. InputError where it is no capture."""
    lang = str(spec.get("lang", "ko"))
    path = Path(str(spec["file"]))
    count = _Count(assembly.house(), Hints(), lang, tell)
    survey = Survey(assembly.library(), Hints())
    plains = Plains(survey.routes.ways)
    size = path.stat().st_size
    with path.open("rb") as stream:
        for ended in survey.through(read(stream, "capture"), _EVERY):
            count.all(plains.payments(ended))
            percent = min(99, stream.tell() * 100 // size) if size else 0
            tell({"event": "progress", "done": percent, "total": 100})
    count.all(plains.payments(survey.end()))
    result = {
        "counts": {verdict.value: count.of.get(verdict.value, 0) for verdict in Verdict},
        "told": count.told,
        "capture": capture_object({"capture": survey.sights()})[0],
    }
    tell({"event": "result", "result": result})


class _Count:
    """Counts payments and tells those that went wrong, and the first that did not."""

    def __init__(self, house: Any, hints: Hints, lang: str, tell: Tell) -> None:
        self._teller = Teller(house, hints, lang)
        self._teller.begin("capture")
        self._lang = lang
        self._tell = tell
        self.of: dict[str, int] = {}
        self.told = 0

    def all(self, payments: Iterable[Payment]) -> None:
        for payment in payments:
            self._one(payment)

    def _one(self, payment: Payment) -> None:
        sound = Verdict.COMPATIBLE.value
        if isinstance(payment, Plain) and not payment.refusal and self.of.get(sound):
            self.of[sound] += 1
            return
        record, codecs = self._teller.examined(payment)
        verdict = record.verdict.value
        first = verdict not in self.of
        self.of[verdict] = self.of.get(verdict, 0) + 1
        if self.told < MOST_TOLD and (first or record.verdict is not Verdict.COMPATIBLE):
            self.told += 1
            shown = run_object(Run(record, codecs).shown(), self._lang)
            self._tell({"event": "run", "index": self.told, "total": 0, "run": shown})
