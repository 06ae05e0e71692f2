"""The likely causes of a case are played until one shows what was told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from posdiag.errors import InputError
from posdiag.web.worker.enactments import MOST_PLAYED, work


def told(causes: list[list[object]], pos: str = "reference/hangang@3.1") -> list[Mapping[str, Any]]:
    events: list[Mapping[str, Any]] = []
    facts = [{"field": "amount", "value": "12300", "source": "story", "said": ""}]
    work({"pos": pos, "facts": facts, "causes": causes, "lang": "ko"}, events.append)
    return events


def test_a_cause_that_can_be_played_shows_itself() -> None:
    events = told([["comm.timeout", 0.8]])
    runs = [one["run"] for one in events if one["event"] == "run"]
    assert 1 <= len(runs) <= MOST_PLAYED
    assert runs[0]["cause"] == "comm.timeout"
    assert any(run["same"] for run in runs)


def test_a_cause_that_nobody_can_play_is_told() -> None:
    with pytest.raises(InputError):
        told([["unknown", 1.0]])
