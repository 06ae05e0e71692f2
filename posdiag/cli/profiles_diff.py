"""`posdiag profiles diff`: what changed for coupon payments between two releases, and what it touches."""

from __future__ import annotations

import json
import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from posdiag.cli.endings import DONE, FINDINGS
from posdiag.cli.help import Verb
from posdiag.cli.options import fault_option, format_option, output_option, seed_option
from posdiag.cli.output import Progress, result
from posdiag.cli.texts import tell
from posdiag.errors import InputError, PosdiagError, Problem
from posdiag.worded import worded

if TYPE_CHECKING:
    from posdiag.isolate.compare import Comparison
    from posdiag.profile.model import PosRelease


def command(lang: str) -> click.Command:
    """The verb, its help in `lang`."""

    def diff(
        before: str,
        after: str,
        scenarios: tuple[str, ...],
        terminal: str | None,
        faults: tuple[str, ...],
        seed: int,
        replay: bool,
        form: str,
        output: Path | None,
        fail_on: str,
    ) -> int:
        from posdiag import assembly
        from posdiag.report.compared import compared_lines, compared_markdown
        from posdiag.report.compared_json import compared_object

        one, other = _release(before, "A"), _release(after, "B")
        again = _again(before, after, scenarios, terminal, faults, seed, replay)
        with result(output, lang) as place:
            done = _compared(one, other, scenarios, terminal if replay else None, faults, seed, replay)
            names = assembly.cause_names()
            if form == "json":
                place.write(json.dumps(compared_object(done, again), ensure_ascii=False, indent=1) + "\n")
            elif form == "markdown":
                place.write(compared_markdown(done, lang, names, again))
            else:
                place.write_lines(compared_lines(done, lang, place.width, names, again))
        return FINDINGS if done.worse and fail_on == "worse" else DONE

    return Verb(lang, "profiles diff", diff, _params(lang))


def _params(lang: str) -> list[click.Parameter]:
    return [
        click.Argument(["before"], metavar="A"),
        click.Argument(["after"], metavar="B"),
        click.Option(
            ["--scenario", "-s", "scenarios"],
            multiple=True,
            metavar="SCENARIO",
            help=tell(lang, "profiles.diff.scenario"),
        ),
        click.Option(["--terminal"], metavar="URL", help=tell(lang, "profiles.diff.terminal")),
        fault_option(lang),
        seed_option(lang),
        click.Option(["--replay/--no-replay"], default=True, help=tell(lang, "profiles.diff.replay")),
        format_option(lang, ("text", "json", "markdown")),
        output_option(lang),
        click.Option(
            ["--fail-on"],
            type=click.Choice(["worse", "never"]),
            default="never",
            show_default=True,
            help=tell(lang, "profiles.diff.fail_on"),
        ),
    ]


def _release(text: str, place: str) -> PosRelease:
    """The one release meant; a product without a release means its newest."""
    from posdiag import assembly

    try:
        found = assembly.library().select((text,))
    except PosdiagError as error:
        raise type(error)(
            [replace(one, place=one.place.replace("--pos", place)) for one in error.problems]
        ) from error
    if len({release.id for release in found}) == 1 and "@" not in text:
        return found[-1]
    if len(found) != 1:
        what = worded("`{text}` means {found} releases", text=text, found=len(found))
        raise InputError(Problem(place, what, worded("give one, such as {label}", label=found[-1].label)))
    return found[0]


def _compared(
    one: PosRelease,
    other: PosRelease,
    wanted: tuple[str, ...],
    terminal: str | None,
    faults: tuple[str, ...],
    seed: int,
    replay: bool,
) -> Comparison:
    from posdiag.assembly_isolate import stage
    from posdiag.cli.diagnose import selected
    from posdiag.isolate.compare import compare

    scenarios = selected(wanted)
    progress = Progress()

    def watch(number: int, scenario: str) -> None:
        progress.show(f"{number}/{len(scenarios)} {scenario}")

    try:
        with stage(terminal) as opened:
            play = opened.play if replay else None
            return compare(one, other, scenarios, play, faults, seed, watch)
    finally:
        progress.clear()


def _again(
    before: str,
    after: str,
    scenarios: tuple[str, ...],
    terminal: str | None,
    faults: tuple[str, ...],
    seed: int,
    replay: bool,
) -> str:
    """The command line that compares again."""
    words = ["posdiag", "profiles", "diff", before, after]
    for scenario in scenarios:
        words += ["--scenario", scenario]
    words += ["--terminal", terminal] if terminal else []
    for fault in faults:
        words += ["--fault", fault]
    words += ["--seed", str(seed)] if replay else ["--no-replay"]
    return shlex.join(words)
