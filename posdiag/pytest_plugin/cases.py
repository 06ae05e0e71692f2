"""A scenario on a POS release as a test: replayed once, and failed with its own report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from posdiag import assembly
from posdiag.engine import Plan, RunEnded
from posdiag.errors import PosdiagError
from posdiag.record import RunRecord
from posdiag.replay.load_scenario import load_scenario_file, select_scenarios
from posdiag.report.redact import Run

if TYPE_CHECKING:
    from posdiag.profile.model import PosRelease
    from posdiag.replay.scenario import Scenario

_WIDTH = 100
_DOUBLE = ".posdiag"


class Incompatible(Exception):
    """A scenario did not come out as it should; its text is the report, and needs no stack trace."""


@dataclass(eq=False)
class Case:
    """One scenario on one release. `verdict` and `cause` are what should come of it."""

    scenario: Scenario
    release: PosRelease
    terminal: str | None = None
    faults: tuple[str, ...] = ()
    seed: int = 0
    verdict: str = "compatible"
    cause: str | None = None
    _run: Run | None = field(default=None, repr=False)

    @property
    def id(self) -> str:
        return f"{self.scenario.id}-{self.release.label}"

    @property
    def run(self) -> Run:
        """The replay, made once. PosdiagError for what the user must mend."""
        if self._run is None:
            plan = Plan(
                (self.scenario,), (self.release,), self.terminal, tuple(self.faults), self.seed, reenact=False
            )
            ended = [event for event in assembly.run(plan) if isinstance(event, RunEnded)]
            self._run = Run(ended[0].record, ended[0].codecs)
        return self._run

    @property
    def record(self) -> RunRecord:
        return self.run.record

    def require(self, config: pytest.Config) -> None:
        """Incompatible where it did not come out as it should."""
        record = self.record
        first = record.causes[0].cause if record.causes else ""
        if str(record.verdict) == self.verdict and (self.cause is None or _is(first, self.cause)):
            return
        wanted = f"{self.verdict} by {self.cause}" if self.cause else self.verdict
        told = f"{record.verdict} by {first}" if first else str(record.verdict)
        opening = f"{self.id}: wanted {wanted}, came out {told}\n\n"
        raise Incompatible(opening + report_of(self.run, config.getoption("--posdiag-lang")))


def _is(cause: str, wanted: str) -> bool:
    """Whether a cause is the one wanted, or a detail of its class or family."""
    return cause == wanted or cause.startswith(f"{wanted}.")


def report_of(run: Run, lang: str) -> str:
    """The report of a run as plain text: verdict, money, ladder, causes, evidence, advice."""
    from posdiag.report.failure import failure
    from posdiag.report.lines import plain

    return "\n".join(plain(failure(run.shown(), (), lang, _WIDTH, assembly.cause_names())))


def cases_of_marker(marker: pytest.Mark, config: pytest.Config) -> list[Case]:
    """The cases of `@pytest.mark.posdiag(scenario=…, pos=…)`; CollectError for what cannot be played."""
    given: dict[str, Any] = dict(marker.kwargs)
    wanted = given.pop("scenario", None) if not marker.args else marker.args[0]
    pos = given.pop("pos", None) if len(marker.args) < 2 else marker.args[1]
    settings = {
        name: given[name] for name in ("terminal", "faults", "seed", "verdict", "cause") if name in given
    }
    if "faults" in settings:
        settings["faults"] = _texts(settings["faults"])
    try:
        scenarios = _scenarios(_texts(wanted), config.rootpath)
        releases = assembly.library().select(_texts(pos) or _configured(config))
    except PosdiagError as error:
        raise pytest.Collector.CollectError(str(error)) from error
    return [Case(scenario, release, **settings) for release in releases for scenario in scenarios]


def cases_of_file(path: Path, config: pytest.Config) -> list[Case]:
    """The cases of a scenario file on the releases that were configured."""
    try:
        scenario = read_scenario_file(path)
        releases = assembly.library().select(_configured(config))
    except PosdiagError as error:
        raise pytest.Collector.CollectError(str(error)) from error
    terminal = config.getoption("--posdiag-terminal")
    return [Case(scenario, release, terminal) for release in releases]


def read_scenario_file(path: Path) -> Scenario:
    """The scenario of a file; `NAME.posdiag.yaml` holds the scenario NAME. InputError with its faults."""
    return load_scenario_file(path, file_id=path.stem.removesuffix(_DOUBLE))


def _scenarios(wanted: Sequence[str], root: Path) -> list[Scenario]:
    files = [text for text in wanted if text.endswith((".yaml", ".yml"))]
    named = [text for text in wanted if text not in files]
    found = list(select_scenarios(assembly.scenarios(), named)) if named else []
    for text in files:
        path = Path(text) if Path(text).is_absolute() else root / text
        scenario = read_scenario_file(path)
        found.append(replace(scenario))
    return found


def _configured(config: pytest.Config) -> tuple[str, ...]:
    """The releases of --posdiag-pos, or of `posdiag_pos` in the ini file; all shipped ones otherwise."""
    chosen = config.getoption("--posdiag-pos") or config.getini("posdiag_pos")
    return tuple(chosen)


def _texts(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(map(str, value))  # type: ignore[call-overload]
