"""Before calling: a short list that a merchant or customer goes through alone, whose answers feed a case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from posdiag.checks.check import Checks
from posdiag.diagnose.causes import CauseTable
from posdiag.errors import InputError
from posdiag.marked import Faults, Marked, read_yaml
from posdiag.masking import mask_text
from posdiag.profile.roots import Roots
from posdiag.worded import worded

FILE = "selfcheck.yaml"
WHO = ("merchant", "customer")
#: Steps are read alone and aloud.
MAX_TEXT = {"ko": 120, "en": 240}
#: Words of one's own are cut here.
MAX_FREE = 2_000
SKIPPED = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer. `facts` go into the case; `tells` is the answer to the step's check.

    `cause` is what the answer points to where it settles the matter, `advice` what to do about it.
    """

    id: str
    text: Mapping[str, str]
    facts: Mapping[str, str] = field(default_factory=dict)
    tells: str = ""
    cause: str = ""
    advice: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to look at. One with `free` is answered in words, which become that fact."""

    id: str
    who: tuple[str, ...]
    text: Mapping[str, str]
    check: str = ""
    free: str = ""
    first: bool = False  # looks at the money, before anything is tried again
    answers: tuple[Choice, ...] = ()
    place: str = ""

    def answer(self, id_: str) -> Choice | None:
        """The answer of an id, or of its number from 1."""
        if id_.isdecimal() and 0 < int(id_) <= len(self.answers):
            return self.answers[int(id_) - 1]
        return next((one for one in self.answers if one.id == id_), None)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the answers come to: facts for the case, checks answered, causes pointed to, advice in order."""

    facts: Mapping[str, str]
    checks: Mapping[str, str]
    causes: tuple[str, ...]
    advice: tuple[Mapping[str, str], ...]


def steps_for(steps: Iterable[Step], who: str) -> tuple[Step, ...]:
    """The steps for a merchant or a customer, those about the money first."""
    mine = [step for step in steps if who in step.who]
    return (*(step for step in mine if step.first), *(step for step in mine if not step.first))


def gather(steps: Iterable[Step], answers: Mapping[str, str]) -> Gathered:
    """What answers by step id come to; skipped and unknown ones tell nothing. Words are masked."""
    facts: dict[str, str] = {}
    checks: dict[str, str] = {}
    causes: list[str] = []
    advice: list[Mapping[str, str]] = []
    for step in steps:
        given = answers.get(step.id, SKIPPED).strip()
        if step.free and given:
            facts[step.free] = mask_text(given[:MAX_FREE])
        choice = step.answer(given)
        if choice is None:
            continue
        facts |= choice.facts
        if step.check and choice.tells:
            checks[step.check] = choice.tells
        if choice.cause and choice.cause not in causes:
            causes.append(choice.cause)
        if choice.advice:
            advice.append(choice.advice)
    return Gathered(facts, checks, tuple(causes), tuple(advice))


def load_selfcheck(roots: Roots, faults: Faults | None = None) -> tuple[Step, ...]:
    """The steps of every root. Faults go to `faults`; without such a list they are raised together."""
    collected = Faults() if faults is None else faults
    steps: dict[str, Step] = {}
    for file in roots.single(FILE):
        document = read_yaml(file.path, collected, file.shown_as)
        if document is None:
            continue
        document.need("source")
        for entry in document.need("steps").items():
            step = _step(entry)
            if step.id in steps:
                entry.fault(
                    worded("step `{id}` stands twice", id=step.id),
                    worded("the other: {place}", place=steps[step.id].place),
                )
            steps.setdefault(step.id, step)
        document.no_other_keys()
    if faults is None and collected:
        raise InputError(collected.problems)
    return tuple(steps.values())


def lint_selfcheck(steps: Iterable[Step], checks: Checks, causes: CauseTable) -> Faults:
    """Checks, answers of checks and causes that nobody knows."""
    faults = Faults()
    known = {check.id: {answer.id for answer in check.answers} for check in checks}
    for step in steps:
        if step.check and step.check not in known:
            faults.add(
                step.place,
                worded("step `{id}` names no known check: `{check}`", id=step.id, check=step.check),
            )
        for choice in step.answers:
            if choice.tells and choice.tells not in known.get(step.check, {choice.tells}):
                faults.add(
                    step.place,
                    worded("check `{check}` has no answer `{tells}`", check=step.check, tells=choice.tells),
                )
            if choice.cause and choice.cause not in causes:
                faults.add(
                    step.place,
                    worded("step `{id}` names no known cause: `{cause}`", id=step.id, cause=choice.cause),
                )
    return faults


def _step(entry: Marked) -> Step:
    answers = entry.get("answers")
    step = Step(
        id=entry.need("id").as_text(),
        who=tuple(one.as_choice(WHO, "merchant") for one in entry.need("for").items()),
        text=entry.languages("text"),
        check=entry.text("check"),
        free=entry.text("free"),
        first=entry.flag("first", False),
        answers=() if answers is None else tuple(_choice(id_, one) for id_, one in answers.pairs()),
        place=entry.place,
    )
    for lang, most in MAX_TEXT.items():
        if len(step.text.get(lang, "")) > most:
            entry.fault(
                worded("the `{lang}` text is longer than {most} characters", lang=lang, most=most),
                worded("make it short"),
            )
    if bool(step.free) is bool(step.answers):
        entry.fault(worded("step `{id}` needs either `answers` or `free`", id=step.id))
    entry.no_other_keys()
    return step


def _choice(id_: str, entry: Marked) -> Choice:
    facts, advice = entry.get("facts"), entry.get("advice")
    choice = Choice(
        id=id_,
        text=entry.languages("text"),
        facts={} if facts is None else {key: value.as_text() for key, value in facts.pairs()},
        tells=entry.text("tells"),
        cause=entry.text("cause"),
        advice={} if advice is None else entry.languages("advice"),
    )
    entry.no_other_keys()
    return choice
