"""The order of a plan: it listens before it asks, asks only where allowed, and stops when it knows."""

from __future__ import annotations

from posdiag.probe.settings import LineSettings
from posdiag.probe.steps import Hear, Open, Say, Step
from tests.probe.far_side import DEVICE, FarSide, frame, repeated, terminal

ANSWER = frame("kr-fs", reply=True)


def steps_of(far: FarSide, **wanted: object) -> list[Step]:
    seen: list[Step] = []
    far.probe(watch=seen.append, **wanted)  # type: ignore[arg-type]
    return seen


def test_without_leave_nothing_is_ever_sent() -> None:
    for far in (
        FarSide(LineSettings(9600), repeated(ANSWER)),
        FarSide(LineSettings(38400), repeated(ANSWER)),
        FarSide(LineSettings(9600), repeated(b"\x05")),
        FarSide(LineSettings(9600)),
        FarSide(None),
    ):
        assert not any(isinstance(step, Say) for step in steps_of(far))


def test_it_listens_before_it_asks() -> None:
    seen = steps_of(FarSide(LineSettings(9600), answering=terminal("kr-fs")), ask=True)
    assert [type(step) for step in seen[:3]] == [Open, Hear, Say]
    assert seen[0] == Open(LineSettings(9600), False)


def test_it_stops_when_it_knows() -> None:
    seen = steps_of(FarSide(LineSettings(9600), answering=terminal("kr-fs")), ask=True)
    assert sum(isinstance(step, Open) for step in seen) == 1
    said = [step.data for step in seen if isinstance(step, Say)]
    assert said[-1] == b"\x06"
    assert len(said) == 3  # ENQ, the check, the ACK of its answer


def test_refusals_at_one_speed_spare_the_others() -> None:
    far = FarSide(LineSettings(9600), answering=lambda heard: [(9, b"\x15")] if heard[:1] == b"\x02" else [])
    seen = steps_of(far, ask=True)
    assert sum(isinstance(step, Open) for step in seen) == 1


def test_a_line_without_a_wire_is_asked_at_one_setting() -> None:
    far = FarSide(None)
    far.probe(DEVICE, ask=True, listen_ms=100)
    assert len(far.opened) == 1


def test_each_question_has_a_connection_of_its_own_on_a_network() -> None:
    far = FarSide(None)
    record = far.probe("tcp://127.0.0.1:9", ask=True, listen_ms=100, limit_ms=20_000)
    assert record.done.cut_short
    assert len(far.opened) >= len(record.done.asked)


def test_an_enq_that_nobody_answers_spares_the_dialects_that_need_one() -> None:
    far = FarSide(LineSettings(9600))
    far.probe(DEVICE, ask=True, listen_ms=100, limit_ms=30_000)
    assert not any(data.startswith(b"\x020054") for data in far.sent)
