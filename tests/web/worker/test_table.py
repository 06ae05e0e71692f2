"""A matrix as a job: every cell, and the counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from posdiag.web.worker.table import work


def test_every_cell_is_told_with_what_it_came_to() -> None:
    events: list[Mapping[str, Any]] = []
    spec = {
        "scenarios": ["partial-approval", "barcode", "stopped"],
        "pos": [f"reference/hangang@{v}" for v in ("3.0", "3.1", "2.1")],
    }
    work(spec, events.append)
    assert [one["event"] for one in events] == ["progress", "result"]
    result = events[-1]["result"]
    assert len(result["cells"]) == 9
    assert sum(result["counts"].values()) == 9
    assert {"scenario", "pos", "verdict", "why", "signs"} <= result["cells"][0].keys()
