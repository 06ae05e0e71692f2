"""The heat map of the page: scenarios down, releases across, every place with its sign and its colour."""

from __future__ import annotations

from collections.abc import Iterator

from posdiag.matrix.compare import Standing
from posdiag.record import Verdict
from posdiag.report.html_text import attribute, clean, phrase_of, texts, word_of
from posdiag.report.matrix_report import MatrixReport
from posdiag.report.matrix_table import Cell, Column, Product, Rows, rows_of
from posdiag.report.words import pick

_SIGNS = {Verdict.COMPATIBLE: "✓", Verdict.INCONCLUSIVE: "?", Verdict.INCOMPATIBLE: "✗"}
_KNOWN = "▪"


def heat_map(report: MatrixReport) -> Iterator[str]:
    """The table with its legend."""
    rows = rows_of(report)
    yield '<div class="scroll" tabindex="0" role="region" aria-label="matrix"><table class="heat">'
    yield f"{_head(rows)}<tbody>"
    for scenario, name in rows.scenarios:
        yield _row(report, rows, scenario, name)
    yield "</tbody></table></div>"
    yield _legend()


def _head(rows: Rows) -> str:
    products = "".join(
        f'<th scope="colgroup" colspan="{len(product.columns)}" class="product" '
        f"title={attribute(product.id)}>"
        f"<span>{clean(product.id.rpartition('/')[2])}</span></th>"
        for product in rows.products
    )
    releases = "".join(
        f'<th scope="col" class="{_edge(product, column)}"><span>{clean(column.label)}</span></th>'
        for product in rows.products
        for column in product.columns
    )
    corner = f'<th rowspan="2" scope="col" class="corner">{phrase_of("scenario")}</th>'
    return f'<thead><tr>{corner}{products}</tr><tr class="releases">{releases}</tr></thead>'


def _edge(product: Product, column: Column) -> str:
    return "first" if column == product.columns[0] else "inner"


def _row(report: MatrixReport, rows: Rows, scenario: int, name: str) -> str:
    cells = []
    failing = False
    for product in rows.products:
        for column in product.columns:
            cell = rows.cell(scenario, column.key)
            failing |= cell is not None and cell.verdict is not Verdict.COMPATIBLE
            cells.append(_cell(report, cell, _edge(product, column), f"{name} · {product.id}@{column.label}"))
    title = texts(report.tally.matrix.scenarios[scenario].name)
    head = f'<th scope="row"><b>{clean(name)}</b> <i>{title}</i></th>'
    return f'<tr class="{"fails" if failing else "passes"}">{head}{"".join(cells)}</tr>\n'


def _cell(report: MatrixReport, cell: Cell | None, edge: str, name: str) -> str:
    if cell is None:
        return f'<td class="{edge}"></td>'
    style, sign = _look(report, cell)
    if cell.mixed:
        style += " mixed"
    why = f"{name}: {cell.verdict}"
    if cell.tile.failures:
        failure = report.tally.failures[cell.tile.failures[0]]
        causes = " / ".join(dict.fromkeys(report.cause(failure, lang) for lang in ("ko", "en")))
        why = f"{name}: {causes}"
        return (
            f'<td class="{edge} {style}"><a href="#g{failure.group}" title={attribute(why)} '
            f"aria-label={attribute(why)}>{sign}</a></td>"
        )
    if cell.tile.first_error is not None:
        why = f"{name}: {cell.tile.first_error.error or pick(cell.tile.first_error.why, 'en')}"
    return f'<td class="{edge} {style}" title={attribute(why)}>{sign}</td>'


def _look(report: MatrixReport, cell: Cell) -> tuple[str, str]:
    if cell.known:
        return "known", _KNOWN
    if any(report.standing(print_) is Standing.EXPIRED for print_ in cell.tile.failures):
        return "expired", "!"
    return str(cell.verdict), _SIGNS[cell.verdict]


def _legend() -> str:
    signs = [
        ("compatible", "✓", word_of("verdict.compatible")),
        ("incompatible", "✗", word_of("verdict.incompatible")),
        ("known", _KNOWN, phrase_of("standing.known")),
        ("expired", "!", phrase_of("standing.expired")),
        ("inconclusive", "?", word_of("verdict.inconclusive")),
        ("compatible mixed", "✓", phrase_of("page.legend.mixed")),
    ]
    items = "".join(
        f'<li><span class="key {style}" aria-hidden="true">{sign}</span>{name}</li>'
        for style, sign, name in signs
    )
    return f'<ul class="legend">{items}</ul>'
