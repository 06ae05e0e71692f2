"""Several reports at once, each to its own place: `--output KIND=PATH`, as often as wanted.

A report that cannot be written is told and keeps none of the others from being written; whoever asked
ends with 3 then, unless what was found makes it 1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from posdiag.cli.endings import ReaderGone
from posdiag.cli.output import Result, result
from posdiag.cli.texts import tell
from posdiag.errors import InputError, PosdiagError, Problem

if TYPE_CHECKING:
    from posdiag.report.matrix_report import MatrixReport

KINDS = (
    *("text", "json", "jsonl", "junit", "sarif", "html", "markdown"),
    *("github", "github-summary", "codequality"),
)
#: Written row by row while it is played.
_STREAMED = ("json", "jsonl")
STDOUT = "-"
_WORD = re.compile(r"[A-Za-z][A-Za-z-]*")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A report and its place; None for stdout."""

    kind: str
    path: Path | None


def wanted_reports(form: str, outputs: Sequence[str], lang: str) -> tuple[Wanted, ...]:
    """What `--format` and `--output` ask for. InputError for two reports in one place
    and for a kind that there is not.

    `--output PATH` is the place of the report of `--format`, which is stdout otherwise.
    """
    main: Path | None = None
    found: list[Wanted] = []
    for text in outputs:
        kind, at, name = text.partition("=")
        if at and kind in KINDS:
            found.append(Wanted(kind, None if name == STDOUT else Path(name)))
        elif at and _WORD.fullmatch(kind):  # a kind with a slip in it must not become a file's name
            what = tell(lang, "matrix.no_kind", kind=kind)
            remedy = tell(lang, "matrix.no_kind_remedy", kinds=", ".join(KINDS), path=f"./{text}")
            raise InputError(Problem(f"--output {text}", what, remedy))
        elif main is not None:
            what = tell(lang, "matrix.two_outputs", kinds=", ".join(KINDS))
            raise InputError(Problem(f"--output {text}", what))
        else:
            main = Path(text)
    if main is not None or all(one.path is not None or one.kind == "github" for one in found):
        found.insert(0, Wanted(form, main))
    _refuse_same_place(found, lang)
    return tuple(found)


def _refuse_same_place(found: Sequence[Wanted], lang: str) -> None:
    seen: set[Path] = set()
    for one in found:
        if one.path is None:
            continue
        if not one.path.name:
            raise InputError(Problem(f"--output {one.kind}=", tell(lang, "matrix.no_path")))
        if one.path.resolve() in seen:
            what = tell(lang, "matrix.same_place")
            raise InputError(Problem(f"--output {one.kind}={one.path}", what))
        seen.add(one.path.resolve())


@dataclass(slots=True)
class _Open:
    """A report on its way. `place` is None once it has failed."""

    wanted: Wanted
    context: AbstractContextManager[Result]
    place: Result | None = None
    rows: int = 0


@dataclass(slots=True)
class Reports:
    """Reports being written. `failed` counts those that could not be."""

    lang: str
    failed: int = 0
    _open: list[_Open] = field(default_factory=list)

    def begin(self, wanted: Sequence[Wanted]) -> None:
        """Open every place, so that a wrong name is told before the work."""
        for one in wanted:
            report = _Open(one, result(one.path, self.lang))
            self._open.append(report)
            self._try(report, partial(self._enter, report))

    def _enter(self, report: _Open) -> None:
        report.place = report.context.__enter__()
        if report.wanted.kind == "json":
            from posdiag.report.matrix_json import head

            report.place.write(head())
        path = report.wanted.path
        if report.wanted.kind == "github-summary" and path is not None and path.is_file():
            report.place.send(path.read_bytes())  # the page of a step belongs to all that write to it

    @property
    def streams(self) -> bool:
        """Whether any of them takes rows."""
        return any(one.place is not None and one.wanted.kind in _STREAMED for one in self._open)

    def row(self, text: str) -> None:
        """One replay, for the reports that are written while it is played."""
        for report in self._open:
            place = report.place
            if place is None or report.wanted.kind not in _STREAMED:
                continue
            line = f"{text}\n" if report.wanted.kind == "jsonl" else (",\n" if report.rows else "") + text
            report.rows += 1
            self._try(report, partial(place.write, line))

    def end(self, report: MatrixReport) -> None:
        """Write what is written at the end, and put every report in its place.

        What a writer stumbles over is a bug and raised, but after all the others were written.
        """
        bug: Exception | None = None
        for one in self._open:
            place = one.place
            if place is None:
                continue
            try:
                self._try(one, partial(_finish, one, place, report, self.lang))
            except Exception as error:
                bug = bug or error
                self._give_up(one, error)
            else:
                self._leave(one)
        if bug is not None:
            raise bug

    def drop(self) -> None:
        """Leave no report behind: what went wrong concerns them all."""
        for one in self._open:
            if one.place is not None:
                one.place = None
                error = PosdiagError(())
                with suppress(PosdiagError):
                    one.context.__exit__(PosdiagError, error, None)

    def _leave(self, report: _Open) -> None:
        if report.place is not None:
            self._try(report, partial(report.context.__exit__, None, None, None))

    def _try(self, report: _Open, act: Callable[[], object]) -> None:
        """Do it; where that fails, tell it and give this report up."""
        try:
            act()
        except (PosdiagError, OSError) as error:
            self._give_up(report, error)
        except ReaderGone as error:
            self._give_up(report, error)

    def _give_up(self, report: _Open, error: Exception) -> None:
        self.failed += 1
        opened, report.place = report.place is not None, None
        if opened:
            with suppress(Exception):
                report.context.__exit__(type(error), error, error.__traceback__)
        if isinstance(error, PosdiagError):
            for problem in (one.in_language(self.lang) for one in error.problems):
                remedy = f"\n    {problem.remedy}" if problem.remedy else ""
                click.echo(f"{problem.place}: {problem.what}{remedy}", err=True)
        elif isinstance(error, OSError):
            what = tell(self.lang, "error.output", what=error.strerror or str(error))
            click.echo(f"--output {report.wanted.kind}={report.wanted.path}: {what}", err=True)


def _finish(one: _Open, place: Result, report: MatrixReport, lang: str) -> None:
    if one.wanted.kind == "jsonl":
        return
    if one.wanted.kind == "text":
        from posdiag.report.matrix_text import matrix_lines

        place.write_lines(matrix_lines(report, lang, place.width))
        return
    for piece in document(one.wanted.kind, report, lang):
        place.write(piece)


def document(kind: str, report: MatrixReport, lang: str) -> Iterator[str]:
    """A report that is written at the end, in pieces; of JSON what follows its rows."""
    from importlib import import_module

    module, name = _WRITERS[kind]
    made = getattr(import_module(f"posdiag.report.{module}"), name)(report, lang)
    return iter((made,)) if isinstance(made, str) else iter(made)


_WRITERS = {
    "json": ("matrix_json", "tail"),
    "junit": ("junit", "junit_report"),
    "sarif": ("sarif", "sarif_report"),
    "html": ("html", "html_report"),
    "markdown": ("markdown", "markdown_report"),
    "github": ("github", "annotation_lines"),
    "github-summary": ("github", "summary_page"),
    "codequality": ("codequality", "codequality_report"),
}
