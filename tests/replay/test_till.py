"""The till as a transcript of what it asks for and is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from posdiag.payment.money import Belief
from posdiag.profile.traits import Entry, PartialApproval, Traits
from posdiag.replay.scenario import Do, Instrument, Step
from posdiag.replay.steps import Conclude, Show
from posdiag.replay.till import Till
from tests.replay.playbook import PAY, PREPAID, play, scenario


def test_a_sale_is_approved_and_booked() -> None:
    play(
        Till(Traits(), scenario()),
        """
        << present C
        << approve 000001 entry=C
        >> 00 approved_amount=12300 approval=12345678 text1=승인
        << screen: 승인
        << approved 12300
        """,
    )


def test_a_release_without_any_recovery_calls_silence_a_decline() -> None:
    play(
        Till(replace(Traits(), on_timeout=()), scenario()),
        """
        << present C
        << approve 000001 entry=C
        >> silence
        << screen: 승인 실패 (시간 초과)
        << listen
        << declined 0
        """,
    )


def test_a_refused_connection_is_a_decline_and_nothing_is_undone() -> None:
    play(
        Till(Traits(), scenario()),
        """
        << present C
        << approve 000001 entry=C
        >> refused
        << screen: 통신 연결 실패
        << declined 0
        """,
    )


@pytest.mark.parametrize(
    ("partial", "ending"),
    [
        (PartialApproval.SUPPORTED, "<< approved 10000"),
        (PartialApproval.AS_FULL, "<< approved 12300"),
        (PartialApproval.AS_DECLINE, "<< declined 0"),
    ],
)
def test_a_part_approval_is_booked_as_the_release_understands_it(
    partial: PartialApproval, ending: str
) -> None:
    play(
        Till(replace(Traits(), partial_approval=partial), scenario()),
        f"""
        << present C
        << approve 000001 entry=C
        >> 10 approved_amount=10000 approval=12345678
        {ending}
        """,
    )


def test_an_unreadable_chip_leads_to_the_stripe_where_fallback_is_on() -> None:
    play(
        Till(Traits(), scenario()),
        """
        << present C
        << approve 000001 entry=C
        >> C1
        << screen: IC오류입니다. 마그네틱을 읽혀주세요
        << present F
        << approve 000002 entry=F
        >> 00 approved_amount=12300 approval=12345678
        << approved 12300
        """,
    )


def test_an_unreadable_chip_ends_the_sale_where_fallback_is_off() -> None:
    play(
        Till(replace(Traits(), chip_fallback=False), scenario()),
        """
        << present C
        << approve 000001 entry=C
        >> C1
        << refused: IC거래불가,폴백거래미사용,거래종료
        << declined 0
        """,
    )


def test_an_approval_number_cut_to_six_digits_is_what_a_later_cancel_names() -> None:
    steps = (PAY, Step(Do.CANCEL, of=1))
    play(
        Till(replace(Traits(), approval_digits=6), scenario(*steps)),
        """
        << present C
        << approve 000001 entry=C
        >> 00 approved_amount=12300 approval=12345678
        << present C
        << cancel 000002 entry=C orig_approval=123456
        >> 25 text1=원거래없음
        << screen: 원거래없음
        << declined 12300
        """,
    )


def test_a_route_list_moves_on_after_a_refusal() -> None:
    play(
        Till(replace(Traits(), routes=("pg", "van")), scenario()),
        """
        << present C
        << approve 000001 entry=C route=P
        >> P7
        << present C
        << approve 000002 entry=C
        >> 00 approved_amount=12300 approval=12345678
        << approved 12300
        """,
    )


@pytest.mark.parametrize(
    ("change", "step", "instrument"),
    [
        (lambda t: replace(t, instalment_max=24), replace(PAY, instalment=38), PREPAID),
        (lambda t: replace(t, entry_modes=frozenset({Entry.CHIP})), replace(PAY, entry=Entry.QR), PREPAID),
        (
            lambda t: replace(t, reader="pos", bin_table=frozenset({"94000099"})),
            PAY,
            PREPAID,
        ),
        (
            lambda t: replace(t, barcode_prefixes=frozenset({"10"})),
            replace(PAY, entry=Entry.BARCODE),
            Instrument("voucher-barcode", number="301234567890123456"),
        ),
    ],
    ids=["instalment", "entry", "bin", "barcode"],
)
def test_what_a_release_cannot_do_is_refused_before_anything_is_sent(
    change: Callable[[Traits], Traits], step: Step, instrument: Instrument
) -> None:
    till = Till(change(Traits()), scenario(step, instrument=instrument))
    commands = list(till.run())
    assert [type(command) for command in commands] == [Show, Conclude]
    assert till.books.belief() is Belief.DECLINED
