"""A run as a ladder, and one of its frames."""

from __future__ import annotations

import pytest

from posdiag import assembly, engine
from posdiag.report.json_run import run_object
from posdiag.report.redact import Run
from posdiag.web.failure import Failure
from posdiag.web.pages.ladder_view import frame_of, lanes_of, rows_of, rungs_of
from posdiag.web.rooms import Rooms


@pytest.fixture(scope="module")
def run() -> dict[str, object]:
    plan = engine.Plan(
        (assembly.scenarios()["partial-approval"],),
        assembly.library().select(("reference/hangang@3.0",)),
        prove=False,
    )
    ended = next(event for event in assembly.run(plan) if isinstance(event, engine.RunEnded))
    return run_object(Run(ended.record, ended.codecs).shown(), "ko")


def test_everything_seen_is_a_rung_in_the_order_of_time(run: dict[str, object]) -> None:
    rungs = rungs_of(run, "ko")
    assert [rung.t_ms for rung in rungs] == sorted(rung.t_ms for rung in rungs)
    assert (rungs[0].text, rungs[0].arrow, rungs[0].over, rungs[0].evidence) == (
        "0200 승인요청 12,300원",
        "right",
        "12",
        True,
    )
    assert [rung.text for rung in rungs if rung.tone == "money"] == ["● 승인 10,000원 쿠폰 (부분 승인)"]
    assert any(rung.tone == "control" and rung.text == "ACK" for rung in rungs)
    assert lanes_of(run) == ["pos", "terminal", "van", "issuer"]


def test_a_frame_has_its_bytes_fields_and_no_card(run: dict[str, object], rooms: Rooms) -> None:
    frame = frame_of(run, 9, rooms)
    assert frame.dialect == "kr-fs"
    assert frame.rows[0][0] == "0000"
    assert {"approved_amount", "result"} & {one.name for one in frame.fields} or len(frame.fields) > 5
    assert not [one for one in frame.fields if "9400001" in one.value]
    host = frame_of(run, 4, rooms)
    assert host.fields
    assert frame_of(run, 3, rooms).fields == ()
    with pytest.raises(Failure):
        frame_of(run, 99, rooms)


def test_bytes_stand_in_rows_of_sixteen() -> None:
    assert rows_of(bytes(range(60, 80)))[1] == ("0010", "4c 4d 4e 4f", "LMNO")
    assert rows_of(b"") == []
