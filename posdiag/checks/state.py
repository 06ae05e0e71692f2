"""Where the asking stands: what is likely by now, what was answered, whether money is open. JSON in and out.

`begin` makes a state, `advance` takes an answer and gives the next check with the new state. Nothing is kept
anywhere else, so that a console may hold the state and ask again whenever it likes.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from posdiag.checks.check import CLOSED, DONT_KNOW, OPEN, UNCLEAR, Checks
from posdiag.checks.choose import DECIDED, Choice, choose, update
from posdiag.diagnose.causes import UNKNOWN, CauseTable
from posdiag.diagnose.finding import CauseShare
from posdiag.errors import InputError, Problem
from posdiag.payment.money import Belief, MoneyAccount, SeenBy
from posdiag.worded import worded

SCHEMA = "posdiag/asking/1"
#: A ranking names the likely causes only; at least so much is left for all the others together.
LEAST_LEFT = 0.02


@dataclass(frozen=True, slots=True)
class Step:
    """An answer that was given, and the likeliest cause after it."""

    check: str
    answer: str
    leading: str
    probability: float


@dataclass(frozen=True, slots=True)
class State:
    """`posterior` holds every cause of the taxonomy; `money` is closed, unclear or open."""

    posterior: Mapping[str, float]
    steps: tuple[Step, ...] = ()
    money: str = UNCLEAR

    @property
    def leading(self) -> str:
        """The likeliest cause; of two alike the first by name."""
        return min(self.posterior, key=lambda cause: (-self.posterior[cause], cause))

    @property
    def decided(self) -> bool:
        return self.posterior[self.leading] >= DECIDED

    @property
    def asked(self) -> frozenset[str]:
        return frozenset(step.check for step in self.steps)

    def likeliest(self, count: int) -> list[tuple[str, float]]:
        """The likeliest causes with their probabilities."""
        order = sorted(self.posterior, key=lambda cause: (-self.posterior[cause], cause))
        return [(cause, self.posterior[cause]) for cause in order[:count]]


def begin(causes: CauseTable, shares: Sequence[CauseShare] = (), money: str = UNCLEAR) -> State:
    """The state before anything was asked: what a diagnosis left, or the priors where there was none.

    What the diagnosis left open is shared among the causes it does not name, by their priors: an answer may
    still bring one of them up. A diagnosis that is sure only that it cannot tell leaves everything open.
    """
    named = {share.cause: share.probability for share in shares if share.cause in causes}
    if named.get(UNKNOWN, 0.0) >= DECIDED:
        del named[UNKNOWN]
    left = max(1.0 - sum(named.values()), LEAST_LEFT if named else 0.0)
    rest = {cause.id: cause.prior for cause in causes if cause.id not in named}
    room = sum(rest.values())
    mass = {
        cause.id: named[cause.id] if cause.id in named else left * rest[cause.id] / room if room else 0.0
        for cause in causes
    }
    total = sum(mass.values())
    return State({cause: share / total for cause, share in mass.items()}, (), money)


def money_of(account: MoneyAccount) -> str:
    """Closed only where the issuer's statement shows no charge and the POS knows that the sale failed.

    By messages alone a refusal is `unclear`: it may follow an approval that nobody saw.
    """
    if not account.agrees or account.charges or account.pos_believes is not Belief.DECLINED:
        return OPEN
    return CLOSED if account.seen_by is SeenBy.STATEMENT else UNCLEAR


def advance(
    state: State, checks: Checks, answer: tuple[str, str] | None = None
) -> tuple[Choice | None, State]:
    """The next check and the state it is asked in, after an answer (check, answer) where one was given.

    No check: the cause is named, or no check tells enough. InputError for a check or answer that is not
    there; `dont-know` answers every check.
    """
    if answer is not None:
        state = answered(state, checks, *answer)
    return choose(state.posterior, state.asked, checks, state.money), state


def answered(state: State, checks: Checks, check: str, answer: str) -> State:
    """The state after an answer."""
    if check not in checks:
        raise InputError(
            Problem(f"check {check}", worded("no such check"), worded("take one from profiles/checks.yaml"))
        )
    asked = checks[check]
    known = [one.id for one in asked.answers]
    if answer not in (*known, DONT_KNOW):
        remedy = worded("one of: {known}, {dont_know}", known=", ".join(known), dont_know=DONT_KNOW)
        raise InputError(Problem(f"check {check}", worded("no answer `{answer}`", answer=answer), remedy))
    posterior = update(state.posterior, asked, answer)
    said = next((one.money for one in asked.answers if one.id == answer), "")
    after = replace(state, posterior=posterior, money=said or state.money)
    step = Step(check, answer, after.leading, round(posterior[after.leading], 4))
    return replace(after, steps=(*state.steps, step))


# -- JSON ----------------------------------------------------------------------------------------


def state_object(state: State) -> dict[str, Any]:
    """The state as plain dicts and lists; `state_of` reads it back, to the last bit."""
    steps = [
        {
            "check": step.check,
            "answer": step.answer,
            "leading": step.leading,
            "probability": step.probability,
        }
        for step in state.steps
    ]
    return {"schema": SCHEMA, "posterior": dict(state.posterior), "steps": steps, "money": state.money}


def state_of(plain: object, causes: CauseTable) -> State:
    """The state that `state_object` wrote; InputError with every fault of one that it did not."""
    problems: list[Problem] = []
    if not isinstance(plain, dict) or plain.get("schema") != SCHEMA:
        raise InputError(
            Problem(
                "state",
                worded("no object of schema `{schema}`", schema=SCHEMA),
                worded("pass on what was given"),
            )
        )
    posterior = _posterior(plain.get("posterior"), causes, problems)
    steps = _steps(plain.get("steps"), problems)
    money = plain.get("money")
    if money not in (CLOSED, UNCLEAR, OPEN):
        problems.append(Problem("state.money", f"`{money}`"[:60], worded("closed, unclear or open")))
    if problems:
        raise InputError(problems)
    return State(posterior, steps, str(money))


def _posterior(plain: object, causes: CauseTable, problems: list[Problem]) -> Mapping[str, float]:
    given = plain if isinstance(plain, dict) else {}
    place = "state.posterior"
    wrong = [str(cause)[:60] for cause in given if cause not in causes]
    problems += [
        Problem(place, worded("no cause `{cause}`", cause=cause), worded("see profiles/causes.yaml"))
        for cause in wrong
    ]
    shares = {cause: given.get(cause, 0.0) for cause in causes.ids()}
    sound = all(
        isinstance(share, int | float) and not isinstance(share, bool) and math.isfinite(share) and share >= 0
        for share in shares.values()
    )
    if not sound or not abs(sum(shares.values()) - 1) < 1e-6:
        problems.append(
            Problem(place, worded("no distribution over the causes"), worded("numbers from 0 to 1, 1 in all"))
        )
    return shares


def _steps(plain: object, problems: list[Problem]) -> tuple[Step, ...]:
    steps = []
    for number, one in enumerate(plain if isinstance(plain, list) else ()):
        try:
            texts = [one[key] for key in ("check", "answer", "leading")]
            if not all(isinstance(text, str) for text in texts):
                raise TypeError
            steps.append(Step(texts[0], texts[1], texts[2], float(one["probability"])))
        except (KeyError, TypeError, ValueError):
            remedy = worded("check, answer, leading and probability")
            problems.append(Problem(f"state.steps[{number}]", worded("no step"), remedy))
    if not isinstance(plain, list):
        problems.append(Problem("state.steps", worded("no list of steps"), worded("pass on what was given")))
    return tuple(steps)
