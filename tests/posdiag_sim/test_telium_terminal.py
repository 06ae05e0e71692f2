"""A Telium terminal at its counter: called by ENQ, it answers by a call of its own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posdiag_sim.ecr_bytes import ACK, ENQ, EOT, NAK, write_frame
from tests.posdiag_sim.counter import CARD, Counter, counter


def request(amount: int = 8800, **words: str) -> bytes:
    said = {"answer": "1", "type": "0", "currency": "978", "delay": "A010"} | words
    return (
        f"01{amount:08d}{said['answer']}1{said['type']}{said['currency']}{'':10}{said['delay']}B010".encode()
    )


def ask(pos: Counter, amount: int = 8800, **words: str) -> bytes:
    (answer,) = pos.say(request(amount, **words))
    return answer


def test_a_sale_goes_through_both_handshakes() -> None:
    pos = counter("telium")
    assert ask(pos)[:12] == b"010000088001"
    assert pos.controls == [ACK, ACK, ENQ, EOT]
    assert pos.charged() == 8800


def test_the_short_answer_has_no_report() -> None:
    answer = ask(counter("telium"), answer="0")
    assert (len(answer), answer[12:15]) == (25, b"978")


@pytest.mark.parametrize("kind", ["0", "1", "4"])
def test_debit_credit_and_either_are_sales(kind: str) -> None:
    assert ask(counter("telium"), type=kind)[2:3] == b"0"


@pytest.mark.parametrize(
    ("amount", "instrument", "currency"),
    [
        (60_000, CARD, "978"),  # above the balance
        (8800, None, "978"),  # nobody presents a card
        (8800, {**CARD, "state": {"stopped": "yes"}}, "978"),
        (8800, CARD, "840"),  # a currency that the terminal does not take
    ],
)
def test_whatever_is_refused_is_refused_by_seven(amount: int, instrument: object, currency: str) -> None:
    pos = counter("telium", instrument=instrument)  # type: ignore[arg-type]
    assert ask(pos, amount, currency=currency)[2:3] == b"7"
    assert pos.charged() == 0


def test_a_refund_gives_a_sale_of_that_card_and_amount_back_once() -> None:
    pos = counter("telium")
    approval = ask(pos)[-10:]
    refund = ask(pos, type="2")
    assert (refund[2:3], refund[-10:]) == (b"0", approval)
    assert pos.charged() == 0
    assert ask(pos, type="2")[2:3] == b"7"


def test_an_answer_at_once_verifies_nothing_and_the_sale_goes_on() -> None:
    pos = counter("telium")
    assert ask(pos, delay="A011")[2:3] == b"9"
    assert pos.charged() == 8800


def test_at_work_it_refuses_to_be_called() -> None:
    pos = counter("telium")
    ask(pos, delay="A011")
    pos.world.write(bytes((ENQ,)))
    assert pos.world.read_until(pos.world.now_ms() + 100)[1] == bytes((NAK,))


def test_a_frame_that_nobody_announced_is_left_alone() -> None:
    pos = counter("telium")
    pos.world.write(write_frame(pos.world.rig.wire, request()))
    assert pos.world.read_until(5000)[0] == "silence"


def test_a_request_of_another_length_is_not_answered() -> None:
    pos = counter("telium")
    assert pos.say(request()[:-1], wait_ms=5000) == []
    assert pos.charged() == 0


def test_a_wrong_check_byte_is_refused() -> None:
    pos = counter("telium")
    frame = write_frame(pos.world.rig.wire, request())
    pos.world.write(bytes((ENQ,)))
    assert pos.world.read_until(1000)[1] == bytes((ACK,))
    pos.world.write(frame[:-1] + bytes((frame[-1] ^ 1,)))
    assert pos.world.read_until(2000)[1] == bytes((NAK,))


def test_the_check_byte_may_come_three_seconds_after_etx() -> None:
    pos = counter("telium")
    frame = write_frame(pos.world.rig.wire, request())
    pos.world.write(bytes((ENQ,)))
    pos.world.read_until(1000)
    pos.world.write(frame[:-1])
    assert pos.world.read_until(pos.world.now_ms() + 2500)[0] == "silence"
    pos.world.write(frame[-1:])
    assert pos.world.read_until(pos.world.now_ms() + 1000)[1] == bytes((ACK,))


def test_check_bytes_of_ordinary_requests_look_like_control_bytes() -> None:
    wire = counter("telium").world.rig.wire
    last = {
        write_frame(wire, request(amount, delay=delay))[-1]
        for amount in range(100, 2000)
        for delay in ("A010", "A011")
    }
    assert {2, 3, 6} <= last


@settings(max_examples=40, deadline=None)
@given(st.lists(st.binary(max_size=60), max_size=8))
def test_any_bytes_give_no_error_and_move_no_money(chunks: list[bytes]) -> None:
    pos = counter("telium")
    for chunk in chunks:
        pos.world.write(chunk)
        pos.world.read_until(pos.world.now_ms() + 300)
    assert pos.charged() == 0
