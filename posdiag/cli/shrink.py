"""`posdiag shrink`: the smallest request and the mildest fault that still show the same failure."""

from __future__ import annotations

import json
import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from posdiag.cli.endings import DONE, INTERRUPTED
from posdiag.cli.help import Verb
from posdiag.cli.interrupt import held
from posdiag.cli.options import fault_option, format_option, seed_option
from posdiag.cli.output import Progress, Result, result
from posdiag.cli.texts import tell
from posdiag.errors import InputError, LinkError, PosdiagError, Problem
from posdiag.worded import worded

if TYPE_CHECKING:
    from posdiag.assembly_isolate import Stage
    from posdiag.isolate.shrink import Shrinking
    from posdiag.profile.model import PosRelease
    from posdiag.replay.scenario import Scenario
    from posdiag.report.shrunk import Shrunk

MOST_REPLAYS = 400
_SUFFIXES = (".yaml", ".yml")


def command(lang: str) -> click.Command:
    """The verb, its help in `lang`."""

    def shrink(
        scenario: str,
        pos: str,
        terminal: str | None,
        faults: tuple[str, ...],
        seed: int,
        most_replays: int,
        form: str,
        output: Path | None,
    ) -> int:
        from posdiag import assembly
        from posdiag.assembly_isolate import fault_defaults, stage
        from posdiag.isolate.request_fields import fields_said
        from posdiag.isolate.shrink import Shrinking
        from posdiag.replay.variant import Variant

        story, release, releases = _chosen(scenario, pos, output)
        own, story = story, replace(story, faults=(*story.faults, *faults))
        progress = Progress()
        with stage(terminal) as opened:
            search = Shrinking(
                *(release, releases, story, opened.play, fault_defaults, seed, most_replays),
                lambda count, what: progress.show(f"{count}/{most_replays} {what}"),
                fields_said(assembly.library().codec_of(release), release.traits),
            )
            try:
                ended_by = _searched(search, progress)
            except InputError:  # a fault of the command line has its place there, not in the scenario
                opened.play(Variant(own, release), faults, seed)
                raise
            done = _reported(search, opened, form, output, lang, ended_by is not None)
        if isinstance(ended_by, LinkError):
            raise ended_by
        if ended_by is not None:
            click.echo(tell(lang, "error.interrupted"), err=True)
            return INTERRUPTED
        if done is not None and not done.confirmed:
            remedy = tell(lang, "shrink.unconfirmed_remedy")
            raise PosdiagError(Problem(story.id, tell(lang, "shrink.unconfirmed"), remedy))
        return DONE

    return Verb(lang, "shrink", shrink, _params(lang))


def _params(lang: str) -> list[click.Parameter]:
    return [
        click.Argument(["scenario"], metavar="SCENARIO"),
        click.Option(["--pos"], required=True, metavar="ID@RELEASE", help=tell(lang, "shrink.pos")),
        click.Option(["--terminal"], metavar="URL", help=tell(lang, "diagnose.terminal")),
        fault_option(lang),
        seed_option(lang),
        click.Option(
            ["--most-replays"],
            type=click.IntRange(1, 100_000),
            default=MOST_REPLAYS,
            show_default=True,
            help=tell(lang, "shrink.most_replays"),
        ),
        format_option(lang, ("text", "json", "yaml")),
        click.Option(
            ["--output", "-o"],
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="FILE.yaml",
            help=tell(lang, "shrink.output"),
        ),
    ]


