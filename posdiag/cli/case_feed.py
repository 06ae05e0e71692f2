"""`case statement`, `case self-check`: papers, and what the caller found out alone, feed the case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from posdiag.cli.case_desk import Desk, desk, number_argument, shared_options
from posdiag.cli.case_talk import recorded, write
from posdiag.cli.endings import DONE
from posdiag.cli.help import Verb
from posdiag.cli.output import result
from posdiag.cli.readable import accept, partial_option
from posdiag.cli.statement import bytes_of, name_of
from posdiag.cli.texts import tell
from posdiag.errors import InputError, Problem

if TYPE_CHECKING:
    from posdiag.checks.selfcheck import Step
    from posdiag.intake.dossier import Dossier
    from posdiag.store.cases import Event


def statement(lang: str) -> click.Command:
    """`case statement N FILE`."""

    def attach(
        number: int,
        file: str,
        partial: bool,
        db: Path | None,
        now: str | None,
        form: str,
        output: Path | None,
    ) -> int:
        from posdiag.intake.on_paper import with_statement
        from posdiag.profile.regions import load_regions
        from posdiag.profile.roots import Roots
        from posdiag.statement.read import read_statement
        from posdiag.store.cases import Event

        regions = load_regions(Roots.of())
        read = read_statement(bytes_of(file, lang), regions)
        accept(read, name_of(file), lang, partial, InputError)
        with desk(lang, db, now) as place, result(output, lang) as out:

            def change(dossier: Dossier) -> tuple[Dossier, Sequence[Event]]:
                after, _ = recorded(place, dossier, with_statement(dossier, read, regions))
                told = {"payments": len(after.payments), "alarms": [one["kind"] for one in after.alarms]}
                return after, [Event("statement", told)]

            write(place, place.cases.change(number, change, place.at), form, out)
        return DONE

    params: list[click.Parameter] = [
        number_argument(),
        click.Argument(["file"], metavar="FILE|-"),
        partial_option(lang),
        *shared_options(lang),
    ]
    return Verb(lang, "case statement", attach, params)


def self_check(lang: str) -> click.Command:
    """`case self-check N [STEP=ANSWER…]`."""

    def check(
        number: int,
        answers: tuple[str, ...],
        db: Path | None,
        now: str | None,
        form: str,
        output: Path | None,
    ) -> int:
        from posdiag.checks.selfcheck import load_selfcheck, steps_for
        from posdiag.intake.facts import value_of
        from posdiag.profile.roots import Roots
        from posdiag.report.case_json import steps_json
        from posdiag.report.case_lists import step_lines

        steps = load_selfcheck(Roots.of())
        with desk(lang, db, now) as place, result(output, lang) as out:
            if answers:
                given = _given(answers, steps, lang)
                write(place, _checked(place, number, steps, given), form, out)
                return DONE
            dossier = place.cases.get(number)
            who = "customer" if value_of(dossier.facts, "caller") == "customer" else "merchant"
            wanted = steps_for(steps, who)
            if form == "json":
                out.write(steps_json(number, wanted))
            else:
                out.write_lines(step_lines(number, wanted, lang, out.width))
        return DONE

    params: list[click.Parameter] = [
        number_argument(),
        click.Argument(["answers"], nargs=-1, metavar="[STEP=ANSWER]..."),
        *shared_options(lang),
    ]
    return Verb(lang, "case self-check", check, params)


def _given(answers: Sequence[str], steps: Sequence[Step], lang: str) -> Mapping[str, str]:
    """Answers by step; InputError with every one that names no step or none of its answers."""
    from posdiag.marked import short
    from posdiag.masking import mask_text
    from posdiag.profile.select import nearest

    known = {step.id: step for step in steps}
    given: dict[str, str] = {}
    problems = []
    for text in answers:
        name, _, answer = text.partition("=")
        step = known.get(name.strip())
        shown = short(mask_text(text))
        if step is None:
            problems.append(Problem(shown, tell(lang, "case.no_step"), nearest(short(name), list(known))))
        elif not step.free and step.answer(answer.strip()) is None:
            options = ", ".join(f"{n}={one.id}" for n, one in enumerate(step.answers, 1))
            problems.append(Problem(shown, tell(lang, "case.no_answer"), options))
        else:
            given[step.id] = answer
    if problems:
        raise InputError(problems)
    return given


def _checked(place: Desk, number: int, steps: Sequence[Step], given: Mapping[str, str]) -> Dossier:
    """The case after the answers of the self-check."""
    from posdiag.checks.selfcheck import gather
    from posdiag.intake.on_paper import with_self_check
    from posdiag.store.cases import Event

    ears = place.ears
    gathered = gather(steps, given)

    def change(dossier: Dossier) -> tuple[Dossier, Sequence[Event]]:
        after, events = recorded(place, dossier, with_self_check(dossier, gathered, place.now, ears))
        advice = {"advice": [dict(one) for one in gathered.advice]} if gathered.advice else {}
        return after, [Event("self-check", {**events[0].body, **advice})]

    return place.cases.change(number, change, place.at)
