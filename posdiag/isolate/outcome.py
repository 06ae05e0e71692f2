"""What one replay came to, as isolation compares replays; and when two of them are the same failure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from posdiag.diagnose.finding import CauseShare, Finding, Severity, class_of
from posdiag.engine import Examined
from posdiag.payment.money import MoneyAccount
from posdiag.record import Verdict
from posdiag.replay.variant import Variant


@dataclass(frozen=True, slots=True)
class Outcome:
    """A replay, judged. `cause` ranks first; `worst` are the codes by which the failure is known again.

    `as_expected` says whether outcome and money are what the scenario accepts, whatever else was found.
    """

    verdict: Verdict
    cause: str = ""
    worst: frozenset[str] = frozenset()
    critical: bool = False  # the worst findings are about money that went wrong
    money: MoneyAccount = field(default_factory=lambda: MoneyAccount(0, 0))
    as_expected: bool = True
    why: Mapping[str, str] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        return self.verdict is Verdict.INCOMPATIBLE

    @property
    def passed(self) -> bool:
        return self.verdict is Verdict.COMPATIBLE


#: A replay of a variant with faults under a seed. It may raise LinkError where the terminal is gone.
Play = Callable[[Variant, tuple[str, ...], int], Outcome]


def outcome_of(seen: Examined, causes: Sequence[CauseShare]) -> Outcome:
    """An examined replay and its ranked causes, in the words of this room."""
    first = causes[0] if causes else None
    worst, critical = _worst(seen.findings, first)
    return Outcome(
        seen.verdict,
        first.cause if first else "",
        worst,
        critical,
        seen.case.money,
        seen.case.outcome_as_expected and seen.case.money_as_expected,
        seen.why,
    )


def same_failure(wanted: Outcome, seen: Outcome) -> bool:
    """Whether a replay fails as another one did.

    The same class of first cause and the worst findings again; more findings may come beside them,
    unless they are about money. Where money went wrong, it must go wrong in the same way.
    """
    if not seen.failed or class_of(seen.cause) != class_of(wanted.cause):
        return False
    if wanted.critical != seen.critical:
        return False
    if wanted.critical:
        return seen.worst == wanted.worst and _damage(seen.money) == _damage(wanted.money)
    return wanted.worst <= seen.worst


def same_class(wanted: Outcome, seen: Outcome) -> bool:
    """Whether a replay fails and its first cause is of the same class: what one asks over releases."""
    return seen.failed and class_of(seen.cause) == class_of(wanted.cause)


def _worst(findings: Sequence[Finding], first: CauseShare | None) -> tuple[frozenset[str], bool]:
    """All critical codes; without any, the codes of errors that speak for the first cause, or all errors.

    Errors that do not speak for it are what follows from it, and may change with the story.
    """
    critical = frozenset(f.code for f in findings if f.severity is Severity.CRITICAL)
    if critical:
        return critical, True
    errors = frozenset(f.code for f in findings if f.severity is Severity.ERROR)
    speaking = errors & frozenset(first.because) if first else frozenset()
    return speaking or errors, False


def _damage(money: MoneyAccount) -> tuple[object, ...]:
    """How money went wrong, whatever the amounts."""
    more = (money.charged_krw > money.booked_krw) - (money.charged_krw < money.booked_krw)
    return money.agrees, money.pos_believes, min(money.charges, 2), more
