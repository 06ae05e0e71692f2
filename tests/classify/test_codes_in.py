"""Codes in texts, and numbers that are none."""

from __future__ import annotations

import pytest

from posdiag.classify.codes_in import BRACKETED, LEADING, NAMED, WHOLE, codes_in, without


@pytest.mark.parametrize(
    ("text", "code", "how"),
    [
        ("51", "51", WHOLE),
        (" q1 ", "Q1", WHOLE),
        ("응답코드 91 입니다", "91", NAMED),
        ("resultCode=2152 failed", "2152", NAMED),
        ("DE39=05", "05", NAMED),
        ("RC: 96", "96", NAMED),
        ("91번 오류가 나요", "91", NAMED),
        ("승인거절 [8373] 카드사", "8373", BRACKETED),
        ("3011 카드번호 오류", "3011", LEADING),
        ("NOT_FOUND_TERMINAL_ID", "NOT_FOUND_TERMINAL_ID", WHOLE),
    ],
)
def test_a_code_is_found_with_how_it_is_marked(text: str, code: str, how: str) -> None:
    first = codes_in(text)[0]
    assert (first.code, first.how) == (code, how)


@pytest.mark.parametrize("text", ["결제가 안돼요", "the card does not work", ""])
def test_text_without_figures_has_no_code(text: str) -> None:
    assert codes_in(text) == ()


def test_the_rest_of_a_text_has_no_codes() -> None:
    text = "[8373] 카드사 문의"
    assert without(text, codes_in(text)).strip("[ ]") == "카드사 문의"
