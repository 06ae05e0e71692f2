"""A capture as a job."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from posdiag import assembly, engine
from posdiag.errors import InputError
from posdiag.web.worker.captured import work


def test_a_payment_that_went_wrong_is_told_whole_and_the_file_is_named_nowhere(tmp_path: Path) -> None:
    plan = engine.Plan(
        (assembly.scenarios()["partial-approval"],),
        assembly.library().select(("reference/hangang@3.0",)),
        prove=False,
    )
    ended = next(event for event in assembly.run(plan) if isinstance(event, engine.RunEnded))
    rows = []
    for frame in ended.record.transcript.frames:
        if frame.link == "ecr":
            sign = ">" if frame.sender == "pos" else "<"
            at = f"2026/09/21 12:00:{frame.t_ms / 1000:09.6f}"
            rows.append(
                f"{sign} {at}  length={len(frame.data)} from=0 to={len(frame.data) - 1}\n"
                f" {frame.data.hex(' ')}\n"
            )
    log = tmp_path / "shop-of-hong.log"
    log.write_text("".join(rows), encoding="utf-8")
    events: list[Mapping[str, Any]] = []
    work({"file": str(log), "lang": "ko"}, events.append)
    runs = [one["run"] for one in events if one["event"] == "run"]
    assert "shop-of-hong" not in str(events)
    assert "9400001" not in str(events)
    assert sum(events[-1]["result"]["counts"].values()) == len(runs) >= 1


def test_what_is_no_capture_is_an_input_error(tmp_path: Path) -> None:
    file = tmp_path / "a.bin"
    file.write_bytes(b"\x00\x01\x02nothing of the kind")
    with pytest.raises(InputError):
        work({"file": str(file)}, lambda event: None)
