"""The question and the advice that belong to a classification: checks and guidance joined to words."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from posdiag.classify.result import UNKNOWN, Classification
from posdiag.profile.roots import Roots

if TYPE_CHECKING:
    from collections.abc import Mapping

    from posdiag.checks.about import ChecksAbout
    from posdiag.checks.check import Check
    from posdiag.diagnose.causes import CauseTable
    from posdiag.guidance.said import Said, Sayings

#: Likelihoods are rounded to this step before the next question is chosen: near ones ask the same.
_STEP = 0.05
#: Causes that advice is given for: the first, and others at least so likely.
_LEAST_ADVISED, _MOST_ADVISED = 0.25, 2
#: Cards for one audience.
_MOST_CARDS = 3
#: A cause and its name in causes.yaml.
_NAME = re.compile(r"^  ([\w.]+):\n(?:    .*\n)*?    name: (\{.*\})$", re.MULTILINE)
_PLAIN_NAME = re.compile(r'\{ko: "([^"\\]+)", en: "([^"\\]+)"\}')
#: Who is told first.
AUDIENCES = ("agent", "merchant", "technician")


class Advisor:
    """Joins advice to classifications; everything it reads or chooses is kept for the next one."""

    def __init__(self, roots: Roots) -> None:
        self._roots = roots
        self._asked: dict[tuple[tuple[str, float], ...], Check | None] = {}
        self._advised: dict[tuple[str, ...], tuple[tuple[Said, str], ...]] = {}

    @cached_property
    def causes(self) -> CauseTable:
        """The causes, for their names."""
        from posdiag.diagnose.causes import load_causes

        return load_causes(self._roots)

    @cached_property
    def _sayings(self) -> Sayings:
        from posdiag.guidance.said import Sayings

        return Sayings(self._roots)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """The line of a cause's name in its file, by cause; parsed when it is asked for."""
        texts = [file.path.read_text(encoding="utf-8") for file in self._roots.single("causes.yaml")]
        return {cause: line for text in texts for cause, line in _NAME.findall(text)}

    @cached_property
    def _checks(self) -> ChecksAbout:
        from posdiag.checks.about import ChecksAbout

        return ChecksAbout(self._roots, self.causes)

    def name(self, cause: str) -> Mapping[str, str]:
        """What a cause is called, by language; its id where it has no name."""
        written = self._names.get(cause, "")
        plain = _PLAIN_NAME.fullmatch(written)
        if plain is not None:  # as nearly all are; the YAML reader takes longer to load than all else
            return {"ko": plain[1], "en": plain[2]}
        from posdiag.marked import Faults, parse_yaml

        document = parse_yaml(written, "profiles/causes.yaml", Faults())
        found = document.plain() if document is not None else None
        return {"ko": cause, "en": cause, **(found if isinstance(found, dict) else {})}

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

    def advice(self, told: Classification) -> tuple[tuple[Said, str], ...]:
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

    def _chosen(self, causes: tuple[str, ...]) -> list[tuple[Said, str]]:
        chosen: list[tuple[Said, str]] = []
        for audience in AUDIENCES:
            fitting = [
                (card, cause)
                for cause in causes
                for card in self._sayings.of(cause, audience)
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


def card_object(card: Said, cause: str) -> dict[str, Any]:
    """A card as `diagnose` writes it; words alone can prove nothing."""
    return {
        "id": card.id,
        "kind": card.kind,
        "audience": card.audience,
        "cause": cause,
        "text": {"ko": card.text["ko"], "en": card.text["en"]},
        "proof": {"status": "not-replayable", "before": "", "after": ""},
    }
