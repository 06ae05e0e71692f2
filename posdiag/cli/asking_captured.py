"""Questions about one failed payment of captures: the one that the user names by number, or the worst."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import click

from posdiag.cli.asking import followed, talk
from posdiag.cli.texts import tell
from posdiag.errors import InputError, Problem

if TYPE_CHECKING:
    from posdiag.cli.output import Result
    from posdiag.explain.plain import Payment
    from posdiag.report.explained import Kind, Tally

#: Further payments named that one may ask about.
_MOST_NAMED = 8


@dataclass(slots=True)
class Wanted:
    """What of the payments is looked at: all, or the one of this number, counted over all captures from 1."""

    number: int | None = None
    seen: int = 0

    def of(self, payments: Sequence[Payment]) -> Sequence[Payment]:
        """Those that are wanted among the next ones."""
        begin = self.seen
        self.seen += len(payments)
        if self.number is None:
            return payments
        at = self.number - 1 - begin
        return payments[at : at + 1] if at >= 0 else ()

    def check(self, lang: str) -> None:
        """InputError where the captures have no payment of that number, though they have some."""
        if self.number is not None and 0 < self.seen < self.number:
            what = tell(lang, "explain.no_such", count=self.seen)
            remedy = tell(lang, "explain.no_such_remedy", count=self.seen)
            raise InputError(Problem(f"--payment {self.number}", what, remedy))


def follow_shown(tally: Tally) -> None:
    """Each failure that the report shows gets its next check."""
    from posdiag.report.explained import MOST_SHOWN, in_order

    for kind in in_order(tally)[:MOST_SHOWN]:
        kind.first = replace(kind.first, record=followed(kind.first.record))


def ask_about_payment(tally: Tally, lang: str, place: Result) -> None:
    """Ask about the worst failure whose cause is not named yet, and write what came of it."""
    from posdiag import assembly
    from posdiag.checks.of_record import state_of_record
    from posdiag.masking import mask_text

    causes = assembly.house().causes
    kinds = sorted(tally.kinds.values(), key=_harm)
    states = [(kind, state_of_record(kind.first.record, causes)) for kind in kinds]
    undecided = [(kind, state) for kind, state in states if state is not None]
    if not undecided:
        click.echo(tell(lang, "asking.payments_named" if kinds else "asking.payments_well"), err=True)
        return
    kind, state = undecided[0]
    where = mask_text(kind.first.record.place)
    click.echo(tell(lang, "asking.payment", number=kind.number, place=where), err=True)
    if len(undecided) > 1:
        numbers = ", ".join(f"--payment {other.number}" for other, _ in undecided[1 : 1 + _MOST_NAMED])
        told = tell(lang, "asking.other_payments", count=len(undecided) - 1, numbers=numbers)
        click.echo(told, err=True)
    talk(state, lang, place)


def _harm(kind: Kind) -> tuple[int, int, int, int]:
    """Failed before unsure, the gravest finding first, then what happened most often, then the first."""
    from posdiag.record import Verdict

    record = kind.first.record
    gravest = min((finding.severity.rank for finding in record.findings), default=9)
    return record.verdict is not Verdict.INCOMPATIBLE, gravest, -kind.count, kind.number
