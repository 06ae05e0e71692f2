"""Two compared releases as `posdiag/diff/1`, for programs."""

from __future__ import annotations

from typing import Any

from posdiag.isolate.compare import Comparison, Touched
from posdiag.isolate.traits_changed import ABSENT, TraitChange
from posdiag.profile.model import PosRelease
from posdiag.profile.show import plain_value
from posdiag.profile.trait_words import words_of
from posdiag.report.shrunk import outcome_object

DIFF_SCHEMA = "posdiag/diff/1"


def compared_object(done: Comparison, command: str = "") -> dict[str, Any]:
    """The comparison; `value` null stands for an option that a release does not state."""
    return {
        "schema": DIFF_SCHEMA,
        "before": {"pos": done.before.id, "release": done.before.release, "place": done.before.place},
        "after": {"pos": done.after.id, "release": done.after.release, "place": done.after.place},
        "faults": list(done.faults),
        "seed": done.seed,
        "changes": [_change(one, done.before) for one in done.changes],
        "played": done.played,
        "scenarios": [_touched(one) for one in done.touched],
        "worse": len(done.worse),
        "command": command,
    }


def _change(change: TraitChange, before: PosRelease) -> dict[str, Any]:
    words = words_of(change.path)
    return {
        "path": change.path,
        "group": str(words.group),
        "text": dict(words.text),
        "before": {"value": _value(change.before), "place": str(before.origin(change.path))},
        "after": {"value": _value(change.after), "place": change.place},
    }


def _value(value: object) -> object:
    return None if value is ABSENT else plain_value(value)


def _touched(one: Touched) -> dict[str, Any]:
    culprit = one.culprit
    return {
        "scenario": one.scenario.id,
        "name": dict(one.scenario.name),
        "place": one.scenario.place,
        "touch": str(one.touch),
        "exercised": list(one.exercised),
        "before": None if one.before is None else outcome_object(one.before),
        "after": None if one.after is None else outcome_object(one.after),
        "culprit": None
        if culprit is None
        else {
            "traits": [change.path for change in culprit.changes],
            "undone": culprit.undone,
            "others": [change.path for change in culprit.others],
        },
    }
