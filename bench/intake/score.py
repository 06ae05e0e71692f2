"""How the intake fares with one whole story: slots, causes, contradictions, and how soon questions end."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bench.intake.stories import NOW, Told, fits
from posdiag.checks.check import Check
from posdiag.checks.choose import DECIDED
from posdiag.diagnose.finding import class_of
from posdiag.intake.ask_next import next_question
from posdiag.intake.decide import Decision, Knowledge, decide
from posdiag.intake.dossier import Answered, Dossier
from posdiag.intake.facts import all_values
from posdiag.intake.judge import judge
from posdiag.intake.talk import Ears, opened

#: Nobody stays on the phone for more questions.
MOST_QUESTIONS = 12

#: The id of the next check for a dossier; nothing where none is left.
Chooser = Callable[[Dossier], str]


@dataclass(frozen=True, slots=True)
class Slot:
    """A fact that a story gives: of which question, and what became of it (right, wrong or missed)."""

    field: str
    question: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Heard:
    """What the intake made of a story."""

    told: Told
    dossier: Dossier
    decision: Decision

    @property
    def causes(self) -> list[str]:
        """Classes, the likeliest first; each once."""
        return list(dict.fromkeys(class_of(cause) for cause, _ in self.decision.ranked))

    @property
    def first_right(self) -> bool:
        return class_of(self.decision.ranked[0][0]) in self.told.causes

    @property
    def among_three(self) -> bool:
        return any(cause in self.told.causes for cause in self.causes[:3])

    @property
    def surest(self) -> float:
        """The probability of the class that stands first."""
        first = class_of(self.decision.ranked[0][0])
        return sum(share for cause, share in self.decision.ranked if class_of(cause) == first)

    def slots(self, known: Knowledge) -> Iterator[Slot]:
        for name, wanted in self.told.facts.items():
            given = all_values(self.dossier.facts, name)
            outcome = "right" if fits(name, wanted, given) else "wrong" if given else "missed"
            yield Slot(name, known.lexicon.fields[name].question if name != "balance" else "what", outcome)

    def contradictions(self) -> set[str]:
        return {one.id for one in self.decision.contradictions}


def hear(told: Told, ears: Ears, known: Knowledge, now: datetime = NOW) -> Heard:
    """The story as `case new` takes it."""
    dossier = opened(told.story, now.isoformat() + "+09:00", now, ears)
    return Heard(told, dossier, decide(dossier, known, now))


@dataclass(frozen=True, slots=True)
class Asked:
    """How many questions were asked until a cause stood, and whether it is the right one."""

    questions: int
    right: bool


def ask_on(heard: Heard, known: Knowledge, choose: Chooser) -> Asked:
    """Questions are asked until a cause is likely to 0.9. An answer is drawn from its check's likelihoods
    given the true cause, the same for the same story and check whoever asks, so that two orders can be
    compared.
    """
    dossier, count = heard.dossier, 0
    truth = _truth(heard, known)
    while count < MOST_QUESTIONS:
        state = judge(dossier, known.causes, known.checks, known.lexicon, known.book)
        if max(state.posterior.values()) >= DECIDED:
            break
        name = choose(dossier)
        if not name:
            break
        answer = _drawn(known.checks[name], truth, heard.told.number)
        dossier = replace(dossier, answers=(*dossier.answers, Answered(name, answer)))
        count += 1
    state = judge(dossier, known.causes, known.checks, known.lexicon, known.book)
    leading = max(state.posterior, key=lambda cause: (state.posterior[cause], cause))
    return Asked(count, class_of(leading) in heard.told.causes)


def by_gain(known: Knowledge) -> Chooser:
    """What the intake itself asks next."""

    def choose(dossier: Dossier) -> str:
        state = judge(dossier, known.causes, known.checks, known.lexicon, known.book)
        question = next_question(dossier, state, known.causes, known.checks, known.lexicon)
        return question.check if question else ""

    return choose


def by_form(known: Knowledge) -> Chooser:
    """A form gone through from the top: the questions that a caller can answer, in the order of the file."""
    order = [check.id for check in known.checks if check.kind == "question" and check.who != "technician"]

    def choose(dossier: Dossier) -> str:
        done = {one.check for one in dossier.answers}
        return next((name for name in order if name not in done), "")

    return choose


def _truth(heard: Heard, known: Knowledge) -> str:
    """The detail of the true class that the state holds likeliest."""
    posterior = heard.decision.state.posterior
    wanted = heard.told.causes[0]
    return max(
        (cause for cause in posterior if class_of(cause) == wanted),
        key=lambda cause: (posterior[cause], cause),
    )


def _drawn(check: Check, truth: str, number: int) -> str:
    dice = random.Random(f"{check.id}/{number}")
    return dice.choices([one.id for one in check.answers], check.likely[truth])[0]


def expected_error(heard: Sequence[Heard], bins: int = 5) -> float:
    """Expected calibration error of the class that stands first."""
    total = 0.0
    for number in range(bins):
        low, high = number / bins, (number + 1) / bins
        part = [one for one in heard if low < one.surest <= high or (number == 0 and one.surest == 0)]
        if part:
            right = sum(one.first_right for one in part) / len(part)
            sure = sum(min(one.surest, 1.0) for one in part) / len(part)
            total += len(part) / len(heard) * abs(right - sure)
    return total
