"""The table of verdicts: a row for each scenario, a group for each product, a sign for each release."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from posdiag.record import RunRecord, Verdict
from posdiag.report.columns import WIDTH, columns, pad, wrap
from posdiag.report.lines import Line, Span, line
from posdiag.report.words import say

SIGNS: Mapping[Verdict, tuple[str, str]] = {
    Verdict.COMPATIBLE: ("✓", "good"),
    Verdict.INCONCLUSIVE: ("?", "unsure"),
    Verdict.INCOMPATIBLE: ("✗", "bad"),
}
_NOT_RUN = ("·", "dim")
_LONGEST_SCENARIO = 40

#: (scenario, product, release) -> the worst verdict seen there.
Verdicts = dict[tuple[str, str, str], Verdict]


def summary(records: Iterable[RunRecord], lang: str) -> str:
    """How many replays, and how they came out."""
    verdicts = [record.verdict for record in records]
    counts = {str(verdict): verdicts.count(verdict) for verdict in Verdict}
    return say(lang, "table.summary", runs=len(verdicts), **counts)


def table(records: Sequence[RunRecord], lang: str, width: int = WIDTH) -> Iterator[Line]:
    """The verdicts of all runs, in as many blocks side by side as `width` columns allow."""
    verdicts: Verdicts = {}
    worst_last = list(SIGNS)
    for record in records:
        key = (record.scenario, record.pos_id, record.release)
        known = verdicts.get(key, Verdict.COMPATIBLE)
        verdicts[key] = max(known, record.verdict, key=worst_last.index)
    scenarios = list(dict.fromkeys(record.scenario for record in records))
    products: dict[str, list[str]] = {}
    for record in records:
        releases = products.setdefault(record.pos_id, [])
        if record.release not in releases:
            releases.append(record.release)
    first = min(max(map(columns, [*scenarios, say(lang, "table.scenario")])), _LONGEST_SCENARIO)
    for block in _blocks(products, width - first - 2):
        yield from _block(block, scenarios, verdicts, first, lang)
        yield line()
    yield from _legend(products, lang, width)


def _blocks(products: Mapping[str, list[str]], room: int) -> Iterator[dict[str, list[str]]]:
    """The products split so that each block fits into `room` columns."""
    block: dict[str, list[str]] = {}
    used = 0
    for product, releases in products.items():
        wide = _wide(product, releases) + 2
        if block and used + wide > room:
            yield block
            block, used = {}, 0
        block[product] = releases
        used += wide
    if block:
        yield block


def _wide(product: str, releases: Sequence[str]) -> int:
    return max(columns(product), len(releases))


def _block(
    block: Mapping[str, list[str]], scenarios: Sequence[str], verdicts: Verdicts, first: int, lang: str
) -> Iterator[Line]:
    heads = [pad(product, _wide(product, releases)) for product, releases in block.items()]
    yield line("  ".join([pad(say(lang, "table.scenario"), first), *heads]), "head")
    for scenario in scenarios:
        if not any(
            (scenario, product, release) in verdicts for product in block for release in block[product]
        ):
            continue
        spans = [Span(pad(scenario, first))]
        for product, releases in block.items():
            spans.append(Span("  "))
            for release in releases:
                verdict = verdicts.get((scenario, product, release))
                spans.append(Span(*(SIGNS[verdict] if verdict else _NOT_RUN)))
            spans.append(Span(" " * (_wide(product, releases) - len(releases))))
        yield tuple(spans)


def _legend(products: Mapping[str, list[str]], lang: str, width: int) -> Iterator[Line]:
    for index, (product, releases) in enumerate(products.items()):
        order = f" ({say(lang, 'table.order')})" if index == 0 and len(releases) > 1 else ""
        for text in wrap(f"{product}: {' '.join(releases)}{order}", width, "  "):
            yield line(text, "dim")
    signs = [f"{sign} {say(lang, f'verdict.{verdict}')}" for verdict, (sign, _) in SIGNS.items()]
    yield line("  ".join([*signs, f"{_NOT_RUN[0]} {say(lang, 'table.not_run')}"]), "dim")
