"""Questions and what came of them, for people: one question as it is asked, and the end of the asking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from posdiag.checks.because import because
from posdiag.checks.check import DONT_KNOW, Checks
from posdiag.checks.choose import Choice
from posdiag.checks.state import State
from posdiag.guidance.cards import Card
from posdiag.report.columns import pad, wrap
from posdiag.report.lines import Line, line
from posdiag.report.words import pick, say

Names = Mapping[str, Mapping[str, str]]

_LABEL = 13
_MOST_CAUSES = 3
_LEAST_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class Ending:
    """How the asking ended. `how`: decided, exhausted or stopped. `cards` are for the cause named."""

    how: str
    state: State
    cards: Sequence[Card] = ()


def question_lines(choice: Choice, number: int, lang: str, width: int, names: Names) -> Iterator[Line]:
    """One question with its numbered answers, and why it is asked."""
    check = choice.check
    who = say(lang, f"audience.{check.who}")
    effort = say(lang, "next.effort", minutes=f"{check.minutes:g}", bits=f"{choice.gain_bits:.2f}")
    yield line()
    yield line(f"{say(lang, 'next.question', number=number, who=who)} ({effort})", "head")
    for part in wrap(pick(check.text, lang), width - 2):
        yield line(f"  {part}")
    for part in wrap(pick(because(choice, names), lang), width - 4):
        yield line(f"    {part}", "dim")
    for place, answer in enumerate(check.answers, 1):
        yield line(f"  {place:>3}) {pick(answer.text, lang)}")


def ending_lines(ending: Ending, checks: Checks, lang: str, width: int, names: Names) -> Iterator[Line]:
    """The causes by now, what was answered, and what to do about the cause that was named."""
    style = "good" if ending.how == "decided" else "unsure"
    yield line()
    yield line(say(lang, f"next.{ending.how}"), style)
    label = say(lang, "failure.cause")
    for cause, share in ending.state.likeliest(_MOST_CAUSES):
        if share >= _LEAST_SHARE:
            name = pick(names.get(cause, {}), lang)
            yield from _under(label, f"{_percent(share)} {name} [{cause}]", width, "mark" if label else "")
            label = ""
    label = say(lang, "next.summary")
    for step in ending.state.steps:
        check = checks[step.check]
        said = next((pick(one.text, lang) for one in check.answers if one.id == step.answer), "")
        said = say(lang, "next.dont_know") if step.answer == DONT_KNOW else said
        leading = pick(names.get(step.leading, {}), lang) or step.leading
        after = say(lang, "next.leading", percent=_percent(step.probability), name=leading)
        yield from _under(label, f"{pick(check.text, lang)} {said} {after}", width)
        label = ""
    for card in ending.cards:
        who = say(lang, f"audience.{card.audience}")
        yield from _under(f"  {who}", pick(card.text, lang), width)
    yield line()


def _percent(share: float) -> str:
    return f"{share:.0%}"


def _under(label: str, text: str, width: int, style: str = "") -> Iterator[Line]:
    opening = pad(label, _LABEL)
    for part in wrap(text, width - _LABEL):
        yield line(opening + part, style)
        opening = " " * _LABEL
