"""Questions at the terminal, or answered from a pipe, until the cause of a failing run is named.

Questions go to stderr, the outcome to where the report goes. Whatever ends the answers, what was learned
until then is told.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import click

from posdiag.cli.texts import tell
from posdiag.errors import InputError, Problem

if TYPE_CHECKING:
    from posdiag.checks.check import Check, Checks
    from posdiag.checks.state import State
    from posdiag.cli.output import Result
    from posdiag.guidance.cards import Card, Cards
    from posdiag.record import RunRecord
    from posdiag.report.asked import Ending, Names

#: No answer is longer; what comes beyond is another line.
_LONGEST = 1_000
_MOST_CARDS = 2  # for one audience

#: Gives one line without its end, or None where no more come.
Read = Callable[[], str | None]


@lru_cache(maxsize=1)
def shipped_checks() -> Checks:
    """The checks that tell the causes of the shipped taxonomy apart."""
    from posdiag import assembly
    from posdiag.checks.load import load_checks

    return load_checks(assembly.library().roots, assembly.house().causes)


def followed(record: RunRecord) -> RunRecord:
    """The record with the next check."""
    from posdiag import assembly
    from posdiag.checks.of_record import next_of

    return replace(record, next=next_of(record, shipped_checks(), assembly.house().causes))


def asks_in_text_only(lang: str) -> InputError:
    """What is wrong where people are asked in a report for programs."""
    what, remedy = (tell(lang, f"asking.{key}") for key in ("form", "form_remedy"))
    return InputError(Problem("--interactive", what, remedy))


def ask_about(records: Sequence[RunRecord], lang: str, place: Result) -> None:
    """Ask about the first failing run whose cause is not named yet, and write what came of it."""
    from posdiag import assembly
    from posdiag.checks.of_record import state_of_record
    from posdiag.record import Verdict

    causes = assembly.house().causes
    states = [(record, state_of_record(record, causes)) for record in records]
    undecided = [(record, state) for record, state in states if state is not None]
    if not undecided:
        failed = any(record.verdict is not Verdict.COMPATIBLE for record in records)
        click.echo(tell(lang, "asking.all_named" if failed else "asking.nothing_failed"), err=True)
        return
    record, state = undecided[0]
    pos = f"{record.pos_id}@{record.release}"
    click.echo(tell(lang, "asking.about", scenario=record.scenario, pos=pos), err=True)
    if len(undecided) > 1:
        click.echo(tell(lang, "asking.others", count=len(undecided) - 1), err=True)
    talk(state, lang, place)


def talk(state: State, lang: str, place: Result) -> None:
    """Ask about what a diagnosis left open, and write what came of it."""
    from posdiag import assembly
    from posdiag.report.asked import ending_lines

    causes = assembly.house().causes
    names, checks = {cause.id: cause.name for cause in causes}, shipped_checks()
    ending = converse(state, checks, assembly.house().cards, names, lang, place.width, read_line)
    place.write_lines(ending_lines(ending, checks, lang, place.width, names))


def converse(
    state: State, checks: Checks, cards: Cards, names: Names, lang: str, width: int, read: Read
) -> Ending:
    """Ask until the cause is named, nothing tells more, or no more answers come."""
    from posdiag.checks.state import advance, answered
    from posdiag.report.asked import Ending, question_lines
    from posdiag.report.lines import plain

    try:
        while True:
            choice, state = advance(state, checks)
            if choice is None:
                how = "decided" if state.decided else "exhausted"
                return Ending(how, state, _cards_for(state, cards) if state.decided else ())
            for text in plain(question_lines(choice, len(state.steps) + 1, lang, width, names)):
                click.echo(text, err=True)
            answer = _answer(choice.check, lang, read)
            if answer is None:
                return Ending("stopped", state)
            state = answered(state, checks, choice.check.id, answer)
    except KeyboardInterrupt:
        click.echo(err=True)
        return Ending("stopped", state)


def _answer(check: Check, lang: str, read: Read) -> str | None:
    """The id of the answer given; None to stop. What is not understood is asked again."""
    from posdiag.checks.check import DONT_KNOW
    from posdiag.marked import short
    from posdiag.masking import mask_text

    while True:
        click.echo(tell(lang, "asking.prompt"), nl=False, err=True)
        given = read()
        if given is None or given.strip().lower() == "q":
            return None
        word = given.strip()
        if word == "?":
            return DONT_KNOW
        if word.isdecimal() and len(word) <= 3 and 1 <= int(word) <= len(check.answers):
            return check.answers[int(word) - 1].id
        shown = short(mask_text(word))
        click.echo(tell(lang, "asking.again", given=shown, most=len(check.answers)), err=True)


def read_line() -> str | None:
    """A line of stdin, whatever bytes it holds; shown where it does not stand on the terminal already."""
    stream = getattr(sys.stdin, "buffer", sys.stdin)
    line: bytes | str = stream.readline(_LONGEST)
    text = line.decode("utf-8", "replace") if isinstance(line, bytes) else line
    if not text:
        click.echo(err=True)
        return None
    if not sys.stdin.isatty():
        click.echo(text.strip(), err=True)
    return text.rstrip("\r\n")


def _cards_for(state: State, cards: Cards) -> list[Card]:
    """What to do about the cause that was named; where money may be open, the standing order first."""
    from posdiag.checks.check import OPEN
    from posdiag.guidance.cards import AUDIENCES
    from posdiag.guidance.choose import fitting_cards, standing_order

    chosen = list(standing_order(cards)) if state.money == OPEN else []
    for audience in AUDIENCES:
        chosen += fitting_cards(cards, state.leading, audience, None)[:_MOST_CARDS]
    return chosen
