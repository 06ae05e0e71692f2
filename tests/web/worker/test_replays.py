"""A diagnosis as a job tells frames as they pass, then what was judged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from posdiag import assembly_serve
from posdiag.errors import PosdiagError
from posdiag.web.worker.replays import plan_of, work

SPEC = {
    "scenarios": ["partial-approval"],
    "pos": ["reference/hangang@3.0"],
    "seed": 0,
    "prove": False,
    "lang": "en",
}


def told(spec: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    events: list[Mapping[str, Any]] = []
    work(spec, events.append)
    return events


def test_frames_are_told_in_both_languages_masked_and_before_the_judgement() -> None:
    events = told(SPEC)
    kinds = [one["event"] for one in events]
    assert kinds[0] == "started"
    assert kinds[-1] == "run"
    frames = [one for one in events if one["event"] == "frame"]
    assert frames[0]["text"] == {"ko": "0200 승인요청 12,300원", "en": "0200 sale 12,300 won"}
    assert [one["t_ms"] for one in frames] == sorted(one["t_ms"] for one in frames)
    judged = events[-1]["run"]
    seen = [frame["hex"] for frame in judged["transcript"] if frame["link"] == "ecr"]
    assert [one["hex"] for one in frames] == seen


def test_a_pace_lets_time_pass_as_it_does_at_the_till(monkeypatch: pytest.MonkeyPatch) -> None:
    paused: list[float] = []
    monkeypatch.setattr(assembly_serve, "pause", paused.append)
    told({**SPEC, "pace": 2.0})
    assert sum(paused) == pytest.approx(1.540 / 2, abs=0.01)
    paused.clear()
    told({**SPEC, "pace": 0})
    assert not paused


def test_what_is_not_shipped_is_no_plan() -> None:
    with pytest.raises(PosdiagError):
        plan_of({**SPEC, "pos": ["no/such"]})
