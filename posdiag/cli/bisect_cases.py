"""What `posdiag bisect` is asked to search: scenarios or the failed runs of a file, and on which versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from posdiag import assembly
from posdiag.assembly_isolate import FirmwareVersions, Stage, firmware_versions
from posdiag.cli.diagnose import selected
from posdiag.errors import InputError, Problem
from posdiag.isolate.recorded import RecordedRun, read_runs
from posdiag.isolate.versions import ReleaseVersions
from posdiag.profile.model import PosRelease
from posdiag.profile.select import nearest
from posdiag.record import Verdict
from posdiag.replay.load_scenario import load_scenario_file
from posdiag.replay.scenario import Scenario
from posdiag.worded import worded


@dataclass(frozen=True, slots=True)
class Asked:
    """The command line, as far as it says what to search."""

    scenarios: tuple[str, ...] = ()
    run: Path | None = None
    pos: str | None = None
    first: str | None = None  # --from
    last: str | None = None  # --to
    terminal: str | None = None
    firmware: str | None = None
    faults: tuple[str, ...] = ()
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """One search. `releases` are those that may be played, or the one that stays with --firmware.

    `faults` come on top of the scenario's own; `recorded` is the run it repeats, if it is one.
    """

    scenario: Scenario
    releases: tuple[PosRelease, ...]
    terminal: str | None
    faults: tuple[str, ...]
    seed: int
    recorded: RecordedRun | None = None


def cases(asked: Asked) -> tuple[Case, ...]:
    """The searches asked for, none where no run of the file failed; InputError with every fault."""
    _refuse_what_contradicts(asked)
    if asked.run is not None:
        runs = read_runs(asked.run)
        return tuple(_of_run(run, asked) for run in runs if run.verdict is Verdict.INCOMPATIBLE)
    releases = _releases(asked.pos or "", asked.firmware is not None)
    chosen = selected(asked.scenarios)
    return tuple(Case(one, releases, asked.terminal, asked.faults, asked.seed) for one in chosen)


def versions_of(case: Case, asked: Asked, stage: Stage) -> ReleaseVersions | FirmwareVersions:
    """The versions from --from to --to; InputError where there are none, or only one."""
    if asked.firmware is not None:
        (release,) = case.releases
        whole = firmware_versions(asked.firmware, release, case.scenario, case.faults, case.seed)
        span = _span(whole.labels, whole.subject, asked)
        return replace(whole, rigs=whole.rigs[span])
    labels = tuple(release.release for release in case.releases)
    span = _span(labels, case.releases[0].id, asked)
    return ReleaseVersions(case.releases[span], case.scenario, stage.play, case.faults, case.seed)


def _refuse_what_contradicts(asked: Asked) -> None:
    problems = []
    if asked.run is None and not asked.scenarios:
        problems.append(
            Problem("SCENARIO", worded("nothing to search for"), worded("give a scenario, or --run FILE"))
        )
    if asked.run is None and asked.pos is None:
        problems.append(
            Problem("--pos", worded("no product"), worded("give --pos ID; see `posdiag profiles list`"))
        )
    if asked.run is not None:
        told = {"SCENARIO": asked.scenarios, "--pos": asked.pos, "--fault": asked.faults}
        for place, given in told.items():
            if given:
                problems.append(
                    Problem(
                        place, worded("stands in the recorded run already"), worded("leave it out, or --run")
                    )
                )
    if asked.firmware is not None and asked.terminal is not None:
        remedy = worded("leave one of them out")
        problems.append(Problem("--terminal", worded("--firmware names the terminal already"), remedy))
    if problems:
        raise InputError(problems)


def _releases(pos: str, one_only: bool) -> tuple[PosRelease, ...]:
    """The releases of the one product meant."""
    releases = assembly.library().select((pos,))
    products = sorted({release.id for release in releases})
    place = f"--pos {pos}"
    if len(products) > 1:
        raise InputError(
            Problem(
                place,
                worded("several products: {products}", products=", ".join(products)),
                worded("bisect one at a time"),
            )
        )
    if one_only and len(releases) > 1:
        remedy = worded("give one, such as --pos {label}", label=releases[-1].label)
        raise InputError(Problem(place, worded("--firmware searches at one release of the POS"), remedy))
    return releases


def _span(labels: Sequence[str], subject: str, asked: Asked) -> slice:
    """The part of the versions that --from and --to leave."""
    problems = [
        Problem(
            f"{option} {label}",
            worded("{subject} has no release `{label}`", subject=subject, label=label),
            worded("here: {labels}", labels=", ".join(labels)),
        )
        for option, label in (("--from", asked.first), ("--to", asked.last))
        if label is not None and label not in labels
    ]
    if problems:
        raise InputError(problems)
    first = labels.index(asked.first) if asked.first is not None else 0
    last = labels.index(asked.last) if asked.last is not None else len(labels) - 1
    place = " ".join(f"{o} {v}" for o, v in (("--from", asked.first), ("--to", asked.last)) if v is not None)
    if first > last:
        raise InputError(
            Problem(
                place,
                worded("{labels} comes after {labels2}", labels=labels[first], labels2=labels[last]),
                worded("turn them round"),
            )
        )
    if first == last:
        remedy = worded("take in more; its releases: {labels}", labels=", ".join(labels))
        raise InputError(
            Problem(place or "--pos", worded("a single release: nothing to search between"), remedy)
        )
    return slice(first, last + 1)


# -- recorded runs ---------------------------------------------------------------------------------


def _of_run(run: RecordedRun, asked: Asked) -> Case:
    """A recorded run as a search. The record holds all its faults, the scenario's own among them."""
    product = assembly.library().products.get(run.pos)
    if product is None:
        remedy = nearest(run.pos, assembly.library().products)
        raise InputError(Problem(run.place, worded("no product `{pos}`", pos=run.pos), remedy))
    known = [release.release for release in product.releases]
    if run.release not in known:
        what = worded("{pos} has no release `{release}`", pos=run.pos, release=run.release)
        raise InputError(Problem(run.place, what, worded("its releases: {known}", known=", ".join(known))))
    scenario = replace(_scenario_of(run), faults=run.faults)
    releases = product.releases
    if asked.firmware is not None:
        releases = (product.releases[known.index(run.release)],)
    return Case(scenario, releases, asked.terminal or run.terminal, (), run.seed, run)


def _scenario_of(run: RecordedRun) -> Scenario:
    """The recorded scenario: the user's file where it was one, otherwise the shipped one."""
    file, _, line = run.scenario_place.rpartition(":")
    shipped = file.startswith("profiles/") or "_profiles" in file
    if file and line.isdigit() and not shipped:
        return load_scenario_file(Path(file))
    scenarios = assembly.scenarios()
    if run.scenario not in scenarios:
        remedy = nearest(run.scenario, scenarios)
        raise InputError(
            Problem(run.place, worded("no scenario `{scenario}`", scenario=run.scenario), remedy)
        )
    return scenarios[run.scenario]


def recorded_release(case: Case) -> PosRelease | None:
    """The release of a recorded run; None where the case is no recorded run."""
    run = case.recorded
    if run is None:
        return None
    return next(release for release in case.releases if release.release == run.release)