def _chosen(
    wanted: str, pos: str, output: Path | None
) -> tuple[Scenario, PosRelease, tuple[PosRelease, ...]]:
    """The one scenario and the one release meant, with all releases of its product."""
    from posdiag import assembly
    from posdiag.cli.diagnose import selected

    scenarios = selected((wanted,))
    library = assembly.library()
    releases = library.select((pos,))
    problems = []
    if len(scenarios) > 1:
        remedy = worded("give one by its id")
        problems.append(
            Problem(
                f"SCENARIO {wanted}",
                worded("{scenarios} scenarios are meant", scenarios=len(scenarios)),
                remedy,
            )
        )
    if len(releases) > 1:
        remedy = worded("give one, such as --pos {label}", label=releases[-1].label)
        problems.append(
            Problem(f"--pos {pos}", worded("{releases} releases are meant", releases=len(releases)), remedy)
        )
    if output is not None and output.suffix not in _SUFFIXES:
        what = worded("a scenario file ends in .yaml, or diagnose takes it for a name")
        problems.append(Problem(f"--output {output}", what, worded("write {stem}.yaml", stem=output.stem)))
    if problems:
        raise InputError(problems)
    return scenarios[0], releases[0], library.products[releases[0].id].releases


def _searched(search: Shrinking, progress: Progress) -> KeyboardInterrupt | LinkError | None:
    """Run the search; what cut it short after the failure had been seen."""
    try:
        search.run()
    except (KeyboardInterrupt, LinkError) as stop:
        if search.failure is None:
            raise
        return stop
    finally:
        progress.clear()
    return None


def _reported(
    search: Shrinking, opened: Stage, form: str, output: Path | None, lang: str, interrupted: bool
) -> Shrunk | None:
    """Write scenario and report; None where nothing fails."""
    if search.failure is None:
        _write(_nothing(search, opened), form, lang)
        return None
    if output is None:
        done = _finished(search, opened, None, lang, interrupted)
    else:
        with result(output, lang) as place:
            done = _finished(search, opened, output, lang, interrupted)
            place.write(done.text)
    with held():
        _write(done, form, lang)
    return None if interrupted else done


def _nothing(search: Shrinking, opened: Stage) -> Shrunk:
    from posdiag.report.shrunk import Shrunk

    return Shrunk(search, opened.address_of(search.release))


def _finished(search: Shrinking, opened: Stage, output: Path | None, lang: str, interrupted: bool) -> Shrunk:
    """The shrunken scenario as its file has it, read back and replayed once more."""
    from posdiag.isolate.outcome import same_failure
    from posdiag.isolate.scenario_file import read_back, scenario_text, shrunk_scenario
    from posdiag.replay.variant import Variant
    from posdiag.report.shrunk import Shrunk, edge_line

    before, label = search.before, search.release.label
    terminal = opened.address_of(search.release)
    id_ = output.stem if output is not None else f"{before.id}-shrunk"
    words = ["posdiag", "diagnose", str(output or f"{id_}.yaml"), "--pos", label]
    words += ["--terminal", opened.terminal] if opened.terminal else []
    repeat = shlex.join([*words, "--seed", str(search.seed)])
    told = {"id": before.id, "place": before.place, "pos": label, "terminal": terminal, "seed": search.seed}
    source = tell(lang, "shrink.source", **told, source=before.source)
    edges = "\n".join(edge_line(edge, lang) for edge in search.edges.values())
    scenario = shrunk_scenario(search.smallest, before, id_, source)
    remark = tell(lang, "shrink.remark", id=before.id, pos=label, command=repeat, edges=edges)
    text = scenario_text(scenario, remark)
    confirmed = False
    if not interrupted and search.failure is not None:
        seen = opened.play(Variant(read_back(text, id_), search.release), (), search.seed)
        confirmed = same_failure(search.failure, seen)
    file = str(output) if output is not None else ""
    return Shrunk(search, terminal, scenario, text, file, repeat, confirmed, interrupted)


def _write(done: Shrunk, form: str, lang: str) -> None:
    """The report on stdout."""
    with result(None, lang) as place:
        if form == "json":
            from posdiag.report.shrunk import shrink_object

            place.write(json.dumps(shrink_object(done), ensure_ascii=False, indent=1) + "\n")
        elif form == "yaml" and done.text:
            place.write(done.text)
        else:
            _write_text(done, place, lang)


def _write_text(done: Shrunk, place: Result, lang: str) -> None:
    from posdiag import assembly
    from posdiag.report.shrunk import shrunk_lines

    place.write_lines(shrunk_lines(done, lang, place.width, assembly.cause_names()))
