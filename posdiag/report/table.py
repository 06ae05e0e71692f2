"""The table of verdicts: a row for each scenario, a group for each product, a sign for each release."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

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


class Judged(Protocol):
    """What the table needs of a run."""

    @property
    def scenario(self) -> str: ...
    @property
    def pos_id(self) -> str: ...
    @property
    def release(self) -> str: ...
    @property
    def verdict(self) -> Verdict: ...


def summary(records: Iterable[RunRecord], lang: str) -> str:
    """How many replays, and how they came out."""
    verdicts = [record.verdict for record in records]
    counts = {str(verdict): verdicts.count(verdict) for verdict in Verdict}
    return say(lang, "table.summary", runs=len(verdicts), **counts)


def table(records: Sequence[Judged], lang: str, width: int = WIDTH) -> Iterator[Line]:
    """The verdicts of all runs, in as many blocks side by side as `width` columns allow."""
    verdicts: Verdicts = {}
    worst_last = list(SIGNS)
    for record in records:
        key = (record.scenario, record.pos_id, record.release)
        known = verdicts.get(key, Verdict.COMPATIBLE)
        verdicts[key] = max(known, record.verdict, key=worst_last.index)
    scenarios = list(dict.fromkeys(record.scenario for record in records))
    groups = _groups(records)
    first = min(max(map(columns, [*scenarios, say(lang, "table.scenario")])), _LONGEST_SCENARIO)
    for block in _blocks(groups, width - first - 2):
        yield from _block(block, scenarios, verdicts, first, lang)
        yield line()
    yield from _legend(groups, lang, width)


@dataclass(frozen=True, slots=True)
class _Group:
    """The releases of one product; `head` is its id, without the vendor where all have the same."""

    product: str
    head: str
    releases: tuple[str, ...]

    @property
    def width(self) -> int:
        return max(columns(self.head), len(self.releases))


def _groups(records: Sequence[Judged]) -> list[_Group]:
    products: dict[str, dict[str, None]] = {}
    for record in records:
        products.setdefault(record.pos_id, {})[record.release] = None
    vendors = {product.rpartition("/")[0] for product in products}
    cut = len(vendors.pop()) + 1 if len(vendors) == 1 and "" not in vendors else 0
    return [_Group(product, product[cut:], tuple(releases)) for product, releases in products.items()]


def _blocks(groups: Sequence[_Group], room: int) -> Iterator[list[_Group]]:
    """The groups split so that each block fits into `room` columns."""
    block: list[_Group] = []
    used = 0
    for group in groups:
        if block and used + group.width + 2 > room:
            yield block
            block, used = [], 0
        block.append(group)
        used += group.width + 2
    if block:
        yield block


def _block(
    block: Sequence[_Group], scenarios: Sequence[str], verdicts: Verdicts, first: int, lang: str
) -> Iterator[Line]:
    heads = [pad(group.head, group.width) for group in block]
    yield line("  ".join([pad(say(lang, "table.scenario"), first), *heads]), "head")
    for scenario in scenarios:
        cells = [[verdicts.get((scenario, group.product, r)) for r in group.releases] for group in block]
        if not any(verdict for row in cells for verdict in row):
            continue
        spans = [Span(pad(scenario, first))]
        for group, row in zip(block, cells, strict=True):
            spans.append(Span("  "))
            spans += [Span(*(SIGNS[verdict] if verdict else _NOT_RUN)) for verdict in row]
            spans.append(Span(" " * (group.width - len(row))))
        yield tuple(spans)


def _legend(groups: Sequence[_Group], lang: str, width: int) -> Iterator[Line]:
    for index, group in enumerate(groups):
        order = f" ({say(lang, 'table.order')})" if index == 0 and len(group.releases) > 1 else ""
        for text in wrap(f"{group.product}: {' '.join(group.releases)}{order}", width, "  "):
            yield line(text, "dim")
    signs = [f"{sign} {say(lang, f'verdict.{verdict}')}" for verdict, (sign, _) in SIGNS.items()]
    yield line("  ".join([*signs, f"{_NOT_RUN[0]} {say(lang, 'table.not_run')}"]), "dim")
