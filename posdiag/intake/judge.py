"""What a dossier makes likely: the classifier's readings,
weighed with facts and answers through the checks. Pure.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from posdiag.checks.check import CLOSED, DONT_KNOW, OPEN, UNCLEAR, Checks
from posdiag.checks.state import State, Step, begin
from posdiag.diagnose.causes import UNKNOWN, CauseTable
from posdiag.diagnose.finding import CauseShare, class_of
from posdiag.entitle.rulebook import Rulebook
from posdiag.intake.dossier import Answered, Dossier, Reading
from posdiag.intake.entitlement import ruling, weighed
from posdiag.intake.facts import best, value_of
from posdiag.intake.lexicon import Lexicon, concerns

#: How much an answer counts, as a power of its likelihood. What the story says the classifier has read
#: already, so that counts half; an answer to the question itself counts whole.
TRUST = {"statement": 1.0, "answer": 1.0, "self-check": 0.9, "story": 0.5}
#: The check of the last transaction at the terminal.
INQUIRY = "last-transaction"
#: The complaint of a shop that got no answer while the customer was told of an approval: money is out.
UNANSWERED = "unanswered"
#: A cause at least this likely is the answer; below, the answer is that it cannot be told.
ANSWERS_FROM = 0.5
#: Of a further reading: what a cause that it does not name keeps, how far it may lift one, and the prior
#: below which none is taken to be.
_KEPT, _MOST_LIFT, _RAREST = 0.05, 60.0, 0.004
#: What is left of the shares of a story on which the classifier decides, and on which it does not: the
#: rest is the priors'. `python -m bench.intake.fit` tries others for these and the two below.
OF_SURE, OF_UNSURE = 1.0, 0.5
#: What is left of the prior of `unknown`.
UNKNOWN_HELD = 0.3
#: What a complaint is worth to the causes it speaks for (natural logarithm).
COMPLAINT = 3.0


def judge(
    dossier: Dossier, causes: CauseTable, checks: Checks, lexicon: Lexicon, book: Rulebook | None = None
) -> State:
    """The causes of a dossier with their probabilities,
    and the state of the money; from scratch each time.
    """
    posterior = dict(_base(dossier, causes))
    for reading in dossier.readings[1:]:
        posterior = _with_reading(posterior, reading, causes)
    posterior = _with_complaints(posterior, dossier, lexicon)
    if book is not None:
        posterior = weighed(posterior, ruling(dossier, book, lexicon))
    steps: list[Step] = []
    money, unread = UNCLEAR, _unread(dossier)
    for one in evidence(dossier, lexicon):
        if one.check not in checks:
            continue
        check = checks[one.check]
        answer = next((known for known in check.answers if known.id == one.answer), None)
        if answer is not None:
            number = check.number_of(answer.id)
            trust = max(TRUST.get(one.source, 1.0), unread if one.source == "story" else 0.0)
            posterior = _scaled(
                {cause: share * check.likely[cause][number] ** trust for cause, share in posterior.items()}
            )
            money = answer.money if answer.money and money != OPEN else money
        leading = max(posterior, key=lambda cause: (posterior[cause], cause))
        steps.append(Step(one.check, one.answer, leading, round(posterior[leading], 4)))
    if money != CLOSED and value_of(dossier.facts, "complaint") == UNANSWERED:
        money = OPEN
    return State(posterior, tuple(steps), money if money in (OPEN, CLOSED) else UNCLEAR)


def answer_of(state: State) -> str:
    """The cause that the state stands by; `unknown` where none is likely enough.

    Where only the detail is open, the class is the answer: by its own probability and those of its details.
    """
    leading = state.leading
    if leading == UNKNOWN or state.posterior[leading] >= ANSWERS_FROM:
        return leading
    whole = class_of(leading)
    together = sum(share for cause, share in state.posterior.items() if class_of(cause) == whole)
    return whole if together >= ANSWERS_FROM and whole in state.posterior else UNKNOWN


def evidence(dossier: Dossier, lexicon: Lexicon) -> Iterator[Answered]:
    """Every check that is answered: by an answer itself, or else by a fact that says the same."""
    given = {one.check: one for one in dossier.answers}
    yield from given.values()
    for field in lexicon:
        if not field.check or field.check in given:
            continue
        fact = best(dossier.facts, field.id)
        value = field.value(fact.value) if fact else None
        if fact and value and value.answer:
            yield Answered(field.check, value.answer, fact.source)
        elif fact and field.kind == "message":
            yield Answered(field.check, DONT_KNOW, fact.source)  # its words were read: no need to ask
    if INQUIRY not in given:
        yield from _inquired(dossier)


def _inquired(dossier: Dossier) -> Iterator[Answered]:
    """What an inquiry at the terminal would say is known where an approval is."""
    number = best(dossier.facts, "approval")
    if number is not None:
        yield Answered(INQUIRY, "approved", number.source)
    elif value_of(dossier.facts, "charged") in ("ordinary", "coupon", "twice"):
        yield Answered(INQUIRY, DONT_KNOW, "story")


def _base(dossier: Dossier, causes: CauseTable) -> Mapping[str, float]:
    """What the first reading makes likely, or the priors.

    `unknown` is held low: that nothing decides shows itself in no cause being likely enough.
    """
    shares = []
    if dossier.readings:
        sure = OF_UNSURE if dossier.readings[0].answer == UNKNOWN else OF_SURE
        shares = [
            CauseShare(cause, share * sure, causes[cause].party)
            for cause, share in dossier.readings[0].causes
            if cause in causes
            and share > 0
            and cause != UNKNOWN  # a text that does not decide leaves the priors
        ]
    posterior = begin(causes, shares).posterior
    return _scaled(
        {cause: share * (UNKNOWN_HELD if cause == UNKNOWN else 1.0) for cause, share in posterior.items()}
    )


def _unread(dossier: Dossier) -> float:
    """How much of what the story says the classifier made nothing of, so that it counts as evidence still."""
    if not dossier.readings or dossier.readings[0].answer == UNKNOWN:
        return 1.0
    surest = max((share for cause, share in dossier.readings[0].causes if cause != UNKNOWN), default=0.0)
    return 1.0 - (1.0 - TRUST["story"]) * surest


def _with_complaints(posterior: dict[str, float], dossier: Dossier, lexicon: Lexicon) -> dict[str, float]:
    """What a caller complains about speaks for causes, where no check asks for it."""
    worth = COMPLAINT * max(TRUST["story"], _unread(dossier))
    named: set[str] = set()
    for fact in dossier.facts:
        field = lexicon.fields.get(fact.field)
        value = field.value(fact.value) if field else None
        named |= set(value.for_) if value else set()
    return _scaled(
        {
            cause: share * (math.exp(worth) if any(concerns((scope,), cause) for scope in named) else 1.0)
            for cause, share in posterior.items()
        }
    )


def _with_reading(posterior: Mapping[str, float], reading: Reading, causes: CauseTable) -> dict[str, float]:
    """A further text that was classified:
    each cause by how much likelier the text makes it than it is at all.
    """
    shares = dict(reading.causes)
    unsure = shares.get(UNKNOWN, 0.0) + max(0.0, 1.0 - sum(shares.values()))
    floor = _KEPT + (1.0 - _KEPT) * min(unsure, 1.0)
    return _scaled(
        {
            cause: share
            * (floor + min(_MOST_LIFT, shares.get(cause, 0.0) / max(causes[cause].prior, _RAREST)))
            if cause != UNKNOWN
            else share * floor
            for cause, share in posterior.items()
        }
    )


def _scaled(mass: Mapping[str, float]) -> dict[str, float]:
    total = sum(mass.values()) or 1.0
    return {cause: share / total for cause, share in mass.items()}
