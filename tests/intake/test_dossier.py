"""A dossier comes back from JSON whole, and takes a fact once."""

import json

import pytest

from posdiag.intake.dossier import Answered, Dossier, Reading, dossier_object, dossier_of
from posdiag.intake.facts import Fact

FULL = Dossier(
    id=7,
    opened="2025-08-22T15:00:00+09:00",
    story="이야기",
    facts=(Fact("place", "kiosk", "story", "키오스크", 0, 4),),
    readings=(Reading("story", "이야기", "unknown", (("unknown", 0.5),), "cp949-as-latin1"),),
    answers=(Answered("where-paid", "kiosk"),),
    warnings=("private.phone",),
    pending="place",
    payments=({"line": 1},),
    alarms=({"kind": "double"},),
    runs=({"schema": "posdiag/run/1"},),
    cards=("a",),
    cause="unknown",
    causes=(("unknown", 0.5),),
    extra={"notes": ["메모"]},
)


def test_it_comes_back_from_json() -> None:
    assert dossier_of(json.loads(json.dumps(dossier_object(FULL)))) == FULL


def test_another_object_is_refused() -> None:
    with pytest.raises(ValueError, match="schema"):
        dossier_of({**dossier_object(FULL), "schema": "other"})
    with pytest.raises(KeyError):
        dossier_of({"schema": "posdiag/case/1"})


def test_a_fact_told_twice_is_kept_once_and_a_warning_too() -> None:
    again = FULL.with_facts([FULL.facts[0], Fact("place", "counter", "answer")])
    assert [fact.value for fact in again.facts] == ["kiosk", "counter"]
    assert again.with_warnings(("private.phone", "long")).warnings == ("private.phone", "long")
