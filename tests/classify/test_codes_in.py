"""Codes in texts, and numbers that are none."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.classify import codes_in as codes_in_module
from posdiag.classify.codes_in import BRACKETED, GUARDED, LEADING, NAMED, WHOLE, codes_in, without


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


PIECES = st.sampled_from(
    [
        *(
            "응답코드 ",
            "오류 코드:",
            "39번 ",
            "필드 39 = ",
            "DE39=",
            "rc=",
            "ReSult ",
            "ſtatus ",
            "에러 51 번 코드",
        ),
        *(
            "거절:",
            "declıned: ",
            "error (",
            "(",
            "[",
            "<",
            "51",
            "8521",
            "K3",
            "0C",
            "NOT_FOUND_ID",
            "ok",
            "39",
            "xp-39",
            "p39",
            "ſtatus",
            "res",
            " ",
            "가",
        ),
    ]
)


@given(st.lists(PIECES, max_size=8).map("".join))
def test_a_pattern_that_is_passed_over_would_have_found_nothing(text: str) -> None:
    for pattern, words in GUARDED:
        assert pattern.search(text) is None or any(word in text.lower() for word in words)
    plainly = [found.span() for found in codes_in_module._NAMED.finditer(text)]
    assert [found.span() for found in codes_in_module._names(text, text.lower())] == plainly


BARE_PIECES = st.sampled_from(
    [*"AZ09az가_-.:*/, ", "٣", "İ", "ABC_1", "NOT_FOUND", "K3", "0C", "51", "8521", "12345", "E4", "4F\n"]
)


@given(st.lists(BARE_PIECES, max_size=9).map("".join))
def test_bare_codes_are_found_from_the_first_figure_or_capital_on(text: str) -> None:
    shape, before, after = (
        getattr(codes_in_module, name) for name in ("_SHAPE", "_NOT_BEFORE", "_NOT_AFTER")
    )
    plainly = re.compile(rf"(?<!{before})(?P<code>{shape}){after}")
    every = [found.span("code") for found in plainly.finditer(text)]
    assert [found.span("code") for found in codes_in_module._BARE.finditer(text)] == every
    first = codes_in_module._SIGN.search(text)
    assert not every or (first is not None and every[0][0] >= first.start())
