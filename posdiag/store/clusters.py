"""Clusters of like cases: one symptom on one VAN, issuer, card range or programme within a short time.

The search is that of outages over payments (`diagnose/outage.py`). A case is a payment that failed; calls
tell of no payment that went well, so that each stretch of `slot` minutes without a like call counts as one: a
cluster is where calls come far more often than at other times and places.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from posdiag.diagnose.causes import CauseTable
from posdiag.diagnose.finding import class_of
from posdiag.diagnose.outage import SHOP, Outage, Sale, Sales, find
from posdiag.intake.dossier import Dossier
from posdiag.intake.facts import value_of

#: Kinds of places, the wider first; `programme` takes the issuer's seat in a search of its own.
KINDS = ("van", "issuer", "bin", "programme")
_SLOT_MIN, _MOST_SLOTS = 10, 20_000


@dataclass(frozen=True, slots=True)
class Cluster:
    """`count` cases of one symptom at `value` of a `kind` between two moments, from so many shops."""

    kind: str
    value: str
    symptom: str
    from_s: float
    to_s: float
    count: int
    shops: int
    log10_p: float
    cases: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """A case as a cluster counts it. Seconds since 1970."""

    number: int
    at_s: float
    symptom: str
    party: str
    shop: str
    of: Mapping[str, str]


def clusters(dossiers: Iterable[Dossier], causes: CauseTable) -> tuple[Cluster, ...]:
    """The clusters, the clearest first; each case counts for one of them."""
    calls = sorted((call for one in dossiers if (call := call_of(one, causes))), key=lambda call: call.at_s)
    found: list[Cluster] = []
    taken: set[int] = set()
    for kinds in (("van", "issuer", "bin"), ("", "programme", "")):
        left = [call for call in calls if call.number not in taken]
        for cluster in _searched(left, kinds):
            found.append(cluster)
            taken |= set(cluster.cases)
    return tuple(sorted(found, key=lambda one: (one.log10_p, one.from_s, one.kind)))


def call_of(dossier: Dossier, causes: CauseTable) -> Call | None:
    """The case as a call; None where its time is not known or it is no payment that failed."""
    cause = dossier.closed_cause or dossier.cause or "unknown"
    if cause.startswith("enquiry"):
        return None
    when = value_of(dossier.facts, "when") or dossier.opened
    try:
        at = datetime.fromisoformat(when)
    except ValueError:
        return None
    if at.tzinfo is None and dossier.opened:
        at = at.replace(tzinfo=datetime.fromisoformat(dossier.opened).tzinfo)
    if len(when) == 10 and dossier.opened[:10] == when:
        at = datetime.fromisoformat(dossier.opened)
    of = {kind: value_of(dossier.facts, kind) for kind in KINDS}
    shop = value_of(dossier.facts, "shop") or value_of(dossier.facts, "terminal") or f"#{dossier.id}"
    party = causes[cause].party if cause in causes else "unknown"
    return Call(dossier.id, at.timestamp(), class_of(cause), party, shop, of)


def _searched(calls: Sequence[Call], kinds: tuple[str, str, str]) -> Iterator[Cluster]:
    if not calls:
        return
    sales = Sales()
    for call in calls:
        van, issuer, bin_ = (call.of[kind] if kind else "" for kind in kinds)
        sales.take(Sale(call.at_s, van, issuer, bin_, call.shop, call.symptom, call.party))
    for quiet in _quiet(calls, kinds):
        sales.take(quiet)
    for outage in find(sales):
        if outage.kind != SHOP:
            yield _cluster(outage, calls, kinds)


def _quiet(calls: Sequence[Call], kinds: tuple[str, str, str]) -> Iterator[Sale]:
    """A payment that went well for each stretch of time and each place: how it is when nobody calls."""
    known = {
        (seat, call.of[kind]) for seat, kind in enumerate(kinds) if kind for call in calls if call.of[kind]
    }
    first, last = calls[0].at_s - 86_400, calls[-1].at_s + 3_600
    slots = max(1, math.ceil((last - first) / (_SLOT_MIN * 60)))
    step = (last - first) / min(slots, max(1, _MOST_SLOTS // max(1, len(known))))
    for seat, value in sorted(known):
        at, number = first, 0
        while at < last:
            empty = ["", "", ""]
            empty[seat] = value
            yield Sale(at, *empty, shop=f"quiet-{number % 50}")
            at, number = at + step, number + 1


def _cluster(outage: Outage, calls: Sequence[Call], kinds: tuple[str, str, str]) -> Cluster:
    kind = kinds[("van", "issuer", "bin").index(outage.kind)]
    inside = [
        call
        for call in calls
        if call.of[kind] == outage.value
        and outage.from_s <= call.at_s <= outage.to_s
        and (call.symptom == outage.symptom or outage.symptom == "no-service")
    ]
    told = Cluster(
        kind, outage.value, outage.symptom, outage.from_s, outage.to_s, outage.failed, outage.shops,
        round(outage.log10_p, 2), (),
    )  # fmt: skip
    return replace(told, cases=tuple(call.number for call in inside))
