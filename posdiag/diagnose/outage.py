"""Outages seen over many sales: one symptom on one VAN, issuer or card range in many shops is the host's.

Sales come in any order and are only counted: how many there were of each VAN, issuer and card range by the
minute (or two, or four, when there are too many), and each failing one. A stretch of time is found where
failures of one symptom cluster. It is reported where at least three shops failed and so many failures are
less likely by chance than one in a thousand, however many stretches, places and symptoms were looked at, and
even without the shop that failed most. The rate by chance is the highest plausible one of all other sales:
elsewhere, before and after. What one finding explains is no evidence for another. What remains and sits in
one shop is that shop's own.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from posdiag.diagnose.odds import log_chance, upper_rate
from posdiag.errors import InputError, Problem
from posdiag.worded import worded

#: What may be down, the wider first: of two that explain the same the wider is named.
KINDS = ("van", "issuer", "bin")
SHOP = "shop"
#: One chance in so many that anything at all is reported without a cause.
ALPHA = 1e-3
LEAST_SHOPS, LEAST_FAILED, LEAST_SHARE = 3, 5, 0.25
#: No rate by chance is taken for lower than this, however clean the rest is.
LEAST_RATE = 0.002
#: The share of failures that a stretch is looked for with.
_SOUGHT = 0.4
MAX_CELLS, MAX_FAILURES, MAX_SHOPS = 300_000, 200_000, 200_000
_MOST_FOUND = 50
#: An outage is seen as one or another of these: they are counted together too.
NO_SERVICE = "no-service"
_SERVICE = ("host.", "comm.timeout", "comm.disconnected", "comm.tls")


@dataclass(frozen=True, slots=True)
class Sale:
    """One payment. `at_s` in seconds since 1970; `symptom` is the class of its first cause, empty if well.

    `bin` holds at most the first eight digits of a card; what is not known is empty.
    """

    at_s: float
    van: str = ""
    issuer: str = ""
    bin: str = ""
    shop: str = ""
    symptom: str = ""
    party: str = ""

    def value(self, kind: str) -> str:
        return {"van": self.van, "issuer": self.issuer, "bin": self.bin, SHOP: self.shop}[kind]


@dataclass(frozen=True, slots=True)
class Outage:
    """`failed` of `of` sales of `value` failed between two times in `shops` shops; of all others so many.

    `kind` is van, issuer, bin or shop; `also` are other kinds and values that explain the same sales.
    `log10_p` bounds the chance that anything like it comes up without a cause.
    """

    kind: str
    value: str
    symptom: str
    party: str
    from_s: float
    to_s: float
    failed: int
    of: int
    shops: int
    else_failed: int
    else_of: int
    log10_p: float
    also: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Sales:
    """Counts sales as they come. `width_s` is how finely; it doubles when there is too much to count."""

    width_s: int = 60
    count: int = 0
    failures: list[Sale] = field(default_factory=list)
    cells: dict[tuple[str, str], dict[int, int]] = field(default_factory=dict)
    shops: Counter[str] = field(default_factory=Counter)
    first_s: float = math.inf
    last_s: float = -math.inf
    _size: int = 0

    def take(self, sale: Sale) -> None:
        """Count a sale; InputError where there are more failures or shops than can be kept."""
        self.count += 1
        self.first_s, self.last_s = min(self.first_s, sale.at_s), max(self.last_s, sale.at_s)
        at = int(sale.at_s // self.width_s)
        for kind in KINDS:
            value = sale.value(kind)
            if value:
                row = self.cells.setdefault((kind, value), {})
                self._size += at not in row
                row[at] = row.get(at, 0) + 1
        self.shops[sale.shop] += 1
        if sale.symptom:
            self.failures.append(sale)
        if self._size > MAX_CELLS:
            self._coarsen()
        if len(self.failures) > MAX_FAILURES or len(self.shops) > MAX_SHOPS:
            what = worded(
                "more than {max_failures:,} failing sales or {max_shops:,} shops",
                max_failures=MAX_FAILURES,
                max_shops=MAX_SHOPS,
            )
            raise InputError(Problem("FILE", what, worded("give fewer files, or a shorter time")))

    def _coarsen(self) -> None:
        """Count time half as finely."""
        self.width_s *= 2
        self._size = 0
        for key, row in self.cells.items():
            coarse: dict[int, int] = {}
            for at, count in row.items():
                coarse[at // 2] = coarse.get(at // 2, 0) + count
            self.cells[key] = coarse
            self._size += len(coarse)

    def total(self, kind: str) -> int:
        """How many sales have a known value of a kind."""
        return sum(sum(row.values()) for (of, _), row in self.cells.items() if of == kind)


def find(sales: Sales) -> tuple[Outage, ...]:
    """The outages, the clearest first, and then the shops that fail alone."""
    left = sorted(sales.failures, key=lambda sale: (sale.at_s, sale.shop, sale.symptom))
    totals = {kind: sales.total(kind) for kind in KINDS}
    found: list[Outage] = []
    while len(found) < _MOST_FOUND:
        searches = list(_searches(left))
        hits = [hit for search in searches if (hit := _stretch(search, sales, totals, len(searches)))]
        if not hits:
            break
        best = min(hits, key=lambda hit: (hit.log10_p, KINDS.index(hit.kind), hit.symptom == NO_SERVICE))
        also = tuple((hit.kind, hit.value) for hit in hits if _alike(hit, best))
        found.append(replace(best, also=tuple(dict.fromkeys(also))))
        left = [sale for sale in left if not _explains(best, sale)]
    return (*found, *_lonely(left, sales))


def _explains(outage: Outage, sale: Sale) -> bool:
    return (
        sale.value(outage.kind) == outage.value
        and _counts(sale.symptom, outage.symptom)
        and outage.from_s <= sale.at_s <= outage.to_s
    )


def _alike(hit: Outage, best: Outage) -> bool:
    """Whether another place explains nearly the same sales."""
    if (hit.kind, hit.value) == (best.kind, best.value) or hit.kind == best.kind:
        return False
    near = min(hit.failed, best.failed) >= 0.95 * max(hit.failed, best.failed)
    return near and min(hit.of, best.of) >= 0.9 * max(hit.of, best.of) and hit.symptom == best.symptom


def _counts(symptom: str, sought: str) -> bool:
    return symptom == sought or (sought == NO_SERVICE and no_service(symptom))


def no_service(symptom: str) -> bool:
    """Whether a class of causes is one of the ways in which an outage is seen."""
    return symptom.startswith(_SERVICE)


# -- searching -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Search:
    """Failures of one symptom at one place, in order of time; `others` of it at other places of the kind."""

    kind: str
    value: str
    symptom: str
    failures: Sequence[Sale]
    others: int


def _searches(left: Sequence[Sale]) -> Iterator[_Search]:
    """Every place and symptom with enough failures to be looked at."""
    classes = {sale.symptom for sale in left}
    symptoms = sorted(classes)
    if sum(_counts(symptom, NO_SERVICE) for symptom in classes) > 1:
        symptoms.append(NO_SERVICE)
    for symptom in symptoms:
        failing = [sale for sale in left if _counts(sale.symptom, symptom)]
        for kind in KINDS:
            by_value: dict[str, list[Sale]] = {}
            for sale in failing:
                by_value.setdefault(sale.value(kind), []).append(sale)
            known = sum(len(listed) for value, listed in by_value.items() if value)
            for value in sorted(by_value):
                listed = by_value[value]
                if value and len(listed) >= LEAST_FAILED:
                    yield _Search(kind, value, symptom, listed, known - len(listed))


def _stretch(search: _Search, sales: Sales, totals: Mapping[str, int], searches: int) -> Outage | None:
    """The clearest stretch of one search, where it is clear enough."""
    row = sales.cells[search.kind, search.value]
    own = sum(row.values())
    else_of = totals[search.kind] - own
    failed_at = Counter(int(sale.at_s // sales.width_s) for sale in search.failures)
    rate = upper_rate(search.others, else_of) if else_of >= 30 else len(search.failures) / (2 * own)
    span = _densest(row, failed_at, min(max(rate, LEAST_RATE), 0.9))
    if span is None:
        return None
    inside = [s for s in search.failures if span[0] <= int(s.at_s // sales.width_s) <= span[1]]
    of = sum(count for at, count in row.items() if span[0] <= at <= span[1])
    by_shop = Counter(sale.shop for sale in inside)
    failed, worst = len(inside), by_shop.most_common(1)[0][1]
    outside_failed = search.others + len(search.failures) - failed
    outside_of = else_of + own - of
    if failed < LEAST_FAILED or len(by_shop) < LEAST_SHOPS or failed < LEAST_SHARE * of:
        return None
    rate = max(upper_rate(outside_failed, outside_of), LEAST_RATE)
    looked = math.log(len(row) * (len(row) + 1) / 2) + math.log(searches)
    log_p = log_chance(failed, of, rate) + looked
    without_worst = log_chance(failed - worst, of - worst, rate) + looked
    if max(log_p, without_worst) >= math.log(ALPHA):
        return None
    party = Counter(sale.party for sale in inside).most_common(1)[0][0]
    times = (inside[0].at_s, inside[-1].at_s)
    counts = (failed, of, len(by_shop), outside_failed, outside_of)
    return Outage(search.kind, search.value, search.symptom, party, *times, *counts, log_p / math.log(10))


def _densest(row: Mapping[int, int], failed_at: Mapping[int, int], rate: float) -> tuple[int, int] | None:
    """First and last cell of the stretch in which failing is likeliest to be the rule and not chance.

    Each sale that fails speaks for it and each that does not against it; the stretch with the greatest sum
    begins and ends with a failure (Kadane).
    """
    sought = max(_SOUGHT, min(0.95, 2 * rate))
    bad, good = math.log(sought / rate), math.log((1 - sought) / (1 - rate))
    best, total, begin = 0.0, 0.0, 0
    span: tuple[int, int] | None = None
    for at in sorted(row):
        failed = min(failed_at.get(at, 0), row[at])
        if total <= 0:
            total, begin = 0.0, at
            if not failed:
                continue
        total += failed * bad + (row[at] - failed) * good
        if failed and total > best:
            best, span = total, (begin, at)
    return span


def _lonely(left: Iterable[Sale], sales: Sales) -> Iterator[Outage]:
    """Shops of which many sales fail in one way, while others do not: the shop's own trouble."""
    by_shop: dict[tuple[str, str], list[Sale]] = {}
    by_symptom: Counter[str] = Counter()
    for sale in left:
        by_symptom[sale.symptom] += 1
        if sale.shop:
            by_shop.setdefault((sale.shop, sale.symptom), []).append(sale)
    for (shop, symptom), failing in sorted(by_shop.items(), key=lambda item: (-len(item[1]), item[0])):
        failed, of = len(failing), sales.shops[shop]
        else_failed, else_of = by_symptom[symptom] - failed, sales.count - of
        rate = max(upper_rate(else_failed, else_of), LEAST_RATE)
        log_p = log_chance(failed, of, rate) + math.log(len(sales.shops) * len(by_symptom))
        if failed < LEAST_FAILED or failed < LEAST_SHARE * of or log_p >= math.log(ALPHA):
            continue
        times = (failing[0].at_s, failing[-1].at_s)
        counts = (failed, of, 1, else_failed, else_of)
        yield Outage(SHOP, shop, symptom, failing[0].party, *times, *counts, log_p / math.log(10))
