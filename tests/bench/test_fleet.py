"""The bench of many terminals, with few of them: it sells, and it sees what is wrong."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bench import fleet, fleet_load
from bench.fleet_load import Outcome, Till, codec_of_tills, pay, prepared
from posdiag_sim.rig import load_rig

RIG = load_rig("counter-fs")


def test_a_few_terminals_sell_without_an_error(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fleet, "QUICK_TERMINALS", 5)
    monkeypatch.setattr(fleet, "QUICK_SECONDS", 2)
    assert fleet.main(quick=True) == 0
    assert "sales: 10 " in capsys.readouterr().out


def test_sales_are_foreseen_with_their_approval_and_time() -> None:
    (sales, others) = prepared(RIG, codec_of_tills(), terminals=2, each=3, seed=1)
    assert [sale.stan for sale in sales] == ["000001", "000002", "000003"]
    assert all(500 < sale.decision_ms < 2500 for sale in sales)
    assert len({sale.approval for sale in sales + others}) == 6
    assert len({sale.amount_krw for sale in sales}) == 3


@pytest.fixture
def deaf() -> Iterator[int]:
    """A port where a line is taken and ended at the first byte."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def run() -> None:
            line, _ = listener.accept()
            line.recv(1)
            line.close()

        serving = threading.Thread(target=run)
        serving.start()
        yield int(listener.getsockname()[1])
        serving.join()


def test_a_line_that_ends_is_an_error(deaf: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fleet_load, "PATIENCE_S", 1.0)
    monkeypatch.setattr(fleet_load, "LEAD_S", 0.0)
    codec = codec_of_tills()
    outcome = pay(deaf, prepared(RIG, codec, 1, 1, 1), codec, 5.0)
    assert any("the line ended" in error for error in outcome.errors)
    assert "1 of 1 sales without an answer" in outcome.errors


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, ""),
        ({"stan": "000009"}, "`stan` is `000001`, not `000009`"),
        ({"amount_krw": 1}, "`approved_amount`"),
        ({"approval": "00000000"}, "`approval`"),
    ],
)
def test_an_answer_that_is_not_the_foreseen_one_is_an_error(change: dict[str, object], said: str) -> None:
    codec = codec_of_tills()
    ((sale,),) = prepared(RIG, codec, 1, 1, 1)
    answer = _answer(sale.frame)
    changed = replace(sale, **change)  # type: ignore[arg-type]
    outcome = Outcome()
    with socket.socket() as unused:
        fleet_load._judge(Till([changed], unused, answers=[answer], taken_s=[1.0]), codec, 5.0, outcome)
    assert len(outcome.errors) == bool(said)
    assert all(said in error for error in outcome.errors)


def test_a_damaged_answer_is_an_error() -> None:
    codec = codec_of_tills()
    ((sale,),) = prepared(RIG, codec, 1, 1, 1)
    answer = bytearray(_answer(sale.frame))
    answer[-1] ^= 1
    assert "check" in fleet_load._wrong(sale, codec, bytes(answer))
    assert fleet_load._wrong(sale, codec, sale.frame).startswith("no answer to a sale")


def _answer(frame: bytes) -> bytes:
    from posdiag_sim.fleet import Fleet

    terminal = Fleet(RIG, 1, 1).take(0)
    assert terminal is not None
    terminal.hear(frame, 1000)
    said, _ = terminal.speak(10_000)
    start = said.index(b"\x02")
    return said[start : said.index(b"\x03") + 2]
