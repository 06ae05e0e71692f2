"""`transbank-pos-sdk` from PyPI pays at `posdiag simulate transbank` on a pty."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.peers.sdk import CARD, Till, need, till_at

DRIVER = "drive_transbank.py"


@pytest.fixture(scope="module")
def till(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Till]:
    need("transbank")
    with till_at("transbank", DRIVER, tmp_path_factory.mktemp("transbank")) as found:
        yield found


@pytest.fixture(autouse=True)
def fresh_day(till: Till) -> None:
    till.bench.lay(CARD)


def sell(till: Till, amount: int = 8800, ticket: str = "A00001", **more: Any) -> Any:
    told = till.do("sale", amount=amount, ticket=ticket, **more)
    assert "answer" in told, told
    return told["answer"]


def test_a_sale_is_approved_and_charged_once(till: Till) -> None:
    assert till.do("poll")["answer"] is True
    answer = sell(till)
    assert (answer["function_code"], answer["success"], answer["response_message"]) == (210, True, "Aprobado")
    assert (answer["ticket"], answer["amount"], answer["last_4_digits"]) == ("A00001", "8800", "1012")
    assert (answer["operation_number"], answer["card_type"], answer["tip"]) == ("000001", "CR", "0")
    assert till.bench.charged() == 8800


@pytest.mark.parametrize(
    ("instrument", "amount", "code", "says"),
    [
        (CARD, 1_000_001, "01", "Rechazado"),  # above the balance
        ({**CARD, "state": {"stopped": "yes"}}, 8800, "01", "Rechazado"),
        ({**CARD, "state": {"chip_broken": "yes"}}, 8800, "09", "Error Lectura Tarjeta"),
        (None, 8800, "07", "Transacción Cancelada desde el POS"),  # nobody presents a card
    ],
)
def test_a_refusal_tells_its_reason(
    till: Till, instrument: dict[str, Any] | None, amount: int, code: str, says: str
) -> None:
    till.bench.lay(instrument)
    answer = sell(till, amount)
    assert (answer["success"], answer["response_code"], answer["response_message"]) == (False, code, says)
    assert (answer["amount"], answer["authorization_code"]) == ("0", "")
    assert till.bench.charged() == 0


def test_the_last_sale_can_be_asked_for(till: Till) -> None:
    none = till.do("last_sale")["answer"]
    assert (none["response_code"], none["response_message"]) == ("11", "No existe venta")
    sold = sell(till)
    sell(till, 1_000_001, "A00002")  # refused: not the last sale
    told = till.do("last_sale")["answer"]
    assert told | {"function_code": 210} == sold


def test_intermediate_messages_are_shown_and_acknowledged(till: Till) -> None:
    told = till.do("sale", amount=8800, ticket="A1", send_status=True)
    assert [status["response_code"] for status in told["statuses"]] == ["78", "82"]
    assert told["answer"]["success"]


def test_a_refund_and_the_end_of_a_day(till: Till) -> None:
    sell(till)
    sell(till, 500, "A00002")
    assert till.do("totals")["answer"]["tx_total"] == "9300"
    lines = till.do("details", print_on_pos=True)["answer"]  # so the library calls "send them to me"
    assert [(line["ticket"], line["amount"]) for line in lines] == [
        ("A00001", "8800"),
        ("A00002", "500"),
        ("", ""),
    ]
    assert till.do("refund", operation_id=1)["answer"]["success"]
    assert till.bench.charged() == 500
    assert till.do("refund", operation_id=1)["answer"]["response_code"] == "04"
    assert till.do("close")["answer"]["success"]
    assert till.do("totals")["answer"]["tx_count"] == "0"
    assert till.do("load_keys")["answer"]["success"]
    assert till.do("set_normal_mode")["answer"] is True


def test_a_sale_paid_in_pieces_is_read_whole(till: Till) -> None:
    till.bench.lay(CARD, "split:bytes=7,ms=30,link=ecr")
    assert sell(till)["success"]


def test_a_platform_that_is_down_is_no_approval(till: Till) -> None:
    coupon = {**CARD, "kind": "prepaid", "programme": "reference-coupon", "balances": {"coupon": 9000}}
    till.bench.lay(coupon, "platform-outage")
    assert not sell(till)["success"]
    assert till.bench.charged() == 0


# -- what the library makes of a line that is not sound: facts for whoever relies on it -----------------


def test_a_damaged_answer_is_taken_for_an_approval(till: Till) -> None:
    """It never looks at the check byte: here a pipe was lost, and every field behind it is another one."""
    till.bench.lay(CARD, "corrupt:bits=1,count=1,link=ecr")
    answer = sell(till)
    assert answer["success"]
    assert (answer["authorization_code"], answer["amount"]) == ("8800", "0")


def test_without_an_ack_it_gives_the_sale_up_that_was_paid(till: Till) -> None:
    till.bench.lay(CARD, "ack-lost:count=1")
    assert "NACK received" in till.do("sale", amount=8800, ticket="A00001")["cause"]
    assert till.bench.charged() == 8800
