"""What the audited program said: its lines, how it ended, and what it called each payment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from posdiag.errors import InputError, Problem
from posdiag.payment.money import Belief
from posdiag.worded import worded

_TRACEBACK = "Traceback (most recent call last)"
_MOST_PATTERN = 1_000


@dataclass(slots=True)
class Printed:
    """A line that the program wrote, with the world's time when it was read."""

    at_ms: int
    text: str
    n: int = 0  # number in the transcript


@dataclass(frozen=True, slots=True)
class Ran:
    """One start of the program. `code` is None where it had to be ended (`hung`)."""

    began_ms: int
    ended_ms: int
    code: int | None
    printed: tuple[Printed, ...] = ()
    limit_s: float = 0.0  # real seconds that it was given

    @property
    def hung(self) -> bool:
        return self.code is None

    @property
    def crashed(self) -> bool:
        """Ended by a signal, or with a stack trace."""
        return (self.code or 0) < 0 or any(_TRACEBACK in line.text for line in self.printed)


@dataclass(frozen=True, slots=True)
class Patterns:
    """How the program prints an approval and a refusal; None where it is not known."""

    approved: re.Pattern[str] | None = None
    declined: re.Pattern[str] | None = None

    def belief(self, text: str) -> Belief | None:
        """What a line tells, or None. A line that fits both is a refusal: `not approved`."""
        if self.declined is not None and self.declined.search(text):
            return Belief.DECLINED
        if self.approved is not None and self.approved.search(text):
            return Belief.APPROVED
        return None


#: Nobody knows how the program prints.
UNKNOWN = Patterns()


def patterns(approved: str, declined: str) -> Patterns:
    """The patterns of the command line. InputError with every one that cannot be read."""
    read: list[re.Pattern[str] | None] = []
    problems = []
    for option, text in (("--approved-pattern", approved), ("--declined-pattern", declined)):
        try:
            if len(text) > _MOST_PATTERN:
                raise re.error(f"longer than {_MOST_PATTERN} characters")
            read.append(re.compile(text) if text else None)
        except re.error as error:
            problems.append(
                Problem(
                    option,
                    worded("`{text}` is no pattern: {error}", text=text[:60], error=error),
                    worded("a regular expression"),
                )
            )
    if problems:
        raise InputError(problems)
    return Patterns(*read)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the program called a payment, and the lines that say so."""

    belief: Belief
    lines: tuple[int, ...] = ()  # numbers in the transcript
    at_ms: int | None = None  # when the last of them was read


def outcomes(ran: Sequence[Ran], known: Patterns, began_ms: Sequence[int]) -> list[Outcome]:
    """What the program called each payment; `began_ms` is when each was asked for.

    The last word on a payment counts. Lines are told apart by their order where there is one for each
    payment, for a program may print late, and else by their time.
    """
    told = [
        (line, belief)
        for one in ran
        for line in one.printed
        if (belief := known.belief(line.text)) is not None
    ]
    if len(told) == len(began_ms):
        return [Outcome(belief, (line.n,), line.at_ms) for line, belief in told]
    found = []
    for number, start in enumerate(began_ms):
        end = began_ms[number + 1] if number + 1 < len(began_ms) else None
        mine = [
            (line, belief)
            for line, belief in told
            if (number == 0 or line.at_ms >= start) and (end is None or line.at_ms < end)
        ]
        belief = mine[-1][1] if mine else Belief.UNKNOWN
        at_ms = mine[-1][0].at_ms if mine else None
        found.append(Outcome(belief, tuple(line.n for line, _ in mine), at_ms))
    return found
