"""A statement and what is odd about it, for people and programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from posdiag.report.columns import hung, shown
from posdiag.report.lines import Line, line
from posdiag.report.rule_words import rule_say
from posdiag.report.words import pick, won
from posdiag.statement.cells import NO_YEAR
from posdiag.statement.finding import Odd
from posdiag.statement.payment import Payment, Statement
from posdiag.statement.readable import readable

SCHEMA = "posdiag/statement/1"
Names = Mapping[str, Mapping[str, str]]

_STYLE = {"critical": "bad", "error": "bad", "warning": "unsure", "note": "dim"}
_MOST_UNREAD = 20


def statement_lines(
    statement: Statement, found: Sequence[Odd], lang: str, width: int, names: Names
) -> Iterator[Line]:
    """What was read, each finding with its rows, and what could not be read."""
    form = rule_say(lang, f"statement.form.{statement.form}")
    rows = len(statement.payments)
    yield line(
        rule_say(lang, "statement.read", rows=f"{rows:,}", form=form, encoding=statement.read_as), "head"
    )
    dated = [payment for payment in statement.payments if payment.at is not None]
    if dated:
        yield line(rule_say(lang, "statement.period", begin=_when(dated[0]), end=_when(dated[-1])), "dim")
    if not found:
        yield line(rule_say(lang, "statement.none"), "good")
    by_line = {payment.line: payment for payment in statement.payments}
    for number, odd in enumerate(found, 1):
        yield line()
        yield from _finding(number, odd, by_line, lang, width, names)
    if statement.unread:
        yield line()
        yield line(rule_say(lang, "statement.unread", count=len(statement.unread)), "unsure")
        for one in statement.unread[:_MOST_UNREAD]:
            place = rule_say(lang, "statement.place", line=one.line, column=one.column)
            told = f"{place}: {pick(one.what, lang)}: {shown(one.text)}"
            yield from (line(part) for part in hung("  ", told, width))


def _finding(
    number: int, odd: Odd, by_line: Mapping[int, Payment], lang: str, width: int, names: Names
) -> Iterator[Line]:
    severity = rule_say(lang, f"severity.{odd.severity}")
    strength = rule_say(lang, f"strength.{odd.strength}")
    name = pick(names.get(odd.cause, {}), lang) or odd.cause
    yield line(
        f"{number}. {severity} · {name} [{odd.cause}] · {strength} {odd.probability:.0%}",
        _STYLE[odd.severity],
    )
    yield from (line(part) for part in hung("   ", pick(odd.text, lang), width))
    for at in odd.lines[:8]:
        yield from (line(part, "dim") for part in hung(f"     {at}: ", _row(by_line[at], lang), width))
    if odd.why:
        why = ", ".join(pick(one, lang) for one in odd.why)
        yield from (line(part) for part in hung(f"   {rule_say(lang, 'statement.why')}: ", why, width))
    for one in odd.do:
        yield from (line(part) for part in hung("   - ", pick(one, lang), width))


def _row(payment: Payment, lang: str) -> str:
    told = [
        _when(payment),
        shown(payment.shop),
        shown(payment.place),
        rule_say(lang, f"row.{payment.kind.value}"),
        won(lang, payment.amount_krw),
        rule_say(lang, f"purse.{payment.purse.value}"),
        payment.approval,
    ]
    return " · ".join(text for text in told if text)


def _when(payment: Payment) -> str:
    if payment.at is None:
        return ""
    shape = "%m-%d" if payment.at.year == NO_YEAR else "%Y-%m-%d"
    if payment.clock:
        shape += " %H:%M:%S" if payment.seconds else " %H:%M"
    return payment.at.strftime(shape)


def statement_object(statement: Statement, found: Sequence[Odd], names: Names) -> dict[str, Any]:
    """The same for programs; times as they were read, to the precision they had."""
    seen = readable(statement)
    return {
        "schema": SCHEMA,
        "read_as": statement.read_as,
        "form": statement.form,
        "columns": dict(statement.columns),
        "rows": len(statement.payments),
        "lines": seen.lines,
        "lines_read": seen.read,
        "payments": [_payment(payment) for payment in statement.payments],
        "findings": [
            {
                "kind": odd.kind,
                "cause": odd.cause,
                "name": dict(names.get(odd.cause, {})),
                "severity": odd.severity,
                "probability": odd.probability,
                "strength": odd.strength,
                "lines": list(odd.lines),
                "text": dict(odd.text),
                "why": [dict(one) for one in odd.why],
                "do": [dict(one) for one in odd.do],
            }
            for odd in found
        ],
        "unread": [
            {"line": one.line, "column": one.column, "what": dict(one.what), "text": one.text}
            for one in statement.unread
        ],
        "aside": list(statement.aside),
    }


def _payment(payment: Payment) -> dict[str, Any]:
    return {
        "line": payment.line,
        "kind": payment.kind.value,
        "at": _when(payment) or None,
        "amount_krw": payment.amount_krw,
        "shop": payment.shop,
        "place": payment.place,
        "purse": payment.purse.value,
        "approval": payment.approval or None,
        "original": payment.original or None,
        "balance_krw": payment.balance_krw,
    }
