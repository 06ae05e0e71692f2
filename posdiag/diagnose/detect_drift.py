"""Profile drift: a till that does not behave as its profile says, and the trait that deviates.

Two ways lead there. A finding about the POS that a trait could explain, while the profile's value does not
(`explain.EXPLANATIONS`): then the till has another value. And what the bytes tell of a trait directly: how
long it waited, what it did first about silence, which numbers it uses, how it writes a frame.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from posdiag.diagnose.case import Case
from posdiag.diagnose.explain import EXPLANATIONS
from posdiag.diagnose.finding import Finding, Severity
from posdiag.diagnose.reading import Exchange, won
from posdiag.diagnose.sayings import found
from posdiag.profile.traits import Entry, OnTimeout, Traits
from posdiag.wire.iso8583.codec import DIFFERS
from posdiag.wire.message import Kind

#: A timer that differs by less than this share, or so many milliseconds, is the same.
_SHARE, _LEAST_MS = 0.2, 1_500
_DEEDS = {Kind.INQUIRE: OnTimeout.INQUIRE, Kind.REVERSE: OnTimeout.REVERSE, Kind.APPROVE: OnTimeout.RETRY}
#: Findings that have other reasons than their trait: the profile is not refuted by them.
_NOT_BY_TRAIT = frozenset({"txn.missing_reversal", "agent.pos_timer_short", "route.pg_only"})
#: What a reader finds wrong with the POS's own frames -> the option of the profile's dialect.
_OPTIONS = (("check.", "wire.check"), ("length.", "wire.length"), ("header.", "wire.header"))


def detect_drift(case: Case, findings: Iterable[Finding]) -> Iterator[Finding]:
    """One finding for each trait that the profile has otherwise than the till shows."""
    traits = case.traits
    if traits is None:
        return
    told: set[str] = set()
    for finding in (*_by_bytes(case, traits), *_by_findings(traits, findings)):
        deviates = finding.facts["deviates"]
        if deviates not in told:
            told.add(deviates)
            yield finding


def _drift(deviates: str, said: object, seen: object, evidence: Iterable[int] = ()) -> Finding:
    facts = {"deviates": deviates, "said": said, "shown": seen}
    return found("profile.drift", Severity.WARNING, evidence, (), **facts)


def _by_findings(traits: Traits, findings: Iterable[Finding]) -> Iterator[Finding]:
    for finding in findings:
        name, explains = EXPLANATIONS.get(finding.code, ("", None))
        wrong = finding.severity is not Severity.NOTE and finding.code not in _NOT_BY_TRAIT
        if explains is not None and wrong and not (explains(traits) and _refuses(traits, finding)):
            evidence = finding.evidence or finding.observed
            yield _drift(name, _said(traits, name), finding.code, evidence)


def _refuses(traits: Traits, finding: Finding) -> bool:
    """Whether this release refuses just what was refused; what was not refused by the till counts as so."""
    entry, instalment = finding.facts.get("entry", ""), finding.facts.get("instalment", "")
    if finding.code == "till.refused_entry" and entry in set(Entry):
        return Entry(entry) not in traits.entry_modes
    if finding.code == "till.refused_instalment" and instalment:
        return won(instalment) > traits.instalment_max
    return True


def _said(traits: Traits, path: str) -> str:
    """A trait's value in words."""
    value: object = traits
    for part in path.split("."):
        value = getattr(value, part)
    if isinstance(value, (tuple, frozenset)):
        return (
            ", ".join(sorted(map(str, value))) if isinstance(value, frozenset) else ", ".join(map(str, value))
        )
    return str(value)


def _by_bytes(case: Case, traits: Traits) -> Iterator[Finding]:
    yield from _own_frames(case)
    for number, exchange in enumerate(case.exchanges):
        yield from _numbers(exchange, traits)
        if exchange.kind is Kind.APPROVE:
            yield from _entry(exchange, traits)
            yield from _after_silence(exchange, case.exchanges[number + 1 :], traits)


def _own_frames(case: Case) -> Iterator[Finding]:
    """The POS's own frames are written otherwise than its profile's dialect."""
    for reading in case.said:
        for code in reading.fault_codes:
            option = next((option for start, option in _OPTIONS if code.startswith(start)), "")
            option = f"wire.{code.removeprefix(DIFFERS)}" if code.startswith(DIFFERS) else option
            if option:
                yield _drift(option, "", code, (reading.n,))


def _numbers(exchange: Exchange, traits: Traits) -> Iterator[Finding]:
    tid = exchange.message.get("tid")
    if tid and tid not in (traits.tid, traits.pg_tid):
        yield _drift("tid", traits.tid, tid, (exchange.request.n,))
    number = exchange.message.get("business_no")
    if number and number != traits.business_no:
        yield _drift("business_no", traits.business_no, number, (exchange.request.n,))


def _entry(sale: Exchange, traits: Traits) -> Iterator[Finding]:
    entry = sale.message.get("entry")
    known = {mode.value for mode in traits.entry_modes} | (
        {Entry.FALLBACK.value} if traits.chip_fallback else set()
    )
    if entry and entry in set(Entry) and entry not in known:
        yield _drift("entry_modes", _said(traits, "entry_modes"), entry, (sale.request.n,))
    instalment = won(sale.message.get("instalment"))
    if instalment > traits.instalment_max:
        yield _drift("instalment_max", traits.instalment_max, instalment, (sale.request.n,))


def _after_silence(sale: Exchange, after: Sequence[Exchange], traits: Traits) -> Iterator[Finding]:
    """What the POS did about a sale without an answer, and when, once its timer was seen to run out."""
    if sale.replies or not sale.silences or sale.gave_up_ms is None or not after:
        return
    deed = after[0]
    if deed.kind not in _DEEDS or sale.closings or deed.message.get("tid") != sale.message.get("tid"):
        return
    again = deed.kind is Kind.APPROVE
    if again and deed.message.get("amount") != sale.message.get("amount"):
        return  # another payment
    first = _DEEDS[deed.kind]
    evidence = (sale.request.n, deed.request.n)
    if first not in traits.on_timeout[:2] or (again and traits.on_timeout[:1] != (first,)):
        yield _drift("on_timeout", _said(traits, "on_timeout"), first.value, evidence)
    if again and (deed.stan == sale.stan) != (traits.retry_stan == "same"):
        yield _drift("retry_stan", traits.retry_stan, "same" if deed.stan == sale.stan else "new", evidence)
    waited_ms = deed.request.t_ms - sale.sendings[-1].t_ms
    said_ms = traits.timers.answer_ms
    if abs(waited_ms - said_ms) > max(_LEAST_MS, _SHARE * said_ms):
        yield _drift("timers.answer_ms", said_ms, waited_ms, evidence)
