"""What a terminal keeps in mind."""

from __future__ import annotations

from posdiag_sim import memory as memory_module
from posdiag_sim.memory import Asked, Memory


def sale(stan: str = "000001", result: str = "00") -> Asked:
    reply = {"result": result, "approval": "12345678", "approved_amount": "8000", "card": "940000******4047"}
    return Asked("approve", {"stan": stan}, 1, host_stan="500001", reply=reply)


def test_a_request_is_recalled_by_kind_and_trace_number() -> None:
    memory, asked = Memory(), sale()
    memory.keep(asked)
    assert memory.recall("approve", "000001") is asked
    assert memory.recall("cancel", "000001") is None
    assert (memory.host_stan("000001"), memory.host_stan("000009")) == ("500001", "000009")


def test_a_sale_that_was_cancelled_is_retold_as_undone() -> None:
    memory, asked = Memory(), sale()
    memory.keep(asked)
    memory.finished(asked)
    assert memory.retold(asked)["orig_result"] == "00"
    memory.finished(
        Asked("cancel", {"stan": "000002", "orig_approval": "12345678"}, 2, reply={"result": "00"})
    )
    assert memory.retold(asked) == {
        "approval": "12345678",
        "approved_amount": "8000",
        "result": "00",
        "orig_result": "P8",
        "orig_stan": "000001",
    }


def test_a_refused_cancel_undoes_nothing() -> None:
    memory, asked = Memory(), sale()
    memory.keep(asked)
    memory.finished(Asked("reverse", {"stan": "000002", "orig_stan": "000001"}, 2, reply={"result": "25"}))
    assert memory.retold(asked)["orig_result"] == "00"


def test_an_outcome_is_unknown_while_open_and_after_no_answer() -> None:
    assert sale().outcome_known
    assert not sale(result="T1").outcome_known
    assert not Asked("approve", {"stan": "000001"}, 1).outcome_known


def test_the_oldest_requests_are_forgotten(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(memory_module, "MAX_REMEMBERED", 2)
    memory = Memory()
    for stan in ("000001", "000002", "000003"):
        memory.keep(sale(stan))
    assert memory.recall("approve", "000001") is None
    assert memory.recall("approve", "000003") is not None
