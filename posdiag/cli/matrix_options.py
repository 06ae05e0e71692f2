"""What `matrix` and `baseline` are asked: the options of both, and the matrix that they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from posdiag.cli.options import fault_option, profiles_option, seed_option
from posdiag.cli.texts import tell
from posdiag.errors import InputError, NothingSelected, Problem

if TYPE_CHECKING:
    from posdiag.matrix.cells import Matrix, Square
    from posdiag.matrix.changed import Touched
    from posdiag.profile.model import PosRelease
    from posdiag.replay.scenario import Scenario

_SEEDS = re.compile(r"(\d+)\.\.(\d+)")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which replays, and who plays them."""

    scenarios: tuple[str, ...]
    pos: tuple[str, ...]
    rigs: tuple[str, ...]
    expression: str | None
    changed_since: str | None
    folders: tuple[Path, ...]
    faults: tuple[str, ...]
    seed: int
    seeds: str | None
    repeat: int | None
    jobs: int
    engine: str | None
    resume: Path | None
    prove: str
    lang: str

    @classmethod
    def of(cls, options: dict[str, Any], lang: str) -> Asked:
        """Takes its own out of a command's options, and leaves the others there."""
        own = {name: options.pop(name) for name in cls.__slots__ if name != "lang"}
        return cls(**own, lang=lang)


def matrix_options(lang: str) -> list[click.Parameter]:
    """The options of `Asked`, in the order of a help page."""
    return [
        click.Argument(["scenarios"], nargs=-1, metavar="[SCENARIO]..."),
        click.Option(["--pos"], multiple=True, metavar="ID[@RELEASE]", help=tell(lang, "diagnose.pos")),
        click.Option(["--rig", "rigs"], multiple=True, metavar="RIG", help=tell(lang, "matrix.rig")),
        click.Option(["-k", "expression"], metavar="EXPR", help=tell(lang, "matrix.k")),
        click.Option(["--changed-since"], metavar="REV", help=tell(lang, "matrix.changed_since")),
        profiles_option(lang),
        fault_option(lang),
        seed_option(lang),
        click.Option(["--seeds"], metavar="A..B", help=tell(lang, "matrix.seeds")),
        click.Option(["--repeat"], type=click.IntRange(1), metavar="N", help=tell(lang, "matrix.repeat")),
        click.Option(
            ["--jobs", "-j"],
            type=click.IntRange(0, 256),
            default=1,
            show_default=True,
            help=tell(lang, "matrix.jobs"),
        ),
        click.Option(["--engine"], metavar="dask://HOST:PORT", help=tell(lang, "matrix.engine")),
        click.Option(
            ["--resume"],
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="FILE",
            help=tell(lang, "matrix.resume"),
        ),
        click.Option(
            ["--prove"],
            type=click.Choice(["distinct", "all", "none"]),
            default="distinct",
            show_default=True,
            help=tell(lang, "matrix.prove"),
        ),
    ]


def matrix_of(asked: Asked) -> Matrix:
    """The replays meant. InputError for what is wrong with the options, NothingSelected for none."""
    from posdiag import assembly
    from posdiag.assembly_folders import use_folders
    from posdiag.cli.diagnose import selected
    from posdiag.matrix.cells import MOST_CELLS, Matrix

    use_folders(asked.folders)
    first_seed, seeds = _seeds(asked)
    scenarios = selected(asked.scenarios)
    releases = assembly.library().select(asked.pos)
    _refuse_faults(asked, releases)
    squares = _squares(asked, scenarios, releases)
    if not squares:
        what, remedy = (tell(asked.lang, f"matrix.{key}") for key in ("nothing", "nothing_remedy"))
        raise NothingSelected(Problem("", what, remedy))
    folders = tuple(folder.as_posix() for folder in asked.folders)
    matrix = Matrix(scenarios, releases, squares, first_seed, seeds, asked.faults, folders)
    if len(matrix) > MOST_CELLS:
        what = tell(asked.lang, "matrix.too_many", count=f"{len(matrix):,}", most=f"{MOST_CELLS:,}")
        raise InputError(Problem("--seeds", what))
    return matrix


def _seeds(asked: Asked) -> tuple[int, int]:
    """The first seed and how many."""
    if asked.seeds is None:
        return asked.seed, asked.repeat or 1
    found = _SEEDS.fullmatch(asked.seeds)
    first, last = (int(found[1]), int(found[2])) if found else (1, 0)
    if asked.repeat is not None or last < first:
        key = "seeds_twice" if asked.repeat is not None else "seeds_form"
        raise InputError(
            Problem(
                f"--seeds {asked.seeds}",
                tell(asked.lang, f"matrix.{key}"),
                tell(asked.lang, "matrix.seeds_remedy"),
            )
        )
    return first, last - first + 1


def _refuse_faults(asked: Asked, releases: tuple[PosRelease, ...]) -> None:
    """InputError for a fault that no link of any release knows; one that some know is played on those."""
    from posdiag import assembly
    from posdiag.wire.agent.codec import AgentCodec

    library = assembly.library()
    links = (
        {
            "agent" if isinstance(library.codec_of(release), AgentCodec) else release.traits.link
            for release in releases
        }
        if asked.faults
        else set()
    )
    problems = []
    for fault in asked.faults:
        refusals = [assembly.refusal_of(fault, link) for link in sorted(links)]
        if all(refusals):
            what, _, remedy = refusals[0].partition(": ")
            problems.append(Problem(f"--fault {fault}", what, remedy))
    if problems:
        raise InputError(problems)


def _squares(
    asked: Asked, scenarios: tuple[Scenario, ...], releases: tuple[PosRelease, ...]
) -> tuple[Square, ...]:
    """Release by release, in each scenario by scenario, in each rig by rig."""
    from posdiag.assembly_matrix import rigs
    from posdiag.matrix.cells import Square
    from posdiag.matrix.expression import Facts, read_expression
    from posdiag.matrix.rigs import check_rigs, terminals_of

    wanted = read_expression(asked.expression) if asked.expression is not None else lambda facts: True
    touched = _touched(asked)
    known = rigs()
    check_rigs(asked.rigs, known)
    squares = []
    for number, release in enumerate(releases):
        terminals = terminals_of(release, asked.rigs, known)
        for at, scenario in enumerate(scenarios):
            for terminal in terminals:
                rig = terminal.removeprefix("sim:")
                facts = Facts(scenario.id, scenario.tags, release.id, release.release, rig)
                changed = touched is None or touched.meets(scenario, release, terminal)
                if wanted(facts) and changed:
                    squares.append(Square(at, number, terminal))
    return tuple(squares)


def _touched(asked: Asked) -> Touched | None:
    """What changed since the revision asked for; None where all counts."""
    if asked.changed_since is None:
        return None
    from posdiag import assembly
    from posdiag.assembly_matrix import rig_files
    from posdiag.cli.changed_since import changed_files
    from posdiag.matrix.changed import touched_by

    files = {Path(name): Path(name).stem for name in asked.scenarios if name.endswith((".yaml", ".yml"))}
    roots = assembly.library().roots
    places = [*asked.folders, *(path.parent for path in files)]
    shipped = [roots.folders[0], *{path.parent for path in rig_files()}]
    changed = changed_files(asked.changed_since, places, shipped, asked.lang)
    return touched_by(changed, roots, files, rig_files())
