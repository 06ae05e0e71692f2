"""Requests and their answers, paired from playbooks."""

from __future__ import annotations

from posdiag.wire.message import Kind
from tests.diagnose.playbook import ACK, ENQ, Play, healthy_sale, reply, request


def test_a_sale_is_one_exchange_with_its_ack_and_its_answer() -> None:
    (exchange,) = healthy_sale(Play()).case().exchanges
    assert exchange.stan == "000001"
    assert len(exchange.sendings) == len(exchange.acks) == len(exchange.replies) == 1
    assert exchange.in_time


def test_the_same_bytes_again_are_a_repeated_sending() -> None:
    play = Play().says(request()).after(3000).says(request()).hears(ACK).hears(reply())
    (exchange,) = play.case().exchanges
    assert len(exchange.sendings) == 2


def test_the_same_bytes_after_the_answer_timer_are_a_new_attempt() -> None:
    play = (
        Play().says(request()).hears(ACK).silence("answer", 20000).says(request()).hears(ACK).hears(reply())
    )
    first, second = play.case().exchanges
    assert not first.in_time
    assert second.in_time


def test_an_answer_that_comes_during_the_next_request_belongs_to_its_own() -> None:
    play = Play().says(request()).hears(ACK).silence("answer", 20000)
    play.says(request(Kind.INQUIRE, "000002", orig_stan="000001")).hears(ACK).hears(reply())
    sale, inquiry = play.case().exchanges
    assert sale.answer is not None
    assert not sale.in_time
    assert inquiry.answer is None
    assert len(inquiry.strays) == 1


def test_the_ack_that_lets_a_call_in_is_not_the_ack_of_the_frame() -> None:
    play = Play().says(ENQ).hears(ACK).says(request())
    (exchange,) = play.case().exchanges
    assert exchange.heard("ACK")
    assert exchange.acks == []


def test_damaged_bytes_are_filed_with_the_request_that_waits() -> None:
    play = Play().says(request()).hears(ACK).hears(b"\x02junk\x03?")
    (exchange,) = play.case().exchanges
    assert len(exchange.broken) == 1


def test_an_answer_that_serves_two_kinds_answers_a_refund() -> None:
    play = Play(dialect="telium").says(request(Kind.CANCEL)).hears(b"\x06")
    (exchange,) = play.hears(reply(Kind.APPROVE)).case().exchanges
    assert exchange.answer is not None
    assert exchange.kind is Kind.CANCEL
