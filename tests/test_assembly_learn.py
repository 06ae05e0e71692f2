"""Measurements are put together: a played release, a program's errands, a terminal's address."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from posdiag import assembly
from posdiag.assembly_audit import AuditedRig, way_to
from posdiag.assembly_learn import (
    ProgramPos,
    asked_to_pay,
    learn_release,
    learn_terminal,
    shared_instruments,
    stranger,
)
from posdiag.audit.outcome import patterns
from posdiag.errors import InputError
from posdiag.learn.desk import requests
from posdiag.learn.errand import paying
from posdiag.wire.message import Kind

TILL = Path(__file__).parent / "audit" / "till.py"


def test_a_release_is_measured_at_its_own_rig() -> None:
    told: list[str] = []
    release = assembly.library().select(("reference/hallasan@1.0",))[0]
    done = learn_release(release, "", told.append)
    assert (done.subject, done.rig, done.is_pos) == ("pos:reference/hallasan@1.0", "counter-ack3", True)
    assert told == ["sale"]  # the terminal takes none of its frames, so that nothing more is asked
    values = {one.path: one.value for one in done.values}
    assert (values["dialect"], values["wire.length.kind"]) == ("kr-fs-ack3", "binary-le")


def test_a_program_is_sent_on_an_errand_by_its_command() -> None:
    command = (sys.executable, str(TILL), "{host}", "{port}", "{payments}")
    with AuditedRig("counter-fs", "tcp://127.0.0.1:0", 50, 0) as served:
        way = way_to("counter-fs")
        seat = ProgramPos(served, way, command, patterns("(?i)approved", ""), 20, 20)
        seen = seat.play(paying("two", "두 건 | two", shared_instruments()["card"], count=2))
        assert asked_to_pay(served.line.noted(), way)
    assert len(requests(seen, Kind.APPROVE)) == 2
    assert seen.statement is not None
    assert len(seen.statement.rows) == 2
    assert seat.date > "2025-09-10"


def test_frames_that_no_dialect_has_are_not_named() -> None:
    assert stranger(way_to("counter-fs"))([(True, b"hello")]) is None


def test_a_terminal_that_is_not_there_is_told() -> None:
    with pytest.raises(InputError):
        learn_terminal("sim:no-such", "", False, lambda what: None)
