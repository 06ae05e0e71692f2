"""`case new`, `answer`, `ask`: hear a story, take answers, ask the question that tells most."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from posdiag.cli.case_desk import Desk, desk, number_argument, shared_options, text_of
from posdiag.cli.endings import DONE
from posdiag.cli.help import Verb
from posdiag.cli.output import Result, result
from posdiag.cli.texts import tell
from posdiag.errors import InputError

if TYPE_CHECKING:
    from posdiag.intake.dossier import Dossier
    from posdiag.store.cases import Event


def new(lang: str) -> click.Command:
    """`case new [STORY|-]`."""

    def open_case(
        story: str | None, interactive: bool, db: Path | None, now: str | None, form: str, output: Path | None
    ) -> int:
        from posdiag.intake.talk import opened
        from posdiag.store.cases import Event

        text = "" if story is None else text_of(story, lang)
        with desk(lang, db, now) as place, result(output, lang) as out:
            heard = opened(text, place.at, place.now, place.ears)
            dossier, _ = place.decided(heard)
            events = [Event("opened", {"story": dossier.story, "cause": dossier.cause})]
            kept = place.cases.create(dossier, events, place.at)
            if interactive:
                kept = converse(place, kept)
            write(place, kept, form, out)
        return DONE

    params: list[click.Parameter] = [
        click.Argument(["story"], required=False, metavar="[STORY|-]"),
        click.Option(["--interactive"], is_flag=True, help=tell(lang, "case.interactive")),
        *shared_options(lang),
    ]
    return Verb(lang, "case new", open_case, params)


def answer(lang: str) -> click.Command:
    """`case answer N QUESTION=ANSWER…`."""

    def take(
        number: int,
        answers: tuple[str, ...],
        db: Path | None,
        now: str | None,
        form: str,
        output: Path | None,
    ) -> int:
        with desk(lang, db, now) as place, result(output, lang) as out:
            write(place, taken(place, number, answers), form, out)
        return DONE

    params: list[click.Parameter] = [
        number_argument(),
        click.Argument(["answers"], nargs=-1, required=True, metavar="QUESTION=ANSWER..."),
        *shared_options(lang),
    ]
    return Verb(lang, "case answer", take, params)


def ask(lang: str) -> click.Command:
    """`case ask N`."""

    def ask_next(
        number: int, interactive: bool, db: Path | None, now: str | None, form: str, output: Path | None
    ) -> int:
        from posdiag.report.case_json import question_json
        from posdiag.report.case_lines import question_lines

        with desk(lang, db, now) as place, result(output, lang) as out:
            if interactive:
                write(place, converse(place, place.cases.get(number)), form, out)
                return DONE
            kept = place.cases.change(number, lambda dossier: (place.decided(dossier)[0], ()), place.at)
            _, decision = place.decided(kept)
            if form == "json":
                out.write(question_json(kept, decision))
            else:
                out.write_lines(question_lines(kept, decision, lang, out.width))
        return DONE

    params: list[click.Parameter] = [
        number_argument(),
        click.Option(["--interactive"], is_flag=True, help=tell(lang, "case.interactive")),
        *shared_options(lang),
    ]
    return Verb(lang, "case ask", ask_next, params)


def taken(place: Desk, number: int, answers: Sequence[str]) -> Dossier:
    """The case after answers: `question=answer` by name, anything else in free words."""
    from posdiag.intake.ask_next import question_of
    from posdiag.intake.talk import answered, replied

    ears = place.ears
    named, free = {}, []
    for text in answers:
        key, equals, value = text.partition("=")
        if equals and (question_of(key.strip(), ears.checks, ears.lexicon) or key.isidentifier()):
            named[key.strip()] = value
        else:
            free.append(text)

    def change(dossier: Dossier) -> tuple[Dossier, Sequence[Event]]:
        after = answered(dossier, named, place.now, ears) if named else dossier
        after = replied(after, " ".join(free), place.now, ears) if free else after
        return recorded(place, dossier, after)

    return place.cases.change(number, change, place.at)


def recorded(place: Desk, before: Dossier, after: Dossier) -> tuple[Dossier, Sequence[Event]]:
    """The case as it is decided now, and what is recorded of the change: the new facts and answers."""
    from posdiag.intake.facts import fact_object
    from posdiag.store.cases import Event

    decided, _ = place.decided(after)
    facts = [fact_object(fact) for fact in after.facts if fact not in before.facts]
    answers = {one.check: one.answer for one in after.answers if one not in before.answers}
    more = after.story[len(before.story) :].strip() if after.story != before.story else ""
    body = {"facts": facts, "answers": answers, "story": more, "cause": decided.cause}
    return decided, [Event("answered", {key: value for key, value in body.items() if value})]


def write(place: Desk, dossier: Dossier, form: str, out: Result) -> None:
    """The case with what it comes to, as text or JSON."""
    from posdiag.report.case_json import case_json
    from posdiag.report.case_lines import case_lines

    _, decision = place.decided(dossier)
    if form == "json":
        out.write(case_json(dossier, decision, place.known()))
    else:
        out.write_lines(case_lines(dossier, decision, place.known(), place.lang, out.width))


# -- on a terminal -----------------------------------------------------------------------------------

#: No answer is longer; what comes beyond is another line.
_LONGEST = 8_000


def converse(place: Desk, dossier: Dossier) -> Dossier:
    """Ask until nothing is left to ask, or answers end; every answer is kept before the next question."""
    from posdiag.report.case_lines import question_lines
    from posdiag.report.lines import plain

    try:
        while True:
            dossier, decision = place.decided(dossier)
            if decision.ask is None:
                return dossier
            for text in plain(question_lines(dossier, decision, place.lang, 100, hint=False)):
                click.echo(text, err=True)
            click.echo(tell(place.lang, "case.prompt"), nl=False, err=True)
            given = _read_line()
            if given is None or given.strip().lower() in ("q", "quit", "끝"):
                return dossier
            if given.strip():
                dossier = _kept(place, dossier, decision.ask.key, given)
    except (KeyboardInterrupt, EOFError):
        click.echo(err=True)
        return dossier


def _kept(place: Desk, dossier: Dossier, key: str, given: str) -> Dossier:
    """The case after one answer at the terminal; what is not understood is told and asked again."""
    from posdiag.intake.talk import answered, replied

    def change(kept: Dossier) -> tuple[Dossier, Sequence[Event]]:
        try:
            after = answered(kept, {key: given}, place.now, place.ears)
        except InputError:
            if len(given) <= 12:
                raise
            after = replied(replace(kept, pending=""), given, place.now, place.ears)
        return recorded(place, kept, after)

    try:
        return place.cases.change(dossier.id, change, place.at)
    except InputError as error:
        for problem in (one.in_language(place.lang) for one in error.problems):
            click.echo(f"{problem.what} ({problem.remedy})", err=True)
        return dossier


def _read_line() -> str | None:
    """A line of stdin, whatever bytes it holds; None at its end."""
    stream = getattr(sys.stdin, "buffer", sys.stdin)
    line: bytes | str = stream.readline(_LONGEST)
    text = line.decode("utf-8", "replace") if isinstance(line, bytes) else line
    if not text:
        click.echo(err=True)
        return None
    return text.rstrip("\r\n")
