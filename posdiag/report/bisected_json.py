"""A bisection as `posdiag/bisect/1`, for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from posdiag.diagnose.finding import class_of
from posdiag.isolate.bisect import Bisection, Explained
from posdiag.isolate.traits_changed import TraitChange
from posdiag.report.bisected import Bisected
from posdiag.report.shrunk import outcome_object

BISECT_SCHEMA = "posdiag/bisect/1"


def bisect_object(done: Bisected) -> dict[str, Any]:
    """One bisection for programs; `steps` in the order in which they were played."""
    one = done.bisection
    labels = one.versions.labels
    return {
        "schema": BISECT_SCHEMA,
        "scenario": one.scenario,
        "subject": {"kind": "firmware" if done.firmware else "pos", "id": one.versions.subject},
        "versions": list(labels),
        "terminal": done.terminal,
        "seed": done.seed,
        "predicate": "any" if one.any_failure else "same-class",
        "wanted": None if one.history.wanted is None else class_of(one.history.wanted.cause),
        "recorded": None if done.recorded is None else _recorded(done),
        "replays": one.replays,
        "complete": one.history.complete,
        "interrupted": done.interrupted,
        "steps": [
            {
                "version": labels[number],
                "counts_as": str(one.history.state(number)),
                "lacks": list(one.versions.lacks(number)),
                **outcome_object(seen),
            }
            for number, seen in one.history.known.items()
        ],
        "changes": [_change_object(explained, labels, one) for explained in one.explained],
        "monotone": len(one.explained) < 2,
        "first_bad": next((labels[e.change.after] for e in one.explained if e.change.broke), None),
        "good_again": next((labels[e.change.after] for e in one.explained if not e.change.broke), None),
        "command": done.command,
    }


def _recorded(done: Bisected) -> dict[str, Any]:
    run = done.recorded
    assert run is not None
    reproduced = done.now is not None and run.reproduced(done.now)
    return {
        "place": run.place,
        "release": run.release,
        "verdict": str(run.verdict),
        "cause": run.cause,
        "reproduced": reproduced,
    }


def _change_object(explained: Explained, labels: Sequence[str], one: Bisection) -> dict[str, Any]:
    change, culprit = explained.change, explained.culprit
    return {
        "change": "broke" if change.broke else "mended",
        "before": labels[change.before],
        "after": labels[change.after],
        "place": one.versions.place(change.after),
        "between": list(labels[change.before + 1 : change.after]),
        "veiled": explained.veiled,
        "traits": [_trait_object(trait) for trait in explained.traits],
        "culprit": None
        if culprit is None
        else {
            "traits": [trait.path for trait in culprit.changes],
            "alone": culprit.alone,
            "undone": culprit.undone,
            "others": [trait.path for trait in culprit.others],
        },
    }


def _trait_object(trait: TraitChange) -> dict[str, Any]:
    before, after = trait.words()
    return {"path": trait.path, "before": before, "after": after, "place": trait.place}
