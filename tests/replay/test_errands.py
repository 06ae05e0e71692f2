"""Polls, cancels and inquiries of a till, as transcripts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posdiag.profile.traits import Entry, OnTimeout, Traits
from posdiag.replay.errands import NOT_OFFERED, won
from posdiag.replay.scenario import Do, Step
from posdiag.replay.steps import Ask, Came, Told
from posdiag.replay.till import Till
from posdiag.wire.message import Kind, Message
from tests.replay.playbook import PAY, play, scenario

POLLS = replace(Traits(), polls_first=True)


def test_a_till_that_polls_sells_once_the_terminal_has_answered() -> None:
    play(
        Till(POLLS, scenario()),
        """
        << check 000001
        >> 00
        << present C
        << approve 000002 entry=C
        >> 00 approved_amount=12300 approval=12345678
        << approved 12300
        """,
    )


def test_a_terminal_that_does_not_answer_the_poll_is_not_asked_for_money() -> None:
    play(
        Till(POLLS, scenario()),
        """
        << check 000001
        >> undelivered
        << screen: 단말기 연결을 확인하세요
        << declined 0
        """,
    )


def test_a_link_without_a_poll_is_not_polled() -> None:
    play(
        Till(POLLS, scenario(), can_say=lambda kind: kind is not Kind.CHECK),
        """
        << present C
        << approve 000001 entry=C
        >> 00 approved_amount=12300 approval=12345678
        << approved 12300
        """,
    )


@pytest.mark.parametrize("do", [Do.INQUIRE, Do.BALANCE, Do.CHECK])
def test_what_the_link_has_no_message_for_is_refused_at_the_till(do: Do) -> None:
    till = Till(Traits(), scenario(Step(do)), can_say=lambda kind: kind is Kind.APPROVE)
    play(till, f"<< refused: {NOT_OFFERED}")


def test_a_cancel_that_the_link_cannot_say_leaves_the_sale_booked() -> None:
    till = Till(Traits(), scenario(PAY, Step(Do.CANCEL, of=1)), can_say=lambda kind: kind is Kind.APPROVE)
    play(
        till,
        f"""
        << present C
        << approve 000001 entry=C
        >> 00 approved_amount=12300 approval=12345678
        << refused: {NOT_OFFERED}
        << approved 12300
        """,
    )


def test_a_cancel_names_the_operation_of_the_sale() -> None:
    till = Till(Traits(), scenario(PAY, Step(Do.CANCEL, of=1)))
    asked: list[Message] = []
    flow = till.run()
    command = next(flow)
    while not asked or asked[-1].kind is not Kind.CANCEL:
        reply = Told(0)
        if isinstance(command, Ask):
            asked.append(command.message)
            fields = {"result": "00", "approved_amount": "12300", "unique_no": "000007"}
            reply = Told(0, Came.ANSWERED, Message(command.message.kind, True, fields))
        command = flow.send(reply)
    assert asked[-1].get("orig_unique_no") == "000007"


def test_a_sale_without_an_answer_is_left_open_where_nothing_can_be_asked_or_undone() -> None:
    till = Till(Traits(), scenario(), can_say=lambda kind: kind is Kind.APPROVE)
    assert till.traits.on_timeout == (OnTimeout.INQUIRE, OnTimeout.REVERSE)
    play(
        till,
        """
        << present C
        << approve 000001 entry=C
        >> silence
        << screen: 승인 여부 확인 필요
        << listen
        << unknown 0
        """,
    )


def test_a_part_without_a_code_of_its_own_is_told_by_its_amount() -> None:
    play(
        Till(Traits(), scenario(replace(PAY, entry=Entry.CHIP))),
        """
        << present C
        << approve 000001 entry=C
        >> 00 approved_amount=10000 approval=12345678
        << approved 10000
        """,
    )


def test_an_amount_that_is_no_number_counts_as_nothing() -> None:
    assert [won(text) for text in ("8800", "", "12.3", "٣")] == [8800, 0, 0, 0]


def test_what_a_cashier_cannot_ask_for_is_refused_at_the_till() -> None:
    till = Till(replace(Traits(), asks=frozenset({"check"})), scenario(Step(Do.INQUIRE)))
    play(till, f"<< refused: {NOT_OFFERED}")
