"""`case reproduce N`: replay what the case tells, and attach the run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from posdiag.cli.case_desk import Desk, desk, number_argument, place_of, shared_options
from posdiag.cli.endings import DONE
from posdiag.cli.help import Verb
from posdiag.cli.options import seed_option
from posdiag.cli.output import result
from posdiag.cli.texts import tell
from posdiag.errors import InputError, Problem

if TYPE_CHECKING:
    from posdiag.intake.dossier import Dossier
    from posdiag.profile.model import PosRelease
    from posdiag.store.cases import Event
    from posdiag.store.reproduce import Played

#: Of one case so many ways are played at most, until one shows the cause.
_MOST_PLAYED = 4


def reproduce(lang: str) -> click.Command:
    """`case reproduce N`."""

    def replay(
        number: int, pos: str, cause: str, seed: int, db: Path | None, now: str | None, form: str,
        output: Path | None,
    ) -> int:  # fmt: skip
        from posdiag.report.case_lines import run_lines
        from posdiag.report.json_run import dump
        from posdiag.store.cases import Event

        with desk(lang, db, now) as place, result(output, lang) as out:
            dossier = place.cases.get(number)
            release = _release(dossier, pos, lang)
            run = _best_run(place, dossier, release, cause, seed)
            run["command"] = _command(number, db, release, run["cause"], seed)

            def change(kept: Dossier) -> tuple[Dossier, Sequence[Event]]:
                told = {key: run[key] for key in ("cause", "way", "same", "command")}
                others = tuple(one for one in kept.runs if one["command"] != run["command"])
                return replace(kept, runs=(*others, run)), [Event("run", told)]

            kept = place.cases.change(number, change, place.at)
            if form == "json":
                out.write(dump(run) + "\n")
            else:
                out.write_lines(run_lines(kept, run, place.known(), lang, out.width))
        return DONE

    params: list[click.Parameter] = [
        number_argument(),
        click.Option(["--pos"], default="", metavar="ID[@RELEASE]", help=tell(lang, "case.pos")),
        click.Option(["--cause"], default="", metavar="CAUSE", help=tell(lang, "case.cause")),
        seed_option(lang),
        *shared_options(lang),
    ]
    return Verb(lang, "case reproduce", replay, params)


def _release(dossier: Dossier, pos: str, lang: str) -> PosRelease:
    """The release that is asked for, or that the case names; InputError for neither."""
    from posdiag import assembly
    from posdiag.errors import PosdiagError
    from posdiag.intake.facts import value_of

    named = pos or value_of(dossier.facts, "pos")
    if not named:
        problem = Problem(f"case {dossier.id}", tell(lang, "case.no_pos"), tell(lang, "case.no_pos_remedy"))
        raise InputError(problem)
    try:
        return assembly.library().select((named,))[-1]
    except PosdiagError as error:
        remedy = tell(lang, "case.no_pos_remedy")
        raise InputError([replace(one, remedy=one.remedy or remedy) for one in error.problems]) from error


def _best_run(place: Desk, dossier: Dossier, release: PosRelease, cause: str, seed: int) -> dict[str, Any]:
    """The first run that shows the cause which it plays, or else the first at all."""
    from posdiag import assembly
    from posdiag.profile.select import nearest
    from posdiag.store.reproduce import causes_of, link_of, to_play

    house = assembly.house()
    if cause and cause not in house.causes:
        remedy = nearest(cause, house.causes.ids())
        raise InputError(Problem(f"--cause {cause}"[:60], tell(place.lang, "case.no_cause"), remedy))
    causes = causes_of(dossier, cause)
    link = link_of(release, house.library)
    first: dict[str, Any] | None = None
    plays = to_play(dossier, causes, release, link, assembly.scenarios(), house.reenactments)
    for played, _ in zip(plays, range(_MOST_PLAYED), strict=False):
        run = _run(played, seed, place.lang)
        if run is not None and run["same"]:
            return run
        first = first or run
    if first is None:
        raise InputError(_unplayable(dossier, causes, place.lang))
    return first


def _unplayable(dossier: Dossier, causes: Sequence[str], lang: str) -> Problem:
    """Why nothing could be played for a case."""
    from posdiag import assembly

    cause = next(iter(causes), "unknown")
    known = assembly.house().reenactments.of(cause)
    why = known.not_here.get(lang, "") if known and known.not_here else tell(lang, "case.unlike")
    what = tell(lang, "case.no_way", cause=cause, why=why)
    return Problem(f"case {dossier.id}", what, tell(lang, "case.no_way_remedy"))


def _run(played: Played, seed: int, lang: str) -> dict[str, Any] | None:
    """One replay as JSON, with its scenario, the way and the ladder; None where rig or dialect cannot."""
    from posdiag import assembly, engine
    from posdiag.diagnose.finding import class_of
    from posdiag.isolate.scenario_file import scenario_text
    from posdiag.report.json_run import run_object
    from posdiag.report.ladder import ladder
    from posdiag.report.lines import plain
    from posdiag.report.redact import Run

    variant = played.enacted.variant
    plan = engine.Plan((variant.scenario,), (variant.release,), faults=played.enacted.faults, seed=seed)
    try:
        ended = [event for event in assembly.run(plan) if isinstance(event, engine.RunEnded)]
    except InputError:
        return None
    shown = Run(ended[-1].record, ended[-1].codecs).shown()
    found = [share.cause for share in shown.record.causes[:1]] + list(shown.record.answer)
    ladders = {one: "\n".join(plain(ladder(shown, one, 108, frozenset()))) + "\n" for one in ("ko", "en")}
    return {
        **run_object(shown, lang),
        "cause": played.cause,
        "way": str(played.enacted),
        "same": any(class_of(one) == class_of(played.cause) for one in found),
        "scenario_file": scenario_text(variant.scenario),
        "ladder": ladders,
    }


def _command(number: int, db: Path | None, release: PosRelease, cause: str, seed: int) -> str:
    """The one command that repeats the run."""
    import shlex

    words = ["posdiag", "case", "reproduce", str(number), "--pos", f"{release.id}@{release.release}"]
    words += ["--cause", cause, "--seed", str(seed)]
    words += [] if db is None else ["--db", str(place_of(db))]
    return shlex.join(words)
