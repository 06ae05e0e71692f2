"""How alike two cases look: who said what in which order, how long it took, and what was found."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from difflib import SequenceMatcher

from posdiag.diagnose.case import Case
from posdiag.diagnose.finding import Finding
from posdiag.diagnose.reading import Reading
from posdiag.transcript import Observation, Seen

#: What a message tells beside its kind; the amounts asked and the numbers are those of the day.
_TOLD = ("result", "tid", "merchant", "approved_amount", "balance")
#: Longer transcripts are compared by their beginning.
MOST_TOKENS = 400

Shape = Mapping[str, Sequence[Hashable]]


def shape_of(case: Case) -> Shape:
    """What each party said and showed, without times; the rows of the statement too.

    Left out is what has no effect: frames that nobody asked for or acknowledges, EOT, and printed times.
    """
    lanes: dict[str, list[Hashable]] = {}
    for reading in case.readings:
        if reading.message is not None or reading.control not in (None, "EOT") or reading.broken:
            lanes.setdefault(f"{reading.frame.link} {reading.frame.sender}", []).append(_said(reading))
    for seen in case.transcript.observations:
        lanes.setdefault(f"{seen.by} {seen.kind}", []).append(_shown(seen))
    statement = case.transcript.statement
    for row in () if statement is None else statement.rows:
        lanes.setdefault("statement", []).append((row.kind, row.amount_krw, row.purse))
    return lanes


def differ(one: Case, other: Case) -> bool:
    """Whether anything but times tells two cases apart."""
    return shape_of(one) != shape_of(other)


def lesser(one: Case, other: Case) -> bool:
    """Whether one case shows nothing that the other has not: it only ends sooner."""
    here, there = shape_of(one), shape_of(other)
    return all(list(there.get(lane, ()))[: len(said)] == list(said) for lane, said in here.items())


def likeness(one: Case, other: Case, found: Sequence[Finding], found_there: Sequence[Finding]) -> float:
    """1 where two cases look the same, 0 where nothing is alike: half by the bytes, half by the findings."""
    return round(0.5 * _lanes_alike(one, other) + 0.5 * _findings_alike(found, found_there), 4)


def reproduces(one: Case, other: Case, found: Sequence[Finding], found_there: Sequence[Finding]) -> bool:
    """Whether the other case shows the same findings in the same exchange of messages."""
    return _codes(found) == _codes(found_there) and _lanes_alike(one, other) >= 0.9


def _said(reading: Reading) -> Hashable:
    kind = "" if reading.message is None else reading.message.kind.value
    told = tuple(reading.get(name) for name in _TOLD)
    return (reading.frame.note, reading.control or "", kind, reading.fault_codes, *told)


def _shown(seen: Observation) -> Hashable:
    text = "" if seen.kind is Seen.RECEIPT else (seen.text, seen.raw)
    return seen.kind.value, text


def _lanes_alike(one: Case, other: Case) -> float:
    here, there = dict(shape_of(one)), dict(shape_of(other))
    here["times"], there["times"] = _times(one), _times(other)
    total = alike = 0.0
    for lane in {*here, *there}:
        mine, theirs = list(here.get(lane, ()))[:MOST_TOKENS], list(there.get(lane, ()))[:MOST_TOKENS]
        weight = max(len(mine), len(theirs))
        total += weight
        alike += weight * SequenceMatcher(None, mine, theirs, autojunk=False).ratio() if weight else 0.0
    return alike / total if total else 1.0


def _times(case: Case) -> list[Hashable]:
    """For each exchange how long the ACK and the answer took, each to a factor of two and above 100 ms."""
    tokens: list[Hashable] = []
    for exchange in case.exchanges:
        ack = exchange.acks[0].t_ms - exchange.request.t_ms if exchange.acks else -1
        answer = exchange.answer.t_ms - exchange.request.t_ms if exchange.answer is not None else -1
        tokens.append((_about(ack), _about(answer), len(exchange.sendings), exchange.in_time))
    return tokens


def _about(wait_ms: int) -> int:
    return wait_ms if wait_ms < 0 else round(math.log2(max(100, wait_ms)))


def _codes(findings: Sequence[Finding]) -> frozenset[tuple[str, str]]:
    return frozenset((finding.code, finding.severity.value) for finding in findings)


def _findings_alike(one: Sequence[Finding], other: Sequence[Finding]) -> float:
    mine, theirs = _codes(one), _codes(other)
    return len(mine & theirs) / len(mine | theirs) if mine | theirs else 1.0
