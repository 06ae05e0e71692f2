"""Outages found among many shops' sales, and false alarms: `python -m bench outage`.

A day of 300 shops at five VANs, with cards of eight issuers in 24 ranges, about 12,000 sales; two in a
hundred fail for reasons of their own, and some shops have a bad line all day. Into it goes nothing (a quiet
day), an outage of one VAN or one issuer, a card range that nobody rolled out, or one shop that breaks down.
Length (5 minutes to 4 hours), beginning and share of failing sales (0.4 to 1) are drawn by a seed.

What fails fewer than five times or in fewer than three shops cannot be told from chance and is counted apart.
Found means: the right kind and value, at a time that overlaps. All else that is reported is a false alarm.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from posdiag.diagnose.outage import KINDS, LEAST_FAILED, LEAST_SHOPS, SHOP, Outage, Sale, Sales, find

SEED = 2026
DAYS, QUICK_DAYS = 60, 2
SHOPS, SALES_A_SHOP = 300, 40
VANS = {
    "192.0.2.1:9100": 40,
    "192.0.2.2:9100": 25,
    "192.0.2.3:9100": 18,
    "192.0.2.4:9100": 12,
    "192.0.2.5:9100": 5,
}
ISSUERS = ("A", "B", "C", "D", "E", "F", "G", "H")
OPENS_S, CLOSES_S = 9 * 3600, 22 * 3600
#: Why sales fail on any day, by how often.
USUAL = (
    ("coupon.insufficient_balance", "coupon", 0.008),
    ("coupon.expired", "coupon", 0.003),
    ("comm.timeout", "line", 0.004),
    ("card.read_error", "terminal", 0.003),
    ("host.internal", "van", 0.002),
)
#: Of the outages that can be told so many must be found, and of quiet days so many be quiet.
NEEDED_FOUND, NEEDED_QUIET = 0.95, 0.98


@dataclass(frozen=True, slots=True)
class Trouble:
    """What goes wrong on a day: sales of `value` fail with `symptom` between two times, `share` of them."""

    kind: str
    value: str
    symptom: str
    from_s: float
    to_s: float
    share: float

    def hits(self, sale: Sale) -> bool:
        return sale.value(self.kind) == self.value and self.from_s <= sale.at_s <= self.to_s

    def is_told_by(self, found: Outage) -> bool:
        """Whether what was found names this, by its own name or by another that explains the same sales."""
        names = ((found.kind, found.value), *found.also)
        return (self.kind, self.value) in names and found.from_s <= self.to_s and found.to_s >= self.from_s


@dataclass(slots=True)
class Score:
    """What the days of one kind came to."""

    days: int = 0
    told: int = 0
    too_small: int = 0
    found: int = 0
    false: list[str] = field(default_factory=list)

    def row(self) -> str:
        share = f"{self.found / self.told:7.1%}" if self.told else "      -"
        return f"{self.days:5} {self.told:8} {self.found:6} {share} {self.too_small:10} {len(self.false):7}"


def usual_day(rng: random.Random) -> Iterator[Sale]:
    """The sales of a day on which nothing is down, in no order."""
    for number in range(SHOPS):
        van = rng.choices(list(VANS), list(VANS.values()))[0]
        bad_line = 6.0 if rng.random() < 0.03 else 1.0
        for _ in range(rng.randint(SALES_A_SHOP // 2, SALES_A_SHOP * 3 // 2)):
            issuer = rng.choice(ISSUERS)
            card = f"9400{ISSUERS.index(issuer)}{rng.randrange(3)}"
            at_s = rng.triangular(OPENS_S, CLOSES_S, 12.5 * 3600)
            symptom, party = _usual(rng, bad_line)
            yield Sale(at_s, van, issuer, card, f"T{number:04d}", symptom, party)


def _usual(rng: random.Random, bad_line: float) -> tuple[str, str]:
    drawn = rng.random()
    for symptom, party, rate in USUAL:
        drawn -= rate * (bad_line if symptom == "comm.timeout" else 1.0)
        if drawn < 0:
            return symptom, party
    return "", ""


# -- troubles ------------------------------------------------------------------------------------


def _when(rng: random.Random) -> tuple[float, float]:
    length = 300 * 48 ** rng.random()
    begin = rng.uniform(OPENS_S, CLOSES_S - length)
    return begin, begin + length


def of_a_host(kind: str, rng: random.Random) -> Trouble:
    """A VAN or an issuer that is down for a while."""
    value = rng.choice(list(VANS) if kind == "van" else ISSUERS)
    symptom = rng.choice(("host.unavailable", "comm.timeout", "host.busy"))
    return Trouble(kind, value, symptom, *_when(rng), rng.uniform(0.4, 1.0))


def of_a_range(rng: random.Random) -> Trouble:
    """A card range that terminals and VANs do not know, from some hour to the end of the day."""
    value = f"9400{rng.randrange(8)}{rng.randrange(3)}"
    return Trouble(
        "bin", value, "card.unknown_bin", rng.uniform(OPENS_S, 18 * 3600), CLOSES_S, rng.uniform(0.4, 1)
    )


def of_a_shop(rng: random.Random) -> Trouble:
    """One terminal that breaks down and is tried again and again."""
    symptom = rng.choice(("comm.disconnected", "comm.timeout", "card.read_error"))
    begin = rng.uniform(OPENS_S, 16 * 3600)
    return Trouble(SHOP, f"T{rng.randrange(SHOPS):04d}", symptom, begin, CLOSES_S, 1.0)


TROUBLES: dict[str, Callable[[random.Random], Trouble] | None] = {
    "quiet": None,
    "VAN down": partial(of_a_host, "van"),
    "issuer down": partial(of_a_host, "issuer"),
    "card range": of_a_range,
    "one shop": of_a_shop,
}


def score(name: str, days: int) -> Score:
    """Days of one kind, each by its own seed."""
    result = Score()
    draw = TROUBLES[name]
    for day in range(days):
        rng = random.Random(f"{SEED} {name} {day}")
        trouble = draw(rng) if draw is not None else None
        sales = Sales()
        hit: list[Sale] = []
        for sale in usual_day(rng):
            if trouble is not None and trouble.hits(sale) and rng.random() < trouble.share:
                sale = replace(sale, symptom=trouble.symptom, party="van")
                hit.append(sale)
            sales.take(sale)
        _count(result, trouble, hit, find(sales))
    return result


def _count(result: Score, trouble: Trouble | None, hit: list[Sale], found: tuple[Outage, ...]) -> None:
    result.days += 1
    right = [one for one in found if trouble is not None and trouble.is_told_by(one)]
    if trouble is not None:
        shops = {sale.shop for sale in hit}
        enough = len(hit) >= LEAST_FAILED and (trouble.kind == SHOP or len(shops) >= LEAST_SHOPS)
        result.told += enough
        result.too_small += not enough
        result.found += enough and bool(right)
    result.false += [f"{one.kind} {one.value} {one.symptom}" for one in found if one not in right]


def main(quick: bool = False) -> int:
    """Print the table; 1 where too few are found or too many quiet days are not quiet."""
    days = QUICK_DAYS if quick else DAYS
    print(f"seed {SEED}; {days} days each, {SHOPS} shops, kinds {', '.join(KINDS)} and {SHOP}")
    print(f"{'day':12}  days  tellable  found   share  too small   false alarms")
    missed = 0
    for name in TROUBLES:
        seen = score(name, days)
        print(f"{name:12} {seen.row()}  {', '.join(sorted(set(seen.false))[:3])}".rstrip(), flush=True)
        missed += seen.found < NEEDED_FOUND * seen.told or len(seen.false) > (1 - NEEDED_QUIET) * seen.days
    return 1 if missed and not quick else 0
