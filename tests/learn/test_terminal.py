"""Terminals of a known firmware are measured as strangers: what is learnt is what they were built from."""

from __future__ import annotations

from dataclasses import fields

import pytest

from bench.learn import _near, built_in
from posdiag.assembly_learn import learn_terminal
from posdiag.learn.measured import Measured
from posdiag_sim.firmware import Firmware
from posdiag_sim.rig import load_rig

EVERY = {trait.name for trait in fields(Firmware)} - {"version"}
RIGS = (
    "counter-fs@1.4",
    "counter-enq@1030",
    "counter-ack3@1.0",
    "counter-fixed@3.5",
    "transbank@21.0",
    "kiosk-fs@5.0",
)


def measured(rig: str, pay: bool) -> Measured:
    return learn_terminal(f"sim:{rig}", "", pay, lambda what: None)


@pytest.mark.parametrize("rig", RIGS)
def test_what_is_learnt_is_what_was_built_in(rig: str) -> None:
    done, firmware = measured(rig, True), load_rig(rig).firmware
    wrong = {
        one.path: (one.value, built_in(firmware, one.path))
        for one in done.values
        if one.value != built_in(firmware, one.path)
        and not _near(one.path, one.value, built_in(firmware, one.path))
    }
    assert wrong == {}
    assert len(done.values) >= 9
    assert {one.path for one in done.values} | {one.path for one in done.left_out} == EVERY


def test_without_leave_to_pay_no_payment_is_sent() -> None:
    done = measured("counter-fs@2.1", False)
    assert {one.path for one in done.values} == {
        "ack_ms",
        "ack_wait_ms",
        "frame_tries",
        "gap_ms",
        "tells_format",
    }
    left = {one.path: one.reason for one in done.left_out}
    assert left["dedupe"] == left["entries"] == "no-pay"
    said = b"".join(frame.data for record, _ in done.records for frame in record.transcript.frames)
    assert b"0800" in said
    assert b"0200" not in said


def test_every_test_payment_is_undone() -> None:
    from posdiag import assembly
    from posdiag.assembly_audit import way_to
    from posdiag.assembly_learn import shared_instruments
    from posdiag.learn.talk import Talk
    from posdiag.learn.terminal_desk import TerminalDesk
    from posdiag.learn.terminal_sales import measure_sales
    from posdiag.link.bench import Collected
    from posdiag.profile.traits import Entry
    from posdiag.replay.scenario import Instrument

    seen: dict[str, Collected] = {}

    class Watched(TerminalDesk):
        def talk(
            self,
            name: str,
            do: object,
            card: Instrument | None = None,
            entry: Entry = Entry.CHIP,
            faults: tuple[str, ...] = (),
        ) -> Collected | None:
            found = super().talk(name, do, card, entry, faults)  # type: ignore[arg-type]
            if found is not None:
                seen[name] = found
            return found

    station = assembly.station("sim:counter-fs")
    measure_sales(Watched(station, way_to("counter-fs"), shared_instruments(), "20250910123000"))
    assert Talk is not None
    left_charged = {
        name: sum(row.amount_krw if row.kind == "charge" else -row.amount_krw for row in one.statement.rows)
        for name, one in seen.items()
        if one.statement is not None
    }
    assert {name for name, won in left_charged.items() if won} <= {"unacked-sale"}
    assert len(left_charged) >= 12
