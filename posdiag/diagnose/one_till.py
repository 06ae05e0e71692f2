"""What failures at one till, tried several times in a row, have in common: a host, or one range of cards.

An outage is told from many shops (`outage.py`). Who replays a dozen payments at one real terminal has one
shop and one stretch of time, and still learns something: where every card fails for want of an answer,
whatever the release and the scenario, the line or the host is at fault and not the till; where one range of
cards fails while others go through between them, it is its issuer or platform (DOMAIN F09, F10).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from posdiag.diagnose.odds import log_chance, upper_rate
from posdiag.diagnose.outage import ALPHA, LEAST_RATE, Sale, no_service

#: Fewer failures of one kind are told one by one.
LEAST_FAILED = 4
#: The share of all sales that fails where the line or the host is down.
_NEARLY_ALL = 0.9


@dataclass(frozen=True, slots=True)
class Shared:
    """`failed` of `of` sales failed for want of service; of the others `else_failed` of `else_of`.

    `kind` is host, where nearly all failed, or bin, with the first digits of the cards in `value`.
    """

    kind: str
    value: str
    failed: int
    of: int
    else_failed: int = 0
    else_of: int = 0


def shared(sales: Sequence[Sale]) -> Shared | None:
    """What the failures of sales at one till have in common; None where nothing, or too few to tell."""
    down = [sale for sale in sales if no_service(sale.symptom)]
    if len(down) < LEAST_FAILED:
        return None
    ranges = {sale.bin for sale in down if sale.bin}
    if len(down) >= _NEARLY_ALL * len(sales):
        return Shared("host", "", len(down), len(sales)) if len(ranges) != 1 else None
    best: tuple[float, Shared] | None = None
    for value in sorted(ranges):
        found = _of_range(value, sales, down)
        rate = max(upper_rate(found.else_failed, found.else_of), LEAST_RATE)
        chance = log_chance(found.failed, found.of, rate) + math.log(len(ranges))
        likely = found.failed >= LEAST_FAILED and found.failed * 2 >= found.of and chance < math.log(ALPHA)
        if likely and (best is None or chance < best[0]):
            best = chance, found
    return best[1] if best is not None else None


def _of_range(value: str, sales: Sequence[Sale], down: Sequence[Sale]) -> Shared:
    of = sum(sale.bin == value for sale in sales)
    failed = sum(sale.bin == value for sale in down)
    return Shared("bin", value, failed, of, len(down) - failed, len(sales) - of)
