"""A matrix for a terminal: quiet about what is known, loud about what is new."""

from __future__ import annotations

from collections.abc import Iterator

from posdiag.matrix.compare import Standing
from posdiag.matrix.tally import Failure
from posdiag.report.columns import shown, wrap
from posdiag.report.failure import failure as failure_lines
from posdiag.report.lines import Line, line
from posdiag.report.markdown import counts_words, known_lines, stale_lines
from posdiag.report.matrix_report import MatrixReport
from posdiag.report.matrix_table import verdict_table
from posdiag.report.matrix_words import matrix_say
from posdiag.report.words import pick

#: Groups of failures that are shown whole; the others are in the files.
MOST_GROUPS = 20
_MOST_LISTED = 50


def matrix_lines(report: MatrixReport, lang: str, width: int) -> Iterator[Line]:
    """The report, line by line."""
    yield line(counts_words(report, lang), "head")
    if report.planned is not None:
        told = matrix_say(lang, "interrupted", done=report.tally.total, planned=report.planned)
        yield line(told, "unsure")
    yield line()
    yield from verdict_table(report, lang, width)
    yield line()
    if not report.tally.failures and not report.tally.errors and report.planned is None:
        yield line(matrix_say(lang, "all_well"), "good")
    for standing in (Standing.NEW, Standing.EXPIRED):
        yield from _standing(report, standing, lang, width)
    yield from _errors(report, lang, width)
    yield from _known(report, lang, width)
    yield from _baseline(report, lang, width)


def _standing(report: MatrixReport, standing: Standing, lang: str, width: int) -> Iterator[Line]:
    """The failures of one standing, group by group; the first of a group is shown whole."""
    failures = report.failures(standing)
    if not failures:
        return
    if report.judged:
        yield line(matrix_say(lang, f"head.{standing}", count=len(failures)), "head")
        yield line()
    groups: dict[int, list[Failure]] = {}
    for _, failure in failures:
        groups.setdefault(failure.group, []).append(failure)
    for number, (_, members) in enumerate(groups.items()):
        if number == MOST_GROUPS:
            left = sum(len(rest) for rest in list(groups.values())[MOST_GROUPS:])
            yield line(matrix_say(lang, "truncated", count=left), "dim")
            yield line()
            return
        yield from _group(report, members, lang, width)


def _group(report: MatrixReport, members: list[Failure], lang: str, width: int) -> Iterator[Line]:
    first, *others = members
    whole, own = report.whole_of(first)
    if whole is not None and own:
        yield from failure_lines(whole, _alike(others), lang, width, report.names)
        return
    yield line(f"✗ {report.title(first)}: {report.cause(first, lang)}", "bad")
    for text in wrap(shown(pick(first.first.why, lang)), width - 2):
        yield line(f"  {text}")
    yield line(f"  {shown(report.command(first))}", "dim")
    for text in _alike(others):
        for part in wrap(f"{matrix_say(lang, 'alike')}: {text}", width - 2, "  "):
            yield line(f"  {part}", "dim")
    yield line()


def _alike(failures: list[Failure]) -> list[str]:
    """`1.0 1.1: scenario, scenario`: the scenarios that the same releases fail, together."""
    releases: dict[str, list[str]] = {}
    for failure in failures:
        identity = failure.identity
        releases.setdefault(identity.scenario, []).append(identity.pos.partition("@")[2])
    scenarios: dict[str, list[str]] = {}
    for scenario, failing in releases.items():
        scenarios.setdefault(" ".join(dict.fromkeys(failing)), []).append(scenario)
    return [f"{failing}: {', '.join(names)}" for failing, names in scenarios.items()]


def _errors(report: MatrixReport, lang: str, width: int) -> Iterator[Line]:
    found = [(square, tile.first_error) for square, tile in report.tiles() if tile.first_error is not None]
    if not found:
        return
    yield line(matrix_say(lang, "head.errors", count=len(found)), "head")
    for square, first in found[:_MOST_LISTED]:
        why = first.error or pick(first.why, lang)
        text = f"? {report.scenario(square).id} · {report.release(square).label}: {shown(why)}"
        for part in wrap(text, width, "  "):
            yield line(part, "unsure")
    if len(found) > _MOST_LISTED:
        yield line(matrix_say(lang, "more", count=len(found) - _MOST_LISTED), "dim")
    yield line()


def _known(report: MatrixReport, lang: str, width: int) -> Iterator[Line]:
    known = report.failures(Standing.KNOWN)
    if not known:
        return
    yield line(matrix_say(lang, "head.known", count=len(known)), "head")
    for text in known_lines(report, lang):
        for part in wrap(shown(text), width - 2, "  "):
            yield line(f"  {part}", "dim")
    yield line()


def _baseline(report: MatrixReport, lang: str, width: int) -> Iterator[Line]:
    compared = report.compared
    if not report.judged:
        return
    if compared.stale:
        yield line(matrix_say(lang, "head.stale", count=len(compared.stale)), "head")
        for text in stale_lines(report, lang):
            for part in wrap(shown(text), width - 2, "  "):
                yield line(f"  {part}", "unsure")
        yield line(matrix_say(lang, "baseline.prune"), "dim")
    if compared.unplayed:
        yield line(matrix_say(lang, "head.unplayed", count=len(compared.unplayed)), "dim")
    if compared.clean and report.planned is None:
        yield line(matrix_say(lang, "baseline.clean"), "good")
