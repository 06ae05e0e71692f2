"""Takes the payments of captures as they end and tells each in the form asked for, the plain ones at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from posdiag.explain.episode import Episode
from posdiag.explain.examine import House, examine
from posdiag.explain.plain import Plain, Plains
from posdiag.explain.survey import Survey
from posdiag.profile.model import PosRelease
from posdiag.record import RunRecord, Verdict
from posdiag.report.capture_json import capture_object
from posdiag.report.explained import Tally
from posdiag.report.frames import Codecs
from posdiag.report.json_run import RUNS_SCHEMA, dump, run_line
from posdiag.report.quick_line import QuickLines
from posdiag.report.redact import Run

#: JSON lines are written when so much has come together.
_TOGETHER = 65_536

Write = Callable[[str], None]


class Teller:
    """Counts the payments, for a report that is written at the end. `only` is a verdict, or empty for all."""

    def __init__(self, house: House, release: PosRelease | None, lang: str, only: str = "") -> None:
        self.tally = Tally()
        self.surveys: dict[str, Survey] = {}
        self._house = house
        self._release = release
        self._lang = lang
        self._only = only
        self._plains = Plains()
        self._name = ""

    def begin(self, name: str, survey: Survey) -> None:
        """Another capture follows."""
        self.surveys[name] = survey
        self._name = "stdin" if name == "-" else name
        self._plains = Plains()

    def take(self, episodes: Iterable[Episode]) -> None:
        """Payments that are over."""
        for episode in episodes:
            self._one(episode, self._plains.of(episode))

    def end(self) -> None:
        """No more captures follow."""

    def examined(self, episode: Episode) -> tuple[RunRecord, Codecs]:
        """The whole record of an episode."""
        return examine(episode, self._house, self._name, self._release)

    def _one(self, episode: Episode, plain: Plain | None) -> None:
        if plain is not None and not plain.refusal:
            self.tally.count(Verdict.COMPATIBLE.value, episode.route)
            return
        run = Run(*self.examined(episode))
        self.tally.take(run, episode.route, keep=self._wanted(run.record.verdict.value))

    def _wanted(self, verdict: str) -> bool:
        return self._only in ("", verdict)


class LineTeller(Teller):
    """Writes each payment as a line of JSON."""

    def __init__(
        self, house: House, release: PosRelease | None, lang: str, only: str, write: Write, ends: str = "\n"
    ) -> None:
        super().__init__(house, release, lang, only)
        self._write = write
        self._ends = ends
        self._kept: list[str] = []
        self._kept_size = 0
        self._quick: QuickLines | None = None
        self._at_once = False

    def begin(self, name: str, survey: Survey) -> None:
        super().begin(name, survey)
        self._quick = QuickLines(self._name, self._lang, self.examined, self._release)
        self._at_once = name == "-"

    def take(self, episodes: Iterable[Episode]) -> None:
        super().take(episodes)
        if self._at_once or self._kept_size > _TOGETHER:
            self._flush()

    def end(self) -> None:
        self._flush()

    def _one(self, episode: Episode, plain: Plain | None) -> None:
        quick = None
        if plain is not None and self._quick is not None:
            quick = self._quick.line(episode, plain)
        if quick is not None:
            line, verdict, rank = quick
            self.tally.count(verdict, episode.route)
            self.tally.worst = min(self.tally.worst, rank)
        else:
            run = Run(*self.examined(episode))
            verdict = run.record.verdict.value
            self.tally.take(run, episode.route, keep=False)
            line = run_line(run.shown(), self._lang) if self._wanted(verdict) else ""
        if self._wanted(verdict):
            self._kept.append(line)
            self._kept_size += len(line)

    def _flush(self) -> None:
        if self._kept:
            self._write(self._ends.join(self._kept) + self._ends)
            self._kept.clear()
            self._kept_size = 0


class DocumentTeller(LineTeller):
    """Writes one JSON document: `runs`, a line each, then `capture`."""

    def __init__(self, house: House, release: PosRelease | None, lang: str, only: str, write: Write) -> None:
        super().__init__(house, release, lang, only, write)
        self._begun = False

    def end(self) -> None:
        self._flush()
        self._write(("\n" if self._begun else _OPENING) + "],\n")
        self._write(f'"capture":{dump(capture_object(self.surveys))}}}\n')

    def _flush(self) -> None:
        if self._kept:
            self._write((",\n" if self._begun else _OPENING) + ",\n".join(self._kept))
            self._begun = True
            self._kept.clear()
            self._kept_size = 0


_OPENING = f'{{"schema":"{RUNS_SCHEMA}","runs":[\n'


def teller_of(
    form: str, house: House, release: PosRelease | None, lang: str, only: str, write: Write
) -> Teller:
    """The teller of a form: text, json or jsonl."""
    if form == "jsonl":
        return LineTeller(house, release, lang, only, write)
    if form == "json":
        return DocumentTeller(house, release, lang, only, write)
    return Teller(house, release, lang, only)
