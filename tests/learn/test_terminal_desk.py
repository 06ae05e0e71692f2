"""A terminal's desk: questions with numbers of their own, and an experiment that the bench refuses."""

from __future__ import annotations

from dataclasses import replace

from posdiag import assembly
from posdiag.assembly_audit import way_to
from posdiag.assembly_learn import shared_instruments
from posdiag.learn.terminal_desk import TerminalDesk
from posdiag.wire.message import Kind, Message


def a_desk() -> TerminalDesk:
    station = assembly.station("sim:counter-fs")
    return TerminalDesk(station, way_to("counter-fs"), shared_instruments(), "20250910123000")


def test_every_question_has_a_trace_number_of_its_own() -> None:
    desk = a_desk()
    sale = desk.sale()
    asked = [desk.check(), sale, desk.balance(), desk.about(Kind.CANCEL, sale)]
    assert len({one.get("stan") for one in asked}) == 4
    assert asked[3].get("orig_stan") == sale.get("stan")
    assert desk.again(sale) == sale


def test_a_cancel_names_what_was_approved() -> None:
    desk = a_desk()
    answer = Message(Kind.APPROVE, True, {"approval": "12345678", "unique_no": "9"})
    cancel = desk.about(Kind.CANCEL, desk.sale(), answer)
    assert (cancel.get("orig_approval"), cancel.get("orig_unique_no")) == ("12345678", "9")


def test_what_the_bench_refuses_is_no_experiment() -> None:
    desk = a_desk()
    wrong = replace(desk.instruments["card"], kind="gold-bar")
    assert desk.talk("x", lambda talk: None, wrong) is None
    assert desk.has_bench
