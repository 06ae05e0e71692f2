"""What the statement's reader finds in statements of which the truth is known, and what it finds wrongly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bench.intake.generated import PLANTED, statement
from posdiag.profile.regions import load_regions
from posdiag.profile.roots import Roots
from posdiag.statement.examine import examine
from posdiag.statement.read import read_statement

#: A finding of at least this probability is shown as likely.
LIKELY = 0.5
#: Of what is planted so much must be found, and no more of the ordinary statements may bring an alarm.
NEEDED_FOUND, MOST_ALARMS = 0.9, 0.05


@dataclass(frozen=True, slots=True)
class Row:
    """Of `statements` with one thing planted: `found` tell it, `alarms` tell another or, of nothing, any."""

    planted: str
    statements: int
    found: int
    alarms: int


def rows(count: int) -> Iterator[Row]:
    """One row for each thing that may be planted."""
    regions = load_regions(Roots.of())
    for planted, cause in PLANTED.items():
        found = alarms = 0
        for seed in range(count):
            read = read_statement(statement(planted, seed), regions)
            told = {odd.cause for odd in examine(read, regions, "", True) if odd.probability >= LIKELY}
            found += cause in told
            alarms += bool(told - {cause})
        yield Row(planted, count, found, alarms)


def papers(count: int) -> bool:
    """Print the table; whether both aims are reached."""
    print(f"statements with a known truth, {count} of each, findings of {LIKELY} and more")
    print(f"  {'planted':26} {'found':>7} {'other alarms':>13}")
    told = list(rows(count))
    for row in told:
        share = f"{row.found / row.statements:.1%}" if PLANTED[row.planted] else "-"
        print(f"  {row.planted:26} {share:>7} {row.alarms / row.statements:>13.1%}")
    planted = [row for row in told if PLANTED[row.planted]]
    found = sum(row.found for row in planted) / sum(row.statements for row in planted)
    alarms = sum(row.alarms for row in told) / sum(row.statements for row in told)
    asked = f"needed {NEEDED_FOUND:.0%}", f"at most {MOST_ALARMS:.0%}"
    print(f"  found {found:.1%} ({asked[0]}), false alarms {alarms:.1%} ({asked[1]})")
    return found >= NEEDED_FOUND and alarms <= MOST_ALARMS
