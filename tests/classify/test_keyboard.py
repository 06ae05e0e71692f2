"""English keys that write Korean, and English that stays English."""

from __future__ import annotations

import pytest

from posdiag.classify.keyboard import to_korean


@pytest.mark.parametrize(
    ("keys", "korean"),
    [
        ("dkseho", "안돼"),
        ("rufwp dksehody", "결제 안돼요"),
        ("thqlznvhs wksdor qnwhr", "소비쿠폰 잔액 부족"),
        ("gkseh chrhk", "한도 초과"),
        ("WHRWL dkssud", None),
    ],
)
def test_keys_become_syllables(keys: str, korean: str | None) -> None:
    assert to_korean(keys) == korean


@pytest.mark.parametrize(
    "text",
    ["timeout error", "do not honor", "network is down", "insufficient funds", "card", "한글 text", ""],
)
def test_english_stays_english(text: str) -> None:
    assert to_korean(text) is None
