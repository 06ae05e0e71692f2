"""How much of a statement was readable decides whether it is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.statement.readable import Worth, readable
from tests.statement.shapes import read

PAID = "2026-11-28 13:02 행복김밥 12,300원 승인"
PROSE = "이 줄은 결제가 아닙니다"


@pytest.mark.parametrize(
    ("paid", "prose", "worth"),
    [
        (0, 3, Worth.EMPTY),
        (1, 2, Worth.HARDLY),
        (1, 1, Worth.PARTLY),
        (9, 1, Worth.PARTLY),
        (10, 1, Worth.WELL),
        (3, 0, Worth.WELL),
    ],
)
def test_the_part_of_unreadable_lines_says_what_a_statement_is_worth(
    paid: int, prose: int, worth: Worth
) -> None:
    seen = readable(read("\n\n".join([PAID] * paid + [PROSE] * prose)))
    assert (seen.worth, len(seen.unread)) == (worth, prose)
    assert worth is Worth.EMPTY or (seen.lines, seen.read) == (paid + prose, paid)


def test_every_line_of_an_unreadable_paragraph_counts() -> None:
    seen = readable(read(f"{PAID}\n\n" + "\n".join([PROSE] * 7)))
    assert (seen.lines, seen.read, seen.worth) == (8, 1, Worth.HARDLY)


def test_titles_headings_and_totals_of_a_table_count_as_neither() -> None:
    text = "이용내역 조회\n고객명: 홍*동\n일시,상호,금액\n2026-11-28,가게,12300\n합계,,12300\n"
    seen = readable(read(text))
    assert (seen.lines, seen.read, seen.worth) == (1, 1, Worth.WELL)


def test_a_payment_of_which_only_the_date_is_missing_counts_as_read() -> None:
    assert readable(read("행복김밥 12,300원 승인")).worth is Worth.WELL


@given(st.text(max_size=200))
def test_no_text_breaks_the_count(text: str) -> None:
    seen = readable(read(text))
    assert 0 <= seen.read <= seen.lines
