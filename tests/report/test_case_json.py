"""A case for programs."""

from __future__ import annotations

import json
from typing import Any

from posdiag.checks.selfcheck import load_selfcheck
from posdiag.cli.case_desk import knowledge
from posdiag.intake.decide import decide
from posdiag.intake.dossier import Dossier
from posdiag.intake.facts import Fact
from posdiag.profile.roots import Roots
from posdiag.report.case_json import (
    case_json,
    clusters_json,
    list_json,
    question_json,
    question_object,
    steps_json,
    timeline_json,
)
from posdiag.store.cases import Event
from posdiag.store.clusters import Cluster
from tests.report.test_case_lines import CASE, NOW


def told(dossier: Dossier) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(case_json(dossier, decide(dossier, knowledge(), NOW), knowledge()))
    return made


def test_the_object_has_all_that_the_report_tells() -> None:
    case = told(CASE)
    assert case["schema"] == "posdiag/case-shown/1"
    assert case["answer"] == "txn.duplicate"
    assert case["money"] == "open"
    assert case["understood"][0] | {"name": {}} == {
        "question": "where",
        "field": "place",
        "value": "kiosk",
        "source": "story",
        "said": "키오스크",
        "start": 0,
        "end": 4,
        "name": {},
    }
    for key in ("say", "do", "call", "keep", "never", "contradictions", "missing", "causes", "warnings"):
        assert case[key], key
    for text in (*case["call"], *case["never"], *(card["text"] for card in case["say"])):
        assert set(text) == {"ko", "en"}
    assert set(case["ask"]) == {"key", "text", "answers", "why", "gain_bits", "minutes"}


def test_the_rules_are_told_with_their_sources() -> None:
    facts = (Fact("programme", "consumption-coupon-2025", "answer"), Fact("when", "2025-12-05", "answer"))
    ruling = told(Dossier(id=1, opened="2025-12-06T10:00:00+09:00", facts=facts))["ruling"]
    assert ruling["may"] == "no"
    assert any(one["rule"] == "period" and one["source"] for one in ruling["because"])


def test_lists_events_clusters_steps_and_the_question() -> None:
    assert json.loads(list_json([CASE]))["cases"][0]["id"] == 7
    assert json.loads(timeline_json(CASE, [Event("note", {"a": 1}, "t", 1)]))["events"][0]["body"] == {"a": 1}
    cluster = Cluster("van", "nice", "host.unavailable", 0, 60, 9, 8, -6.0, (1,))
    assert json.loads(clusters_json([cluster], 3))["clusters"][0]["to"] == "1970-01-01T00:01:00Z"
    assert json.loads(steps_json(7, load_selfcheck(Roots.of())))["steps"][0]["answers"]
    empty = Dossier(id=3)
    assert json.loads(question_json(empty, decide(empty, knowledge(), NOW)))["ask"]["key"] == "message"
    assert question_object(None) is None
