"""A statement as the page of its case shows it: its payments, and what is odd about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from posdiag.intake.dossier import Dossier
from posdiag.report.rule_words import rule_say

#: Rows of a statement that its page shows.
_MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A payment. `odd`: a finding names it."""

    line: int
    at: str
    kind: str
    shop: str
    amount_krw: int
    purse: str
    odd: bool


@dataclass(frozen=True, slots=True)
class OddShown:
    """A finding. `tone` is its colour, `rows` the payments that it is about, `do` what to do about it."""

    severity: str
    tone: str
    text: str
    share: float
    rows: tuple[PaperRow, ...]
    do: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperShown:
    """A statement: how many payments it has, what is odd, and the first of its rows."""

    count: int
    odd: tuple[OddShown, ...]
    rows: tuple[PaperRow, ...]


_TONES = {"critical": "bad", "error": "bad", "warning": "warn"}


def paper_of(dossier: Dossier, lang: str) -> PaperShown | None:
    """The statement of a case; None where it has none."""
    if not dossier.payments:
        return None
    named = {line for one in dossier.alarms for line in one["lines"]}
    rows = [_row(one, lang, one["line"] in named) for one in dossier.payments]
    by_line = {row.line: row for row in rows}
    odd = tuple(
        OddShown(
            severity=rule_say(lang, f"severity.{one['severity']}"),
            tone=_TONES.get(one["severity"], ""),
            text=_said(one["text"], lang),
            share=one["probability"],
            rows=tuple(by_line[line] for line in one["lines"][:8] if line in by_line),
            do=tuple(_said(text, lang) for text in one["do"]),
        )
        for one in dossier.alarms
    )
    return PaperShown(len(rows), odd, tuple(rows[:_MOST_ROWS]))


def _row(plain: Mapping[str, Any], lang: str, odd: bool) -> PaperRow:
    kind = "cancelled" if plain["cancelled"] else plain["kind"]
    return PaperRow(
        line=plain["line"],
        at=plain["at"].replace("T", " ")[:16],
        kind=rule_say(lang, f"row.{kind}"),
        shop=plain["shop"],
        amount_krw=plain["amount_krw"],
        purse=rule_say(lang, f"purse.{plain['purse']}"),
        odd=odd,
    )


def _said(texts: Mapping[str, str], lang: str) -> str:
    return texts.get(lang) or texts.get("ko") or texts.get("en") or ""
