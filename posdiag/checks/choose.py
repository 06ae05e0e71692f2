"""Which check next: the one that narrows the causes most for a minute of somebody's time. Pure arithmetic.

A check that sends a payment is chosen only once the money is closed, and while it is open the inquiries about
it come first: inquire, reverse, retry (DESIGN 3).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from operator import mul

from posdiag.checks.check import CLOSED, DONT_KNOW, OPEN, UNCLEAR, Check, apart, entropy
from posdiag.diagnose.causes import UNKNOWN

#: A cause at least this likely is named: no more is asked.
DECIDED = 0.9
#: A check that is expected to tell less than this is not worth asking.
LEAST_BITS = 0.02
#: Causes less likely than this are not worth telling apart.
_NEGLIGIBLE = 1e-9

#: Cause -> probability; together 1.
Posterior = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Choice:
    """The check to do next. `gain_bits` is what it is expected to tell, `pair` what it tells apart best."""

    check: Check
    gain_bits: float
    before_bits: float
    pair: tuple[str, str] | None
    money_first: bool = False

    @property
    def bits_per_minute(self) -> float:
        return self.gain_bits / self.check.minutes


def gain_bits(posterior: Posterior, check: Check) -> float:
    """How many bits the answer is expected to tell: its entropy, less what each cause leaves of it."""
    shares = [posterior.get(cause, 0.0) for cause in check.likely]
    totals = [sum(map(mul, shares, column)) for column in check.columns]
    left: float = sum(map(mul, shares, check.bits))
    return max(0.0, entropy(totals) - left)


def choose(
    posterior: Posterior, asked: Collection[str], available: Iterable[Check], money: str = UNCLEAR
) -> Choice | None:
    """The next check, or None where the cause is named or no check tells enough.

    `asked` are ids; `money` is closed, unclear or open.
    """
    if max(posterior.values(), default=1.0) >= DECIDED:
        return None
    left = [check for check in available if check.id not in asked and (money == CLOSED or not check.pays)]
    before = entropy(posterior.values())
    first = next((check for check in left if check.money_first), None)
    if money == OPEN and first is not None:
        return Choice(first, gain_bits(posterior, first), before, split(posterior, first), True)
    rated = [(gain_bits(posterior, check), check) for check in left]
    telling = [(gain, check) for gain, check in rated if gain >= LEAST_BITS]
    if not telling:
        return None
    gain, check = min(telling, key=lambda one: (-one[0] / one[1].minutes, -one[0], one[1].id))
    return Choice(check, gain, before, split(posterior, check))


def update(posterior: Posterior, check: Check, answer: str) -> dict[str, float]:
    """The posterior after an answer. `dont-know` is as likely whatever the cause, and changes nothing.

    KeyError for an answer that the check does not have.
    """
    if answer == DONT_KNOW:
        return dict(posterior)
    number = check.number_of(answer)
    weighed = {cause: share * check.likely[cause][number] for cause, share in posterior.items()}
    total = sum(weighed.values())
    return {cause: share / total for cause, share in weighed.items()}


#: Among so many of the likeliest causes the pair is looked for that a check splits best.
_MOST_COMPARED = 6


def split(posterior: Posterior, check: Check) -> tuple[str, str] | None:
    """The two likely causes that the check tells apart best, the likelier first; None without two.

    `unknown` is none of them: nobody can say what it would look like.
    """
    named = [cause for cause in posterior if cause != UNKNOWN and posterior[cause] >= _NEGLIGIBLE]
    likely = sorted(named, key=lambda cause: (-posterior[cause], cause))[:_MOST_COMPARED]
    pairs = [(one, other) for number, one in enumerate(likely) for other in likely[number + 1 :]]
    if not pairs:
        return None
    return max(
        pairs, key=lambda pair: posterior[pair[0]] * posterior[pair[1]] * apart(check, pair[0], pair[1])
    )
