"""Clusters of like cases: one symptom on one VAN, issuer, card range or programme within a short time.

The sense is that of outages over payments (`diagnose/outage.py`), but calls tell of no payment that went
well. So a stretch of at most a day is held against the rest of the record: of all cases of this symptom
at this place so many fall into it. By chance a case falls there as often as the stretch is long, or as
any other case does, whichever is more. A cluster is reported where at least three shops called and so
many cases are less likely than one in a thousand, however many stretches, places and symptoms were looked
at, and even without the shop that called most. Before the first case a week without any is taken for
known.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from posdiag.diagnose.causes import CauseTable
from posdiag.diagnose.finding import class_of
from posdiag.diagnose.odds import log_chance, upper_rate
from posdiag.diagnose.outage import ALPHA, LEAST_FAILED, LEAST_SHOPS, NO_SERVICE
from posdiag.intake.dossier import Dossier
from posdiag.intake.facts import value_of

#: Kinds of places; of two that explain the same, the first is named.
KINDS = ("van", "issuer", "bin", "programme")
#: A cluster lasts no longer; the record is taken for no shorter; a stretch counts for no shorter.
LONGEST_S, SHORTEST_RECORD_S, SHORTEST_S = 86_400.0, 7 * 86_400.0, 600.0
_MOST_FOUND = 20
_LEAST_OTHERS = 30
#: An outage is told as one or another of these: they are counted together too.
_SERVICE = ("host.", "comm.timeout", "comm.disconnected", "comm.tls")


@dataclass(frozen=True, slots=True)
class Cluster:
    """`count` cases of one symptom at `value` of a `kind` between two moments, from so many shops.

    `log10_p` bounds the chance that anything like it comes up without a cause.
    """

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
    """A case as a cluster counts it. `at_s` in seconds since 1970, `of` its place by kind."""

    number: int
    at_s: float
    symptom: str
    shop: str
    of: Mapping[str, str]


def clusters(dossiers: Iterable[Dossier], causes: CauseTable) -> tuple[Cluster, ...]:
    """The clusters, the clearest first; each case counts for one of them."""
    calls = sorted((call for one in dossiers if (call := call_of(one, causes))), key=lambda call: call.at_s)
    times = [call.at_s for call in calls]
    found: list[Cluster] = []
    left = calls
    while len(found) < _MOST_FOUND:
        groups = list(_groups(left))
        hits = [hit for group in groups if (hit := _densest(group, times, len(groups)))]
        if not hits:
            break
        best = min(hits, key=lambda hit: (hit.log10_p, KINDS.index(hit.kind), hit.symptom == NO_SERVICE))
        found.append(best)
        left = [call for call in left if call.number not in set(best.cases)]
    return tuple(found)


def call_of(dossier: Dossier, causes: CauseTable) -> Call | None:
    """The case as a call; None where its time is not known or it is no payment that failed."""
    cause = dossier.closed_cause or dossier.cause or "unknown"
    if cause.startswith("enquiry") or cause not in causes:
        return None
    when = value_of(dossier.facts, "when") or dossier.opened
    if len(when) == 10 and dossier.opened[:10] == when:
        when = dossier.opened  # only the day is told: the call itself is nearer
    try:
        at = datetime.fromisoformat(when)
        zone = datetime.fromisoformat(dossier.opened).tzinfo if dossier.opened else None
    except ValueError:
        return None
    of = {kind: value_of(dossier.facts, kind) for kind in KINDS}
    shop = value_of(dossier.facts, "shop") or value_of(dossier.facts, "terminal") or f"#{dossier.id}"
    at = at if at.tzinfo else at.replace(tzinfo=zone)
    return Call(dossier.id, at.timestamp(), class_of(cause), shop, of)


@dataclass(frozen=True, slots=True)
class _Group:
    """All cases of one symptom at one place, in the order of time."""

    kind: str
    value: str
    symptom: str
    calls: Sequence[Call]


def _groups(calls: Sequence[Call]) -> Iterator[_Group]:
    """Every place and symptom with enough cases to be looked at."""
    for kind in KINDS:
        by_place: dict[tuple[str, str], list[Call]] = {}
        for call in calls:
            if call.of[kind]:
                by_place.setdefault((call.of[kind], call.symptom), []).append(call)
                if call.symptom.startswith(_SERVICE):
                    by_place.setdefault((call.of[kind], NO_SERVICE), []).append(call)
        for (value, symptom), listed in sorted(by_place.items()):
            if len(listed) >= LEAST_FAILED:
                yield _Group(kind, value, symptom, listed)


def _densest(group: _Group, times: Sequence[float], groups: int) -> Cluster | None:
    """The clearest stretch of a group, where it is clear enough. `times` are those of all cases."""
    calls = group.calls
    record_s = max(times[-1] - times[0], SHORTEST_RECORD_S)
    looked = math.log(len(calls) * (len(calls) + 1) / 2) + math.log(groups)
    best: tuple[float, int, int] | None = None
    own = [call.at_s for call in calls]
    for first in range(len(calls)):
        last = bisect_right(own, own[first] + LONGEST_S) - 1
        for end in range(last, first + LEAST_FAILED - 2, -1):
            count = end - first + 1
            if best is not None and count * math.log(len(times) + 2) < -best[0]:
                break  # so few cannot be clearer
            log_p = _chance(count, len(calls), own[first], own[end], times, record_s) + looked
            if log_p < math.log(ALPHA) and (best is None or log_p < best[0]):
                best = (log_p, first, end)
    if best is None:
        return None
    log_p, first, end = best
    inside = calls[first : end + 1]
    by_shop = Counter(call.shop for call in inside)
    worst = by_shop.most_common(1)[0][1]
    without = _chance(len(inside) - worst, len(calls) - worst, own[first], own[end], times, record_s) + looked
    if len(by_shop) < LEAST_SHOPS or without >= math.log(ALPHA):
        return None
    shown = (inside[0].at_s, inside[-1].at_s, len(inside), len(by_shop), round(log_p / math.log(10), 2))
    return Cluster(group.kind, group.value, group.symptom, *shown, tuple(call.number for call in inside))


def _chance(
    count: int, of: int, from_s: float, to_s: float, times: Sequence[float], record_s: float
) -> float:
    """The logarithm of the chance that `count` of `of` cases fall between two moments."""
    share = max(to_s - from_s, SHORTEST_S) / record_s
    within = bisect_right(times, to_s) - bisect_left(times, from_s)
    others, others_within = len(times) - of, within - count
    if others >= _LEAST_OTHERS:
        share = max(share, upper_rate(max(others_within, 0), others, 2.0))
    return log_chance(count, of, min(share, 1.0))
