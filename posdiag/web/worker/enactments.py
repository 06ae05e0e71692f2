"""The likely causes of a case, each played on a release until one shows what was told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from posdiag import assembly, engine
from posdiag.diagnose.finding import class_of
from posdiag.errors import InputError, Problem
from posdiag.intake.dossier import Dossier
from posdiag.intake.facts import fact_of
from posdiag.report.json_run import run_object
from posdiag.report.redact import Run
from posdiag.store.reproduce import causes_of, link_of, to_play
from posdiag.web.worker.replays import Watching
from posdiag.worded import worded

Tell = Callable[[Mapping[str, Any]], None]

#: Of one case so many ways are played at most, until one shows the cause.
MOST_PLAYED = 4


def work(spec: Mapping[str, Any], tell: Tell) -> None:
    """Play the causes of `spec` on its release, the likeliest first. InputError where none can be played."""
    house = assembly.house()
    release = house.library.select((str(spec["pos"]),))[-1]
    facts = tuple(map(fact_of, spec["facts"]))
    dossier = Dossier(facts=facts, causes=tuple((cause, share) for cause, share in spec["causes"]))
    causes = causes_of(dossier, str(spec.get("cause", "")))
    floor = Watching(tell, float(spec.get("pace", 0.0)))
    watched = replace(house, station=floor.station)
    plays = to_play(
        dossier, causes, release, link_of(release, house.library), assembly.scenarios(), house.reenactments
    )
    count = 0
    for count, played in enumerate(plays, 1):
        variant = played.enacted.variant
        floor.begin(variant.release)
        tell({"event": "started", "index": count, "total": MOST_PLAYED, "scenario": variant.scenario.id,
              "pos": variant.release.label, "cause": played.cause, "way": str(played.enacted)})  # fmt: skip
        plan = engine.Plan((variant.scenario,), (variant.release,), faults=played.enacted.faults,
                           seed=int(spec.get("seed", 0)))  # fmt: skip
        try:
            same = _play(plan, watched, played.cause, str(spec.get("lang", "ko")), tell)
        except InputError:  # a rig or a dialect on which this cannot be
            same = False
        if same or count >= MOST_PLAYED:
            break
    if not count:
        named = ", ".join(causes) or "unknown"
        raise InputError(
            Problem(
                named, worded("this cause cannot be re-enacted on this release"), worded("choose another POS")
            )
        )


def _play(plan: engine.Plan, house: engine.House, cause: str, lang: str, tell: Tell) -> bool:
    """One replay; whether it shows the cause that it plays."""
    ended = [event for event in engine.run(plan, house) if isinstance(event, engine.RunEnded)][-1]
    found = [share.cause for share in ended.record.causes[:1]] + list(ended.record.answer)
    same = any(class_of(one) == class_of(cause) for one in found)
    shown = run_object(Run(ended.record, ended.codecs).shown(), lang)
    tell({"event": "run", "index": 1, "total": 1, "run": {**shown, "cause": cause, "same": same}})
    return same
