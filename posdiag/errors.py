"""The errors a user can mend, each with its place and its remedy; anything else that raises is a bug."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from posdiag.worded import in_language


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in what the user gave.

    `place` is `file:line`, an option's name, a byte offset or an address; `what` says what is wrong
    there, `remedy` what to do about it.
    """

    place: str
    what: str
    remedy: str = ""

    def in_language(self, lang: str) -> Problem:
        """The same in `ko` or `en`, whose texts are then no more than that."""
        return Problem(self.place, in_language(self.what, lang), in_language(self.remedy, lang))

    def __str__(self) -> str:
        text = f"{self.place}: {self.what}" if self.place else self.what
        return f"{text} ({self.remedy})" if self.remedy else text


class PosdiagError(Exception):
    """Base of everything a user may be shown; `exit_code` is the one of DESIGN section 6."""

    exit_code = 3

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[PosdiagError], tuple[tuple[Problem, ...]]]:
        """Whole through a pickle: a worker process raises what this one tells the user."""
        return type(self), (self.problems,)


class InputError(PosdiagError):
    """A usage, profile, scenario, rig or input fault: all of them at once, never only the first."""

    exit_code = 2


class LinkError(PosdiagError):
    """A link could not be opened."""

    exit_code = 3


class NothingSelected(PosdiagError):
    """The selection matched nothing."""

    exit_code = 5
