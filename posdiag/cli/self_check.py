"""`posdiag self-check`: what a merchant or customer can look at alone, on paper or step by step."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from posdiag.cli.asking import Read, read_line
from posdiag.cli.endings import DONE
from posdiag.cli.help import Verb
from posdiag.cli.options import format_option, output_option
from posdiag.cli.output import result
from posdiag.cli.texts import tell

if TYPE_CHECKING:
    from posdiag.checks.selfcheck import Gathered, Step
    from posdiag.cli.output import Result

_WHO = ("merchant", "customer")


def command(lang: str) -> click.Command:
    """The verb, its help in `lang`."""

    def self_check(who: str, interactive: bool, form: str, output: Path | None) -> int:
        from posdiag.checks.selfcheck import gather, load_selfcheck, steps_for
        from posdiag.profile.roots import Roots
        from posdiag.report.advised import gathered_object, self_check_lines, self_check_object

        steps = steps_for(load_selfcheck(Roots.of()), who)
        with result(output, lang) as place:
            if interactive:
                got = gather(steps, asked(steps, lang, place.width, read_line))
                if form == "json":
                    place.write(json.dumps(gathered_object(got, who), ensure_ascii=False) + "\n")
                else:
                    _tell(place, got, lang)
            elif form == "json":
                place.write(json.dumps(self_check_object(steps, who), ensure_ascii=False) + "\n")
            else:
                place.write_lines(self_check_lines(steps, who, lang, place.width))
        return DONE

    params: list[click.Parameter] = [
        click.Option(
            ["--for", "who"],
            type=click.Choice(_WHO),
            default=_WHO[0],
            show_default=True,
            help=tell(lang, "self_check.who"),
        ),
        click.Option(["--interactive"], is_flag=True, help=tell(lang, "self_check.interactive")),
        format_option(lang),
        output_option(lang),
    ]
    return Verb(lang, "self-check", self_check, params)


def asked(steps: tuple[Step, ...], lang: str, width: int, read: Read) -> dict[str, str]:
    """The answers by step id, until the steps or the answers end. A number or words; empty skips a step."""
    from posdiag.report.advised import step_lines
    from posdiag.report.lines import plain

    answers: dict[str, str] = {}
    for number, step in enumerate(steps, 1):
        for text in plain(step_lines(step, number, lang, width)):
            click.echo(text, err=True)
        while True:
            click.echo(tell(lang, "self_check.prompt"), nl=False, err=True)
            given = read()
            if given is None or given.strip().lower() == "q":
                return answers
            word = given.strip()
            if not word or word == "?" or step.free or step.answer(word) is not None:
                answers[step.id] = "" if word == "?" else word
                break
            click.echo(tell(lang, "self_check.again", most=len(step.answers)), err=True)
    return answers


def _tell(place: Result, got: Gathered, lang: str) -> None:
    from posdiag.diagnose.causes import load_causes
    from posdiag.profile.roots import Roots
    from posdiag.report.advised import gathered_lines

    names = {cause.id: cause.name for cause in load_causes(Roots.of())}
    place.write_lines(gathered_lines(got, lang, place.width, names))
