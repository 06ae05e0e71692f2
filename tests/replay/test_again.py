"""A cashier pays again only once nothing of the first try is open, as transcripts."""

from __future__ import annotations

from dataclasses import replace

from posdiag.profile.traits import Traits
from posdiag.replay.till import Till
from tests.replay.playbook import PAY, play, scenario

AGAIN = replace(PAY, again_ms=60_000)
#: A POS that does nothing itself about silence.
PLAIN = replace(Traits(), on_timeout=())


def test_an_approval_found_by_the_inquiry_is_taken_and_nothing_is_paid_again() -> None:
    play(
        Till(PLAIN, scenario(AGAIN)),
        """
        << present C
        << approve 000001 entry=C
        >> silence
        << screen: 승인 실패 (시간 초과)
        << listen
        << inquire 000002
        >> 00 orig_result=00 orig_stan=000001 approved_amount=12300 approval=12345678
        << listen
        << approved 12300
        """,
    )


def test_a_sale_that_nobody_knows_is_reversed_before_it_is_paid_again() -> None:
    play(
        Till(PLAIN, scenario(AGAIN)),
        """
        << present C
        << approve 000001 entry=C
        >> silence
        << screen: 승인 실패 (시간 초과)
        << listen
        << inquire 000002
        >> 25
        << reverse 000003 entry=C
        >> 25
        << present C
        << approve 000004 entry=C
        >> 00 approved_amount=12300 approval=12345678
        << approved 12300
        """,
    )


def test_a_sale_that_cannot_be_settled_is_not_paid_again() -> None:
    play(
        Till(replace(PLAIN, reversal_tries=1), scenario(AGAIN)),
        """
        << present C
        << approve 000001 entry=C
        >> silence
        << screen: 승인 실패 (시간 초과)
        << listen
        << inquire 000002
        >> silence
        << reverse 000003 entry=C
        >> silence
        << listen
        << unknown 0
        """,
    )


def test_a_plain_refusal_is_paid_again_without_asking() -> None:
    play(
        Till(PLAIN, scenario(AGAIN)),
        """
        << present C
        << approve 000001 entry=C
        >> 91
        << listen
        << present C
        << approve 000002 entry=C
        >> 00 approved_amount=12300 approval=12345678
        << approved 12300
        """,
    )


def test_a_terminal_that_gave_up_on_the_host_has_refused_nothing() -> None:
    play(
        Till(PLAIN, scenario(AGAIN)),
        """
        << present C
        << approve 000001 entry=C
        >> T1
        << listen
        << inquire 000002
        >> 00 orig_result=00 orig_stan=000001 approved_amount=12300 approval=12345678
        << approved 12300
        """,
    )


def test_a_pos_without_an_inquiry_for_its_cashier_goes_straight_to_the_reversal() -> None:
    play(
        Till(replace(PLAIN, asks=frozenset()), scenario(AGAIN)),
        """
        << present C
        << approve 000001 entry=C
        >> silence
        << screen: 승인 실패 (시간 초과)
        << listen
        << reverse 000002 entry=C
        >> 00
        << present C
        << approve 000003 entry=C
        >> 00 approved_amount=12300 approval=12345678
        << approved 12300
        """,
    )


def test_an_approved_sale_is_left_alone() -> None:
    play(
        Till(PLAIN, scenario(AGAIN)),
        """
        << present C
        << approve 000001 entry=C
        >> 00 approved_amount=12300 approval=12345678
        << listen
        << approved 12300
        """,
    )
