"""The question and the advice that belong to a classification: checks and guidance joined to words."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from posdiag.classify.result import UNKNOWN, Classification
from posdiag.profile.roots import Roots

if TYPE_CHECKING:
    from collections.abc import Mapping

    from posdiag.checks.about import ChecksAbout
    from posdiag.checks.check import Check
    from posdiag.diagnose.causes import CauseTable
    from posdiag.guidance.cards import Card, Cards

#: Likelihoods are rounded to this step before the next question is chosen: near ones ask the same.
_STEP = 0.05
#: Causes that advice is given for: the first, and others at least so likely.
_LEAST_ADVISED, _MOST_ADVISED = 0.25, 2
#: Cards for one audience.
_MOST_CARDS = 3
#: Who is told first.
AUDIENCES = ("agent", "merchant", "technician")


class Advisor:
    """Joins advice to classifications; everything it reads or chooses is kept for the next one."""

    def __init__(self, roots: Roots) -> None:
        self._roots = roots
        self._asked: dict[tuple[tuple[str, float], ...], Check | None] = {}
        self._advised: dict[tuple[str, ...], tuple[tuple[Card, str], ...]] = {}

    @cached_property
    def causes(self) -> CauseTable:
        """The causes, for their names."""
        from posdiag.diagnose.causes import load_causes

        return load_causes(self._roots)

    @cached_property
    def _cards(self) -> Cards:
        from posdiag.guidance.cards import load_cards

        return load_cards(self._roots)

    @cached_property
    def _checks(self) -> ChecksAbout:
        from posdiag.checks.about import ChecksAbout

        return ChecksAbout(self._roots, self.causes)

    def name(self, cause: str) -> Mapping[str, str]:
        """What a cause is called, by language."""
        return self.causes[cause].name if cause in self.causes else {"ko": cause, "en": cause}

    def question(self, told: Classification) -> Check | None:
        """The question that narrows the causes most; None where the cause is plain or nothing is known."""
        key = tuple(
            (one.cause, round(round(one.probability / _STEP) * _STEP, 2))
            for one in told.causes
            if one.probability >= _STEP
        )
        if key not in self._asked:
            self._asked[key] = self._choose(dict(key))
        return self._asked[key]

    def _choose(self, shares: dict[str, float]) -> Check | None:
        from posdiag.checks.choose import choose

        known = {cause: share for cause, share in shares.items() if cause in self.causes}
        named = [cause for cause in known if cause != UNKNOWN]
        if not named:
            return None
        known[UNKNOWN] = max(known.get(UNKNOWN, 0.0), 1 - sum(known[cause] for cause in named), 0.01)
        total = sum(known.values())
        posterior = {cause: share / total for cause, share in known.items()}
        choice = choose(posterior, (), self._checks.about(named))
        return None if choice is None else choice.check

    def advice(self, told: Classification) -> tuple[tuple[Card, str], ...]:
        """(card, cause it is for), the agent's first."""
        likely = [
            one.cause
            for place, one in enumerate(told.causes[:_MOST_ADVISED])
            if place == 0 or one.probability >= _LEAST_ADVISED
        ]
        key = (told.answer, *(cause for cause in likely if cause != told.answer))
        if key not in self._advised:
            self._advised[key] = tuple(self._chosen(key))
        return self._advised[key]

    def _chosen(self, causes: tuple[str, ...]) -> list[tuple[Card, str]]:
        from posdiag.guidance.choose import fitting_cards

        chosen: list[tuple[Card, str]] = []
        for audience in AUDIENCES:
            fitting = [
                (card, cause)
                for cause in causes
                for card in fitting_cards(self._cards, cause, audience, None)
                if not card.charged
            ]
            chosen += fitting[:_MOST_CARDS]
        return chosen


def question_object(check: Check) -> dict[str, Any]:
    """A question as DESIGN 6 has it, with its answers beside."""
    return {
        "id": check.id,
        "who": check.who,
        "ko": check.text["ko"],
        "en": check.text["en"],
        "answers": [{"id": one.id, "ko": one.text["ko"], "en": one.text["en"]} for one in check.answers],
    }


def card_object(card: Card, cause: str) -> dict[str, Any]:
    """A card as `diagnose` writes it; words alone can prove nothing."""
    return {
        "id": card.id,
        "kind": card.kind,
        "audience": card.audience,
        "cause": cause,
        "text": {"ko": card.text["ko"], "en": card.text["en"]},
        "proof": {"status": "not-replayable", "before": "", "after": ""},
    }
