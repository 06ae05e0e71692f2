"""What to ask next: what tells the likely causes apart for a minute of the call,
then what the case still lacks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from posdiag.checks.because import because
from posdiag.checks.check import UNCLEAR, Check, Checks
from posdiag.checks.choose import choose
from posdiag.checks.state import State
from posdiag.diagnose.causes import CauseTable
from posdiag.intake.dossier import Dossier
from posdiag.intake.facts import value_of
from posdiag.intake.judge import answer_of
from posdiag.intake.lexicon import QUESTIONS, Field, Lexicon, concerns

Text = Mapping[str, str]
#: Checks that somebody on the phone can answer or do.
_ON_THE_PHONE = ("question", "inquiry", "host", "amount", "terminal", "device", "settings", "restart", "card")


@dataclass(frozen=True, slots=True)
class Question:
    """A question to the caller. `key` is what an answer names; `answers` are (id, text),
    none for free words.
    """

    key: str
    text: Text
    answers: tuple[tuple[str, Text], ...] = ()
    why: Text | None = None
    gain_bits: float = 0.0
    minutes: float = 0.0
    check: str = ""
    field: str = ""


def next_question(
    dossier: Dossier, state: State, causes: CauseTable, checks: Checks, lexicon: Lexicon
) -> Question | None:
    """The question that tells most; once nothing tells more,
    a fact that the case lacks; None when all is there.
    """
    possible = [check for check in checks if _possible(check, dossier)]
    known = value_of(dossier.facts, "charged") in ("ordinary", "coupon")  # charged once, and by what
    choice = choose(state.posterior, state.asked, possible, UNCLEAR if known else state.money)
    if choice is not None:
        names = {cause.id: cause.name for cause in causes}
        asked = of_check(choice.check, lexicon)
        return Question(
            asked.key, asked.text, asked.answers, because(choice, names), choice.gain_bits,
            choice.check.minutes, asked.check, asked.field,
        )  # fmt: skip
    lacking = next(iter(missing(dossier, state, causes, lexicon)), None)
    return None if lacking is None else of_field(lacking)


def question_of(key: str, checks: Checks, lexicon: Lexicon) -> Question | None:
    """The question of a name: a check's or a field's; None where there is none."""
    if key in lexicon.fields:
        field = lexicon.fields[key]
        return of_check(checks[field.check], lexicon) if field.check in checks else of_field(field)
    return of_check(checks[key], lexicon) if key in checks else None


def of_check(check: Check, lexicon: Lexicon) -> Question:
    """A check as a question; one that is a field as well goes by the field's name and words."""
    field = lexicon.of_check(check.id)
    answers = tuple((answer.id, answer.text) for answer in check.answers)
    if field is not None and field.kind == "message":
        return Question(field.id, field.ask, answers, check=check.id, field=field.id)
    key = field.id if field else check.id
    return Question(key, check.text, answers, check=check.id, field=field.id if field else "")


def of_field(field: Field) -> Question:
    """A fact to ask for."""
    return Question(
        field.id, field.ask, tuple((value.id, value.name) for value in field.values), field=field.id
    )


def missing(dossier: Dossier, state: State, causes: CauseTable, lexicon: Lexicon) -> list[Field]:
    """Facts that the likely cause makes worth knowing and nobody told, in the order of asking."""
    cause = answer_of(state)
    party = causes[cause].party if cause in causes else ""
    money = state.money == "open"
    wanted = [
        (max(concerns(field.needed, cause, party), int(money and "money" in field.needed)), field)
        for field in lexicon
        if not value_of(dossier.facts, field.id) and field.id not in _declined(dossier)
    ]
    fitting = [(score, field) for score, field in wanted if score]
    order = {question: number for number, question in enumerate(QUESTIONS)}
    return [field for _, field in sorted(fitting, key=lambda one: (-one[0], order[one[1].question]))]


def _declined(dossier: Dossier) -> frozenset[str]:
    """Fields that the caller could not tell."""
    return frozenset(dossier.extra.get("declined", ()))


def _possible(check: Check, dossier: Dossier) -> bool:
    if check.who == "technician" or check.id in _declined(dossier):
        return False
    if value_of(dossier.facts, "caller") == "customer" and check.kind != "question":
        return check.who == "agent"  # a customer has no hand at the till
    return check.kind in _ON_THE_PHONE


def six_questions(dossier: Dossier, lexicon: Lexicon) -> Iterator[tuple[str, list[Field]]]:
    """Each of the six questions with the fields that are told."""
    for question in QUESTIONS:
        yield question, [f for f in lexicon if f.question == question and value_of(dossier.facts, f.id)]
