"""The journal is lines of JSON with a time."""

from __future__ import annotations

import json

from posdiag.web.journal import Journal


def test_a_line_has_its_time_in_utc_and_one_kind() -> None:
    lines: list[str] = []
    Journal(lines.append, lambda: 1_790_000_000.25).note("job", job="a", state="ended")
    assert json.loads(lines[0]) == {
        "at": "2026-09-21T14:13:20.250+00:00",
        "kind": "job",
        "job": "a",
        "state": "ended",
    }
    assert "\n" not in lines[0]
