"""What a statement or the self-check adds to a case: facts and answers to checks. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from posdiag.checks.selfcheck import Gathered
from posdiag.intake.dossier import Answered, Dossier
from posdiag.intake.facts import Fact, value_of
from posdiag.intake.privacy import hide
from posdiag.intake.talk import Ears
from posdiag.intake.understand import read_answer
from posdiag.profile.regions import Regions
from posdiag.statement.examine import examine
from posdiag.statement.finding import DUPLICATE, Odd
from posdiag.statement.payment import Kind, Payment, Statement

#: More rows are not kept with a case.
MOST_ROWS = 2_000
#: What an oddity of a statement answers: kind of its cause -> (check, answer), and the fact it stands for.
_ANSWERS: Mapping[str, tuple[str, str]] = {
    "txn.duplicate": ("notice", "twice"),
    "coupon.not_applied": ("notice", "ordinary"),
}
_LEAST_SURE = 0.6


def with_statement(dossier: Dossier, statement: Statement, regions: Regions) -> Dossier:
    """The dossier with the payments of a statement, what is odd about them, and the payment of the call."""
    region = value_of(dossier.facts, "region")
    found = examine(statement, regions, region, bool(value_of(dossier.facts, "programme")))
    cancelled = {one.original or one.approval for one in statement.payments if one.kind is Kind.CANCELLED}
    rows = tuple(_row(one, cancelled) for one in statement.payments[:MOST_ROWS])
    meant = _meant(dossier, statement.payments, found)
    after = replace(dossier, payments=rows, alarms=tuple(map(_alarm, found)))
    after = after.with_facts([fact for one in meant for fact in _facts(one)])
    sure = [_ANSWERS[one.cause] for one in found if one.probability >= _LEAST_SURE and one.cause in _ANSWERS]
    for check, answer in dict(reversed(sure)).items():
        others = tuple(one for one in after.answers if one.check != check)
        after = replace(after, answers=(*others, Answered(check, answer, "statement")))
    return after


def _row(payment: Payment, cancelled: set[str]) -> dict[str, Any]:
    at = payment.at
    told = "" if at is None else f"{at:%Y-%m-%dT%H:%M:%S}" if payment.clock else at.date().isoformat()
    return {
        "line": payment.line,
        "at": told,
        "kind": str(payment.kind),
        "shop": hide(payment.shop).text,
        "place": payment.place,
        "amount_krw": payment.amount_krw,
        "purse": str(payment.purse),
        "approval": payment.approval,
        "cancelled": bool(payment.approval)
        and payment.kind is Kind.APPROVED
        and payment.approval in cancelled,
        "balance_krw": payment.balance_krw,
    }


def _alarm(odd: Odd) -> dict[str, Any]:
    return {
        "kind": odd.kind,
        "cause": odd.cause,
        "severity": odd.severity,
        "probability": odd.probability,
        "lines": list(odd.lines),
        "text": dict(odd.text),
        "do": [dict(one) for one in odd.do],
    }


def _meant(dossier: Dossier, payments: Sequence[Payment], found: Sequence[Odd]) -> list[Payment]:
    """The rows that the call is about: those of the worst oddity, else the one most like what was told."""
    approved = [one for one in payments if one.kind is Kind.APPROVED]
    numbers = {fact.value for fact in dossier.facts if fact.field == "approval"}
    amount, when = value_of(dossier.facts, "amount"), value_of(dossier.facts, "when")

    def alike(one: Payment) -> int:
        same_day = one.at is not None and when[:10] == one.at.date().isoformat()
        return 4 * (one.approval in numbers) + 2 * (str(one.amount_krw) == amount) + same_day

    likely = [one for one in approved if alike(one) >= 2]
    if likely:
        best = max(map(alike, likely))
        meant = {one.line for one in likely if alike(one) == best}
        doubled = {
            line for odd in found if meant & set(odd.lines) for line in odd.lines if odd.cause == DUPLICATE
        }
        return [one for one in approved if one.line in meant | doubled]
    lines = set(found[0].lines) if found else set()
    return [one for one in approved if one.line in lines] or (approved if len(approved) == 1 else [])


def _facts(payment: Payment) -> Iterator[Fact]:
    said = f"#{payment.line}"
    if payment.at is not None:
        told = f"{payment.at:%Y-%m-%dT%H:%M}" if payment.clock else payment.at.date().isoformat()
        yield Fact("when", told, "statement", said)
    yield Fact("amount", str(payment.amount_krw), "statement", said)
    if payment.approval:
        yield Fact("approval", payment.approval, "statement", said)
    if payment.shop:
        yield Fact("shop", hide(payment.shop).text, "statement", said)


# -- self-check ------------------------------------------------------------------------------------


def with_self_check(dossier: Dossier, gathered: Gathered, now: datetime, ears: Ears) -> Dossier:
    """The dossier with what the answers of the self-check come to."""
    facts = []
    for name, told in gathered.facts.items():
        field = ears.lexicon.fields.get(name)
        value = read_answer(field, hide(told).text, now, ears.lexicon) if field else None
        if value:
            facts.append(Fact(name, value, "self-check", hide(told).text))
    after = dossier.with_facts(facts)
    for fact in facts:
        if fact.field == "message":
            after = replace(after, readings=(*after.readings, ears.classify("message", fact.value)))
    for check, answer in gathered.checks.items():
        if all(one.check != check or one.source == "self-check" for one in after.answers):
            others = tuple(one for one in after.answers if one.check != check)
            after = replace(after, answers=(*others, Answered(check, answer, "self-check")))
    return after
