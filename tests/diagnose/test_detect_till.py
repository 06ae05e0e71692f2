"""What the POS itself did wrong."""

from __future__ import annotations

import pytest

from posdiag.payment.money import Belief, MoneyAccount
from posdiag.profile.traits import Entry, Traits
from posdiag.replay.scenario import Scenario
from posdiag.transcript import Seen
from tests.diagnose.playbook import ACK, Play, healthy_sale, paid, refused, reply, request, story


def till(play: Play, account: MoneyAccount) -> set[str]:
    return {code for code in play.codes_found(account) if code.startswith("till.")}


@pytest.mark.parametrize(
    ("text", "scenario", "traits", "code"),
    [
        ("사용할 수 없는 카드입니다 (BIN 미등록)", story(), None, "till.refused_bin"),
        ("할부개월 오류입니다", story(instalment=38), None, "till.refused_instalment"),
        ("비접촉 결제를 지원하지 않습니다", story(entry=Entry.CONTACTLESS), None, "till.refused_entry"),
        (
            "해당 BARCODE/QR 은 지원하지 않는 번호입니다",
            story(entry=Entry.BARCODE),
            Traits(barcode_prefixes=frozenset({"10"})),
            "till.refused_barcode",
        ),
        (
            "해당 BARCODE/QR 은 지원하지 않는 번호입니다",
            story(entry=Entry.QR),
            Traits(entry_modes=frozenset({Entry.CHIP})),
            "till.refused_entry",
        ),
        ("취소할 원거래가 없습니다", story(), None, "till.refused_cancel"),
        ("무언가 잘못되었습니다", story(), None, "till.refused_other"),
    ],
)
def test_a_refusal_at_the_till_is_read_by_its_words(
    text: str, scenario: Scenario, traits: Traits | None, code: str
) -> None:
    play = Play(scenario=scenario, traits=traits).sees(Seen.REFUSED, text)
    assert till(play, refused()) == {code}


def test_a_refusal_in_garbled_words_is_read_by_its_bytes() -> None:
    raw = "할부개월 오류입니다".encode("cp949")
    play = Play(scenario=story()).sees(Seen.REFUSED, raw.decode("latin-1"), raw=raw)
    assert till(play, refused()) == {"till.refused_instalment"}


def part_approval() -> Play:
    return Play().says(request()).hears(ACK).hears(reply(result="10", approval="1", approved_amount="5000"))


def test_a_part_approval_booked_as_the_whole_is_critical() -> None:
    account = MoneyAccount(1, 5000, {}, Belief.APPROVED, 8800, False)
    assert till(part_approval(), account) == {"till.partial_as_full"}


def test_a_part_approval_taken_for_a_refusal_is_found() -> None:
    account = MoneyAccount(1, 5000, {}, Belief.DECLINED, 0, False)
    assert till(part_approval(), account) == {"till.partial_as_decline"}


def test_a_part_approval_booked_as_a_part_is_sound() -> None:
    assert till(part_approval(), paid(5000)) == set()


def test_a_part_approval_after_which_nothing_came_is_found_without_the_books() -> None:
    seen = part_approval()
    seen.scenario = story()
    open_part = MoneyAccount(1, 5000, {}, Belief.APPROVED, 5000, True)
    assert till(seen, open_part) == {"till.partial_unfinished"}
    assert till(seen.sees(Seen.BELIEF, "approved 5000"), open_part) == set()


def test_an_approval_that_the_pos_did_not_take_for_one() -> None:
    account = MoneyAccount(1, 8800, {}, Belief.DECLINED, 0, False)
    assert till(healthy_sale(Play()), account) == {"till.approved_as_declined"}
    assert till(healthy_sale(Play()), paid()) == set()


def test_a_clock_that_is_hours_off_is_found_and_seconds_are_not() -> None:
    assert till(healthy_sale(Play(), sent_at="20250910153000"), paid()) == {"till.clock_skew"}
    assert till(healthy_sale(Play(), sent_at="20250910123055"), paid()) == set()


def test_a_balance_that_is_told_must_be_shown_where_it_is_needed() -> None:
    play = healthy_sale(Play(scenario=story(shows_balance=True)), balance="21200")
    assert till(play, paid()) == {"till.balance_not_shown"}
    assert till(play.sees(Seen.SCREEN, "잔액 21,200원"), paid()) == set()
    assert till(healthy_sale(Play(scenario=story()), balance="21200"), paid()) == set()


@pytest.mark.parametrize(
    ("pos", "other", "skewed"),
    [
        ("0910153000", "0910123000", True),
        ("0910123010", "0910123000", False),
        ("0101000010", "1231235950", False),
    ],
)
def test_a_time_stamp_without_a_year_is_compared_over_the_turn_of_the_year(
    pos: str, other: str, skewed: bool
) -> None:
    play = Play().says(request(sent_at=pos)).hears(ACK).hears(reply(sent_at=other))
    assert ("till.clock_skew" in till(play, paid())) is skewed
