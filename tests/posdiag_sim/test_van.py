"""The VAN, asked by a POS that speaks ISO 8583 to it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posdiag_sim.host_frames import HostReader, write_host_frame
from posdiag_sim.host_words import read_words, request_elements
from posdiag_sim.iso_bytes import read_message, write_message
from posdiag_sim.world import World
from tests.posdiag_sim.till import COUPON_CREDIT, PREPAID, Till, charges, till

CARD = {"card": "9400010000001012"}


@pytest.mark.parametrize("rig", ["host-iso", "host-iso-bcd"])
def test_sale_inquiry_and_cancel_the_same_day(rig: str) -> None:
    pos = till(rig)
    sale = pos.ask("approve", amount="12000", **CARD)
    assert (sale["result"], sale["merchant"], len(sale["approval"])) == ("00", "000012300456780", 8)
    asked = pos.ask("inquire", orig_stan="000001")
    assert (asked["result"], asked["orig_result"], asked["approval"]) == ("00", "00", sale["approval"])
    cancel = pos.ask("cancel", orig_approval=sale["approval"], orig_amount="12000")
    assert cancel["result"] == "00"
    again = pos.ask("cancel", orig_approval=sale["approval"], orig_amount="12000")
    assert again["result"] == "P8"
    collected = pos.collect()
    assert collected["statement"]["balances"] == collected["statement"]["opening"]
    assert pos.ask("inquire", orig_stan="000001")["orig_result"] == "P8"


def test_answers_take_between_300_and_1500_ms_and_a_little_line() -> None:
    pos = till("host-iso")
    for _ in range(20):
        before = pos.world.now_ms()
        assert pos.ask("check")["result"] == "00"
        assert 300 <= pos.world.now_ms() - before <= 1500 + 2 * 60


def test_unknown_terminals_and_business_numbers_are_refused() -> None:
    pos = till("host-iso")
    assert pos.ask("approve", amount="1000", tid="10000002", **CARD)["result"] == "58"
    assert pos.ask("approve", amount="1000", business_no="9990045678", **CARD)["result"] == "58"
    assert pos.ask("approve", amount="1000", business_no="1230045678", **CARD)["result"] == "00"


def test_a_cancel_of_another_amount_or_of_an_unknown_sale_is_refused() -> None:
    pos = till("host-iso")
    sale = pos.ask("approve", amount="12000", **CARD)
    assert pos.ask("cancel", orig_approval=sale["approval"], orig_amount="11000")["result"] == "13"
    assert pos.ask("cancel", orig_approval=sale["approval"][:6], orig_amount="12000")["result"] == "25"


def test_a_trace_number_that_was_answered_is_refused_the_second_time() -> None:
    pos = till("host-iso")
    pos.ask("approve", amount="1000", stan="000077", **CARD)
    assert pos.ask("approve", amount="1000", stan="000077", **CARD)["result"] == "94"
    assert len(charges(pos.collect())) == 1


def test_a_network_cancel_works_without_an_approval_number_and_may_be_repeated() -> None:
    pos = till("host-iso")
    pos.ask("approve", amount="12000", **CARD)
    assert pos.ask("reverse", orig_stan="000001")["result"] == "00"
    assert pos.ask("reverse", orig_stan="000001")["result"] == "00"
    assert pos.ask("reverse", orig_stan="000099")["result"] == "25"
    assert charges(pos.collect())[2:] == [("cancel", "coupon", 10000), ("cancel", "card", 2000)]


def test_a_sale_that_comes_after_its_reversal_is_refused() -> None:
    pos = till("host-iso")
    assert pos.ask("reverse", orig_stan="000050")["result"] == "25"
    assert pos.ask("approve", amount="1000", stan="000050", **CARD)["result"] == "68"


def test_the_gateways_route_books_under_its_merchant_and_draws_no_coupon() -> None:
    pos = till("host-iso")
    sale = pos.ask("approve", amount="8000", route="P", **CARD)
    assert (sale["result"], sale["merchant"]) == ("00", "000099900099990")
    assert charges(pos.collect()) == [("charge", "card", 8000)]
    alone = till("host-iso", instrument=PREPAID)
    assert alone.ask("approve", amount="8000", route="P", card="9400001200004047")["result"] == "P7"


def test_a_balance_is_told_and_not_while_the_platform_is_down() -> None:
    assert till("host-iso").ask("balance", **CARD)["balance"] == "10000"
    down = till("host-iso", ["platform-outage"])
    assert down.ask("balance", **CARD)["result"] == "91"
    assert down.world.now_ms() > 5000


def test_a_message_that_breaks_off_is_a_format_error() -> None:
    pos = till("host-iso")
    wire = pos.world.rig.host
    mti, elements = request_elements("approve", {"stan": "000001", "tid": "10000001", "amount": "1000"})
    message = write_message(wire.fields, mti, elements)
    pos.world.write(write_host_frame(wire, message[:-3], reply=False))
    _, heard, _ = pos.world.read_until(5000)
    [answer] = HostReader(wire).feed(heard)
    assert read_words(*read_message(wire.fields, answer))["result"] == "30"


def test_a_line_that_makes_no_sense_is_tested_with_an_echo_request() -> None:
    world = till("host-iso").world
    world.write(b"\x00\x06GARBLE")
    _, heard, _ = world.read_until(30_000)
    [message] = HostReader(world.rig.host).feed(heard)
    assert read_message(world.rig.host.fields, message)[0] == "0800"


@settings(max_examples=60)
@given(st.sampled_from(["host-iso", "host-iso-bcd"]), st.lists(st.binary(max_size=80), max_size=6))
def test_any_bytes_at_the_van_give_no_error_and_move_no_money(rig: str, chunks: list[bytes]) -> None:
    pos = till(rig)
    for chunk in chunks:
        pos.world.write(chunk)
        pos.world.read_until(pos.world.now_ms() + 500)
    assert pos.collect()["statement"]["rows"] == []


@settings(max_examples=25)
@given(st.sampled_from(["host-iso", "host-iso-bcd"]), st.integers(1, 9))
def test_any_split_of_the_requests_gives_the_same_conversation(rig: str, piece: int) -> None:
    assert conversation(till(rig, piece=piece)) == conversation(till(rig))


def conversation(pos: Till) -> object:
    sale = pos.ask("approve", amount="12000", **CARD)
    pos.ask("cancel", orig_approval=sale["approval"], orig_amount="12000")
    return pos.heard, pos.collect()


def test_the_bench_of_a_host_rig_sees_no_frames_beside_the_link() -> None:
    pos = till("host-iso", instrument=COUPON_CREDIT)
    pos.ask("approve", amount="8000", **CARD)
    assert pos.collect()["host"] == []
    assert isinstance(pos.world, World)
