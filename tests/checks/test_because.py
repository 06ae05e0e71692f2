"""The reason for a check, in both languages and in numbers that are true."""

from __future__ import annotations

from posdiag.checks.because import because
from posdiag.checks.choose import Choice, choose
from tests.checks.conftest import APP, LAMP

NAMES = {
    "cable": {"ko": "연결 끊김", "en": "disconnected"},
    "pin": {"ko": "비밀번호 오류", "en": "wrong PIN"},
}
EVEN = {"cable": 0.5, "balance": 0.25, "pin": 0.25}


def test_it_tells_how_far_it_narrows_and_what_it_separates() -> None:
    choice = choose(EVEN, (), [LAMP])
    assert choice is not None
    told = because(choice, NAMES)
    assert (
        told["en"] == "narrows about 2.8 likely causes to about 2.0; separates “disconnected” from “balance”"
    )
    assert told["ko"] == (
        "그럴듯한 원인 약 2.8가지를 약 2.0가지로 줄입니다. ‘연결 끊김’ 쪽인지 ‘balance’ 쪽인지 가려 줍니다."
    )


def test_a_bit_halves_the_causes() -> None:
    told = because(Choice(APP, 1.0, 4.0, None), NAMES)
    assert told == {
        "ko": "그럴듯한 원인 약 16가지를 절반으로 줄입니다.",
        "en": "halves the likely causes, about 16",
    }


def test_money_is_named_where_it_comes_first_and_a_small_gain_is_called_small() -> None:
    told = because(Choice(APP, 0.01, 1.0, None, True), NAMES)
    assert told["en"] == "money may be open, so this comes first; narrows about 2.0 likely causes a little"
    assert told["ko"].startswith("결제된 돈이 있을 수 있어 먼저 확인합니다. ")
