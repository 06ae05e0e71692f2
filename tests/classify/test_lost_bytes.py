"""Lost bytes of UTF-8 are guessed by the words they make."""

from __future__ import annotations

import pytest

from posdiag.classify.lost_bytes import LOST, utf8_from_cp949


@pytest.mark.parametrize("text", ["결제 안돼요", "소비쿠폰 잔액이 부족합니다", "카드사 통신 오류"])
def test_the_usual_words_come_back_whole(text: str) -> None:
    assert utf8_from_cp949(text.encode("utf-8").decode("cp949", "replace")) == (text, 0)


def test_a_syllable_of_which_all_is_lost_is_marked() -> None:
    found = utf8_from_cp949("승인번호가 틀립니다".encode().decode("cp949", "replace"))
    assert found == (f"승인번호가 {LOST}립니다", 1)


def test_other_text_cannot_come_from_such_bytes() -> None:
    assert utf8_from_cp949("\ufffd\u0e01\u0e02") is None
    assert utf8_from_cp949("\ufffd" * 9) is None
