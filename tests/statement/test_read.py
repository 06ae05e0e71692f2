"""A statement read whole: nothing is lost, and what cannot be read has its place."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.statement.shapes import odd, read


def test_what_cannot_be_read_is_told_with_line_and_column() -> None:
    statement = read(
        "일시,상호,금액\n2025-07-21 14:03,가나,1000\n어제,가나,1000\n2025-07-22 10:00,가나,천원\n"
    )
    assert [(one.line, one.column) for one in statement.unread] == [(3, 1), (4, 21)]
    assert all(one.what["ko"] and one.what["en"] for one in statement.unread)


def test_a_row_without_a_date_still_counts_as_a_payment() -> None:
    statement = read("일시,상호,금액\n어제,가나,1000\n2025-07-21 14:03,가나,1000\n")
    assert [p.line for p in statement.payments] == [3, 2]


def test_a_list_that_runs_backwards_is_turned_round() -> None:
    rows = [
        "2025-07-23 10:00,가,3",
        "2025-07-22 10:00,나,2",
        "2025-07-22 10:00,다,1",
        "2025-07-21 10:00,라,1",
    ]
    statement = read("일시,상호,금액\n" + "\n".join(rows))
    assert [p.line for p in statement.payments] == [5, 4, 3, 2]


def test_card_numbers_and_names_are_masked() -> None:
    number = "94000100" + "00001012"
    statement = read(f"일시,상호,금액\n2025-07-21 14:03,홍길동님 {number},1000\nxx,{number},yy\n")
    shown = repr(statement)
    assert number not in shown
    assert "홍길동님" not in shown


@pytest.mark.parametrize("text", ["", "\n\n", "\0\0\0", "가" * 10_000, ",,,,\n,,,,", "일시,상호,금액\n"])
def test_empty_and_strange_input_gives_no_payment(text: str) -> None:
    assert read(text).payments == ()


@given(st.binary(max_size=400))
def test_no_bytes_raise(data: bytes) -> None:
    read(data)


@given(
    st.lists(
        st.tuples(st.integers(1, 28), st.integers(0, 23), st.integers(0, 59), st.integers(100, 900_000)),
        min_size=2,
        max_size=12,
    ),
    st.sampled_from(["utf-8", "cp949", "utf-16", "utf-8-sig"]),
    st.sampled_from(["\t", ",", ";"]),
)
def test_every_row_is_read_back(rows: list[tuple[int, int, int, int]], encoding: str, delimiter: str) -> None:
    lines = [delimiter.join(("이용일시", "가맹점", "금액"))]
    lines += [
        delimiter.join((f"2025-07-{d:02} {h:02}:{m:02}", "행복마트", str(krw))) for d, h, m, krw in rows
    ]
    statement = read("\n".join(lines).encode(encoding))
    assert statement.unread == ()
    told = sorted((p.line, p.amount_krw, p.at.day if p.at else 0) for p in statement.payments)
    assert told == [(at, krw, day) for at, (day, _, _, krw) in enumerate(rows, 2)]


def test_columns_for_the_parts_of_coupon_and_card_tell_the_purse() -> None:
    text = "일시,상호,금액,쿠폰사용액,카드사용액\n7/21 10:00,가나,1000,1000,0\n7/22 10:00,가나,1000,0,1000\n"
    assert [p.purse.value for p in read(text).payments] == ["coupon", "card"]


def test_a_long_list_takes_no_more_than_its_length() -> None:
    rows = (
        f"2025-{1 + n // 2800:02}-{1 + n // 100 % 28:02} {n % 24:02}:{n % 60:02},"
        f"가게{n % 97},{n % 70}00,쿠폰,,9"
        for n in range(4_000)
    )
    text = "일시,상호,금액,결제수단,승인번호,잔액\n" + "\n".join(rows)
    began = time.process_time()
    assert len(odd(text)) > 0
    assert time.process_time() - began < 15  # a quadratic reader takes minutes


def test_junk_that_looks_like_a_table_hides_no_payment() -> None:
    found = read("시간,가맹점,금액\nx,y,z\n2026-11-20 12:31 한빛식당 12,000 소비쿠폰 00123456\np,q,r")
    assert [(one.line, one.amount_krw) for one in found.payments] == [(3, 12000)]
    assert [one.line for one in found.unread] == [2, 4]
