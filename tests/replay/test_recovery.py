"""What a till does about a sale without an answer, as transcripts."""

from __future__ import annotations

from dataclasses import replace

from posdiag.payment.money import Belief
from posdiag.profile.traits import OnTimeout, Traits
from posdiag.replay.steps import Ask, Came, Listen, Told
from posdiag.replay.till import Till
from posdiag.wire.message import Kind, Message
from tests.replay.playbook import play, scenario


def test_a_silent_sale_is_asked_about_before_anything_else_is_done() -> None:
    play(
        Till(Traits(), scenario()),
        """
        << present C
        << approve 000001 entry=C
        >> silence
        << inquire 000002
        >> 00 orig_result=00 orig_stan=000001 approved_amount=12300 approval=12345678
        << listen
        << approved 12300
        """,
    )


def test_an_inquiry_that_names_another_sale_is_not_believed_and_the_sale_is_reversed() -> None:
    play(
        Till(Traits(), scenario()),
        """
        << present C
        << approve 000001 entry=C
        >> silence
        << inquire 000002
        >> 00 orig_result=00 orig_stan=000777 approved_amount=500 approval=99999999
        << reverse 000003 entry=C
        >> 00
        << screen: 승인 실패 (시간 초과)
        << listen
        << declined 0
        """,
    )


def test_a_reversal_without_an_answer_is_repeated_and_then_left_open() -> None:
    till = Till(replace(Traits(), on_timeout=(OnTimeout.REVERSE,), reversal_tries=2), scenario())
    play(
        till,
        """
        << present C
        << approve 000001 entry=C
        >> silence
        << reverse 000002 entry=C
        >> silence
        << reverse 000003 again entry=C
        >> silence
        << screen: 승인 여부 확인 필요
        << listen
        << unknown 0
        """,
    )
    assert till.books.sales[0].belief is Belief.UNKNOWN


def test_a_release_that_retries_first_sends_the_sale_again_under_a_new_number() -> None:
    traits = replace(Traits(), on_timeout=(OnTimeout.RETRY,), retry_stan="new")
    play(
        Till(traits, scenario()),
        """
        << present C
        << approve 000001 entry=C
        >> silence
        << present C
        << approve 000002 entry=C
        >> 00 approved_amount=12300 approval=12345678
        << listen
        << approved 12300
        """,
    )


def test_a_late_approval_of_a_given_up_sale_is_reversed() -> None:
    till = Till(replace(Traits(), on_timeout=(OnTimeout.REVERSE,), reversal_tries=1), scenario())
    flow = till.run()
    command = next(flow)
    asked: list[Kind] = []
    try:
        while True:
            reply = Told(1000)
            if isinstance(command, Ask):
                asked.append(command.message.kind)
                if len(asked) == 3:
                    reply = Told(9000, Came.ANSWERED, Message(Kind.REVERSE, True, {"result": "00"}))
            if isinstance(command, Listen):
                late = Message(Kind.APPROVE, True, {"result": "00", "stan": "000001"})
                reply = Told(9000, Came.SILENT, None, (late,))
            command = flow.send(reply)
    except StopIteration:
        pass
    assert asked == [Kind.APPROVE, Kind.REVERSE, Kind.REVERSE]
    assert till.books.sales[0].reversed
    assert till.books.belief() is Belief.DECLINED
