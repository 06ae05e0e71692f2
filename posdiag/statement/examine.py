"""Everything odd about a statement, the worst first."""

from __future__ import annotations

from posdiag.profile.regions import Regions
from posdiag.statement.balances import balance_oddities
from posdiag.statement.doubles import doubles, stray_cancels
from posdiag.statement.finding import SEVERITIES, Odd
from posdiag.statement.funding import not_from_coupon
from posdiag.statement.pairs import companions, undone
from posdiag.statement.pattern import unlike_the_holder
from posdiag.statement.payment import Statement


def examine(
    statement: Statement, regions: Regions, holder_region: str = "", coupon_expected: bool = False
) -> tuple[Odd, ...]:
    """The findings, each with its rows. `coupon_expected`: the caller says that the coupon was to pay."""
    payments = statement.payments
    pairs = undone(payments)
    paired = companions(payments) if statement.form == "messages" else {}
    found = [
        *doubles(payments, pairs, paired),
        *balance_oddities(payments, pairs),
        *not_from_coupon(payments, pairs, paired, coupon_expected),
        *stray_cancels(payments, pairs),
        *unlike_the_holder(payments, regions, holder_region),
    ]
    return tuple(sorted(found, key=lambda odd: (SEVERITIES.index(odd.severity), -odd.probability, odd.lines)))
