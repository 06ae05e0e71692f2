"""`pyTeliumManager` from PyPI pays at `posdiag simulate telium` on a pty."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import xor
from typing import Any

import pytest

from tests.peers.sdk import CARD, Till, need, till_at

DRIVER = "drive_telium.py"


@pytest.fixture(scope="module")
def till(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Till]:
    need("telium")
    with till_at("telium", DRIVER, tmp_path_factory.mktemp("telium")) as found:
        yield found


@pytest.fixture(autouse=True)
def fresh_day(till: Till) -> None:
    till.bench.lay(CARD)


def pay(till: Till, amount: float = 88.0, **more: Any) -> Any:
    told = till.obey(amount=amount, **more)
    assert told.get("accepted"), told
    return told["answer"]


@pytest.mark.parametrize("mode", ["debit", "credit"])
@pytest.mark.parametrize("full", [True, False])
def test_a_sale_is_approved_in_either_length(till: Till, mode: str, full: bool) -> None:
    assert till.obey(do="is_ok")["answer"] is True
    answer = pay(till, mode=mode, full=full)
    assert (answer["succeeded"], answer["_transaction_result"], answer["_amount"]) == (True, 0, 88.0)
    assert (answer["_pos_number"], answer["_currency_numeric"]) == ("01", "978")
    assert answer["_repport"].strip() == ("940001******1012" if full else "")
    assert till.bench.charged() == 8800  # cents


@pytest.mark.parametrize(
    ("instrument", "amount", "currency"),
    [
        (CARD, 10_000.01, "EUR"),  # above the balance
        ({**CARD, "state": {"stopped": "yes"}}, 88.0, "EUR"),
        (None, 88.0, "EUR"),  # nobody presents a card
        (CARD, 88.0, "USD"),  # a currency that the terminal does not take
    ],
)
def test_a_refusal_is_a_seven(
    till: Till, instrument: dict[str, Any] | None, amount: float, currency: str
) -> None:
    till.bench.lay(instrument)
    answer = pay(till, amount, currency=currency)
    assert (answer["succeeded"], answer["_transaction_result"]) == (False, 7)
    assert till.bench.charged() == 0


def test_a_refund_gives_the_money_back_once(till: Till) -> None:
    pay(till)
    assert pay(till, mode="refund")["succeeded"]
    assert till.bench.charged() == 0
    assert not pay(till, mode="refund")["succeeded"]


def test_an_answer_at_once_is_not_verified(till: Till) -> None:
    answer = pay(till, wait=False)
    assert (answer["succeeded"], answer["_transaction_result"]) == (False, 9)


@pytest.mark.parametrize(("amount", "check"), [(12.34, 2), (13.34, 3), (14.34, 4), (15.34, 5), (16.34, 6)])
def test_a_check_byte_that_looks_like_a_control_byte_does_no_harm(
    till: Till, amount: float, check: int
) -> None:
    told = till.obey(amount=amount, full=False)
    assert told["answer"]["succeeded"]
    assert ord(told["request"][-1]) == check == reduce(xor, told["request"][1:-1].encode())


def test_its_class_for_seven_bits_cannot_open_a_pty(till: Till) -> None:
    assert "error" in till.obey(do="native")


# -- what the library makes of a line that is not sound: facts for whoever relies on it -----------------


def test_a_damaged_answer_is_refused_though_the_sale_was_paid(till: Till) -> None:
    till.bench.lay(CARD, "corrupt:bits=1,count=1,link=ecr")
    assert "LrcChecksumException" in till.obey(amount=88.0)["error"]
    assert till.bench.charged() == 8800


def test_without_an_ack_it_says_that_the_sale_was_not_taken_though_it_was_paid(till: Till) -> None:
    till.bench.lay(CARD, "ack-lost:count=1")
    assert till.obey(amount=88.0)["accepted"] is False
    assert till.bench.charged() == 8800
