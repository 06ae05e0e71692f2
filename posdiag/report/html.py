"""A matrix as one HTML file that needs nothing else: no script to be read, no request to anyone.

Language and filters are radio buttons and CSS; the script only adds a search and copies commands.
"""

from __future__ import annotations

from collections.abc import Iterator

from posdiag.matrix.compare import Standing
from posdiag.matrix.tally import Failure
from posdiag.record import Verdict
from posdiag.report.html_failure import group_section
from posdiag.report.html_heat import heat_map
from posdiag.report.html_style import SCRIPT, STYLE
from posdiag.report.html_text import attribute, clean, phrase_of, word_of
from posdiag.report.markdown import stale_lines
from posdiag.report.matrix_report import MatrixReport
from posdiag.report.matrix_words import matrix_say

#: Groups that stand open at first.
_OPEN = 3


def html_report(report: MatrixReport, lang: str) -> Iterator[str]:
    """The document in pieces; `lang` is the language that it opens in."""
    title = matrix_say(lang, "title")
    yield f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
    yield f"<title>{clean(title)} · posdiag</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
    yield f'<a class="skip" href="#failures">{phrase_of("page.skip")}</a>\n'
    yield from _controls(report, lang)
    yield f'<header><h1 id="top">{phrase_of("title")}</h1>{_size(report)}</header>\n<main>\n'
    yield from _notes(report)
    yield _figures(report)
    yield f'<section aria-labelledby="heat"><h2 id="heat">{phrase_of("page.heat")}</h2>'
    yield from heat_map(report)
    yield "</section>\n"
    yield from _failures(report)
    yield from _stale(report)
    yield f"</main>\n<footer><p>{clean(matrix_say(lang, 'page.made', version=report.version))} · "
    yield f'<a href="#top">{phrase_of("page.top")}</a></p></footer>\n<script>{SCRIPT}</script>\n'
    yield "</body>\n</html>\n"


def _controls(report: MatrixReport, lang: str) -> Iterator[str]:
    """Radio buttons before everything that they show and hide: CSS looks only forwards."""
    shown = [one for one in Standing if report.compared.having(one)]
    for code, name in (("ko", "한국어"), ("en", "English")):
        checked = " checked" if code == lang else ""
        yield f'<input type="radio" class="set" name="language" id="lang-{code}"{checked}>'
        yield f'<label class="set" for="lang-{code}" lang="{code}">{name}</label>'
    yield '<span class="gap"></span>'
    choices = ["all", *map(str, shown)] if len(shown) > 1 else []
    for code in choices:
        checked = " checked" if code == "all" else ""
        label = phrase_of("page.all") if code == "all" else phrase_of(f"standing.{code}")
        yield f'<input type="radio" class="set" name="standing" id="only-{code}"{checked}>'
        yield f'<label class="set" for="only-{code}">{label}</label>'
    yield '<input type="checkbox" class="set" id="failing"><label class="set" for="failing">'
    yield f"{phrase_of('page.only_failing')}</label>"
    yield '<label class="set search" hidden><span class="sr">'
    yield f'{phrase_of("page.search")}</span><input type="search" id="search" placeholder='
    yield f'{attribute(matrix_say(lang, "page.search"))} autocomplete="off"></label>\n'


def _size(report: MatrixReport) -> str:
    squares = [square for square, _ in report.tiles()]
    scenarios, releases = ({getattr(one, axis) for one in squares} for axis in ("scenario", "release"))
    values = {"scenarios": len(scenarios), "releases": len(releases), "runs": f"{report.tally.total:,}"}
    return f"<p>{phrase_of('counts', **values)}</p>"


def _notes(report: MatrixReport) -> Iterator[str]:
    if report.planned is not None:
        told = phrase_of("interrupted", done=report.tally.total, planned=report.planned)
        yield f'<p class="alert">{told}</p>'
    if not report.tally.failures and not report.tally.errors and report.planned is None:
        yield f'<p class="well">✓ {phrase_of("all_well")}</p>'


def _figures(report: MatrixReport) -> str:
    """The counts, large."""
    tally, compared = report.tally, report.compared
    figures = [("compatible", tally.counts[Verdict.COMPATIBLE], "verdict")]
    if report.judged:
        figures += [(str(one), len(compared.having(one)), "standing") for one in Standing]
        figures.append(("stale", len(compared.stale), ""))
    else:
        figures.append(("incompatible", tally.counts[Verdict.INCOMPATIBLE], "verdict"))
    figures.append(("inconclusive", tally.counts[Verdict.INCONCLUSIVE], "verdict"))
    items = "".join(
        f'<div class="{style}{"" if count else " zero"}"><dt>{_figure_name(style, kind)}</dt>'
        f"<dd>{count:,}</dd></div>"
        for style, count, kind in figures
    )
    return f'<dl class="figures">{items}</dl>\n'


def _figure_name(style: str, kind: str) -> str:
    if kind == "verdict":
        return word_of(f"verdict.{style}")
    return phrase_of(f"standing.{style}") if kind else phrase_of("figure.stale")


def _failures(report: MatrixReport) -> Iterator[str]:
    yield f'<section aria-labelledby="failures"><h2 id="failures">{phrase_of("page.failures")}</h2>\n'
    groups: dict[int, list[tuple[str, Failure]]] = {}
    for print_, failure in report.failures():
        groups.setdefault(failure.group, []).append((print_, failure))
    for number, (group, members) in enumerate(groups.items()):
        opened = number < _OPEN and report.standing(members[0][0]) is not Standing.KNOWN
        yield group_section(report, report.tally.groups[group], members, opened)
    yield f'<p class="none" hidden>{phrase_of("page.none_found")}</p></section>\n'


def _stale(report: MatrixReport) -> Iterator[str]:
    if not report.compared.stale:
        return
    count = len(report.compared.stale)
    yield f"<section><h2>{phrase_of('head.stale', count=count)}</h2>"
    for code in ("ko", "en"):
        rows = "".join(f"<li>{clean(text)}</li>" for text in stale_lines(report, code))
        yield f'<ul class="{code}" lang="{code}">{rows}</ul>'
    yield "</section>\n"
