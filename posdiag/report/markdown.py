"""A matrix as Markdown: counts, the table with a sign for each release, failures, and the baseline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from posdiag.matrix.compare import Standing
from posdiag.matrix.tally import Failure
from posdiag.record import Verdict
from posdiag.report.matrix_report import MatrixReport
from posdiag.report.matrix_table import Rows, rows_of
from posdiag.report.matrix_words import matrix_say
from posdiag.report.words import pick, say

MOST_FAILURES = 1_000
_SIGNS = {Verdict.COMPATIBLE: "✅", Verdict.INCONCLUSIVE: "❔", Verdict.INCOMPATIBLE: "❌"}
_KNOWN = "☑️"
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def markdown_report(
    report: MatrixReport, lang: str, most: int = MOST_FAILURES, table: bool = True
) -> Iterator[str]:
    """The document in pieces, with at most so many failures and, if need be, without the table."""
    yield f"## {matrix_say(lang, 'title')}\n\n"
    yield f"{counts_words(report, lang)}\n\n"
    if report.planned is not None:
        told = matrix_say(lang, "interrupted", done=report.tally.total, planned=report.planned)
        yield f"> ⚠️ {told}\n\n"
    if not report.tally.failures and report.planned is None:
        yield f"{_SIGNS[Verdict.COMPATIBLE]} {matrix_say(lang, 'all_well')}\n\n"
    if table:
        yield from _table(rows_of(report), lang)
    for standing in (Standing.NEW, Standing.EXPIRED):
        yield from _failures(report, standing, most, lang)
    yield from _known(report, lang)
    yield from _stale(report, lang)


def counts_words(report: MatrixReport, lang: str) -> str:
    """How much was played, and what came of it, in a line."""
    tally = report.tally
    squares = [square for square, _ in report.tiles()]
    scenarios, releases = ({getattr(one, axis) for one in squares} for axis in ("scenario", "release"))
    size = matrix_say(lang, "counts", scenarios=len(scenarios), releases=len(releases), runs=tally.total)
    words = [size]
    words += [
        f"{say(lang, f'verdict.{verdict}')} {tally.counts[verdict]}"
        for verdict in Verdict
        if tally.counts[verdict]
    ]
    if report.judged:
        words += [
            f"{matrix_say(lang, f'standing.{standing}')} {len(found)}"
            for standing in Standing
            if (found := report.compared.having(standing))
        ]
    return " · ".join(words)


def _table(rows: Rows, lang: str) -> Iterator[str]:
    """A table for each product: its releases are the columns."""
    for product in rows.products:
        heads = [_plain(column.label) for column in product.columns]
        yield f"**{_plain(product.id)}**\n\n| {matrix_say(lang, 'scenario')} | {' | '.join(heads)} |\n"
        yield f"|---|{':-:|' * len(heads)}\n"
        for scenario, name in rows.scenarios:
            cells = [rows.cell(scenario, column.key) for column in product.columns]
            if any(cells):
                signs = [
                    "·" if cell is None else _KNOWN if cell.known else _SIGNS[cell.verdict] for cell in cells
                ]
                yield f"| {_plain(name)} | {' | '.join(signs)} |\n"
        yield "\n"


def _failures(report: MatrixReport, standing: Standing, most: int, lang: str) -> Iterator[str]:
    failures = report.failures(standing)
    if not failures:
        return
    yield f"### {matrix_say(lang, f'head.{standing}', count=len(failures))}\n\n"
    for print_, failure in failures[:most]:
        yield from _failure(report, print_, failure, lang)
    if len(failures) > most:
        yield f"\n{matrix_say(lang, 'more', count=len(failures) - most)}\n"
    yield "\n"


def _failure(report: MatrixReport, print_: str, failure: Failure, lang: str) -> Iterator[str]:
    yield f"- **{_plain(report.title(failure))}**: {_plain(report.cause(failure, lang))}\n"
    yield f"  {_plain(pick(failure.first.why, lang))}\n"
    yield f"  `{report.command(failure).replace('`', '')}`\n"
    entry = report.entry(print_)
    if entry is not None:
        words = matrix_say(
            lang, "entry", owner=entry.owner, expires=entry.expires.isoformat(), reason=entry.reason
        )
        yield f"  _{_plain(words)}_\n"


def _known(report: MatrixReport, lang: str) -> Iterator[str]:
    """What is known takes a line for each reason, not for each failure."""
    known = report.failures(Standing.KNOWN)
    if not known:
        return
    yield f"### {matrix_say(lang, 'head.known', count=len(known))}\n\n"
    for text in known_lines(report, lang):
        yield f"- {_plain(text)}\n"
    yield "\n"


def known_lines(report: MatrixReport, lang: str) -> Iterator[str]:
    """`12: pos-team, until 2027-03-31: no scanner`, one for each reason."""
    reasons: dict[tuple[str, str, str], int] = {}
    for print_, _ in report.failures(Standing.KNOWN):
        entry = report.entry(print_)
        if entry is not None:
            key = (entry.owner, entry.expires.isoformat(), entry.reason)
            reasons[key] = reasons.get(key, 0) + 1
    for (owner, expires, reason), count in reasons.items():
        yield matrix_say(lang, "known.line", count=count, owner=owner, expires=expires, reason=reason)


def _stale(report: MatrixReport, lang: str) -> Iterator[str]:
    if not report.compared.stale:
        return
    yield f"### {matrix_say(lang, 'head.stale', count=len(report.compared.stale))}\n\n"
    for text in stale_lines(report, lang):
        yield f"- {_plain(text)}\n"
    yield f"\n{matrix_say(lang, 'baseline.prune')}\n"


def stale_lines(report: MatrixReport, lang: str) -> Iterator[str]:
    """Each stale entry with its place and what makes it stale."""
    for print_, why in report.compared.stale.items():
        entry = report.compared.entries[print_]
        identity = entry.identity
        yield " · ".join(
            [entry.place, identity.scenario, identity.pos, identity.cause, matrix_say(lang, f"stale.{why}")]
        )


def _plain(text: str) -> str:
    """The text with nothing in it that Markdown would take for its own."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
