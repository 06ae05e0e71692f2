"""A diagnosis as a job: the replays of a plan, each frame told as it passes, each run when it is judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from posdiag import assembly, assembly_serve, engine
from posdiag.checks.load import load_checks
from posdiag.checks.of_record import next_of
from posdiag.explain.ways import way_of
from posdiag.link.api import Link
from posdiag.link.station import Station
from posdiag.profile.model import PosRelease
from posdiag.replay.load_scenario import select_scenarios
from posdiag.report.json_run import run_object
from posdiag.report.redact import Run
from posdiag.web.worker.watched import Stage, WatchedLink

Tell = Callable[[Mapping[str, Any]], None]


def work(spec: Mapping[str, Any], tell: Tell) -> None:
    """Carry the plan of `spec` out and tell of it."""
    plan = plan_of(spec)
    house = assembly.house()
    floor = Watching(tell, float(spec.get("pace", 0.0)))
    checks = load_checks(assembly.library().roots, house.causes)
    for event in engine.run(plan, replace(house, station=floor.station)):
        match event:
            case engine.RunStarted():
                release = next(one for one in plan.releases if one.label == f"{event.pos_id}@{event.release}")
                floor.begin(release)
                tell(
                    {
                        "event": "started",
                        "index": event.index,
                        "total": event.total,
                        "scenario": event.scenario_id,
                        "pos": release.label,
                    }
                )
            case engine.RunEnded():
                record = replace(event.record, next=next_of(event.record, checks, house.causes))
                shown = run_object(Run(record, event.codecs).shown(), str(spec.get("lang", "ko")))
                tell({"event": "run", "index": event.index, "total": event.total, "run": shown})


def plan_of(spec: Mapping[str, Any]) -> engine.Plan:
    """The plan that a job asks for. Scenarios are shipped ones by id: a request names no file."""
    known = assembly.scenarios()
    wanted = tuple(spec.get("scenarios", ()))
    return engine.Plan(
        scenarios=select_scenarios({one: known[one] for one in known}, wanted),
        releases=assembly.library().select(tuple(spec.get("pos", ()))),
        terminal=spec.get("terminal") or None,
        faults=tuple(spec.get("faults", ())),
        seed=int(spec.get("seed", 0)),
        prove=bool(spec.get("prove", True)),
    )


class Watching:
    """Stations whose first link of each run tells what passes; what is replayed for proof is only counted."""

    def __init__(self, tell: Tell, pace: float) -> None:
        self._tell = tell
        self._pace = pace
        self._release: PosRelease | None = None
        self._opened = 0

    def begin(self, release: PosRelease) -> None:
        """A run begins: the next link that is opened is watched."""
        self._release = release
        self._opened = 0

    def station(self, address: str) -> Station:
        plain = assembly.station(address)
        return replace(plain, open_link=lambda: self._open(plain))

    def _open(self, plain: Station) -> Link:
        link = plain.open_link()
        self._opened += 1
        if self._opened > 1 or self._release is None:
            if self._opened % 10 == 2:
                self._tell({"event": "proving", "replays": self._opened - 1})
            return link
        release = self._release
        way = way_of(release.traits.dialect, assembly.library().codec_of(release))
        far = "van" if release.traits.link == "host" else "terminal"
        pace = self._pace if plain.simulated else 0.0
        return WatchedLink(link, Stage(self._tell, way, far, pace, assembly_serve.pause, pos=release.label))
