"""Tables with any delimiter and order of columns, with headings or without."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.statement.table import table
from tests.statement.shapes import read, regions

COLUMNS = {
    "moment": ("이용일시", "2025.07.21 14:03"),
    "shop": ("가맹점명", "행복마트"),
    "place": ("지역", "서울 마포구"),
    "amount": ("이용금액", "12,300원"),
    "purse": ("결제수단", "소비쿠폰"),
    "approval": ("승인번호", "30012345"),
}
OTHERS = ("2025.07.22 09:10", "커피나라", "서울 강남구", "4,500원", "일반카드", "30012346")


@pytest.mark.parametrize("delimiter", ["\t", ";", "|", ","])
@pytest.mark.parametrize("headed", [True, False])
def test_columns_are_found_in_any_order(delimiter: str, headed: bool) -> None:
    for order in itertools.islice(itertools.permutations(range(6)), 0, 720, 37):
        names = list(COLUMNS)
        rows = [[value for _, value in COLUMNS.values()], list(OTHERS)]
        if headed:
            rows.insert(0, [name for name, _ in COLUMNS.values()])
        text = "\n".join(delimiter.join(_quoted(row[at], delimiter) for at in order) for row in rows)
        found = table(text, regions())
        assert found is not None, order
        assert {name: order.index(names.index(name)) for name in names} == dict(found.fields), text


def _quoted(text: str, delimiter: str) -> str:
    return f'"{text}"' if delimiter in text else text


def test_an_amount_that_its_comma_split_is_joined_again() -> None:
    statement = read("일시,상호,금액,승인번호\n2025-07-21 14:03,행복마트,12,300원,30012345\n")
    assert [(p.amount_krw, p.approval) for p in statement.payments] == [(12300, "30012345")]


def test_a_column_called_gubun_is_what_its_cells_say() -> None:
    purses = read("일시,상호,금액,구분\n2025-07-21 14:03,가,1000,쿠폰\n2025-07-21 15:03,나,1000,일반\n")
    assert [p.purse.value for p in purses.payments] == ["coupon", "card"]
    statuses = read("일시,상호,금액,구분\n2025-07-21 14:03,가,1000,승인\n2025-07-21 15:03,가,1000,취소\n")
    assert [p.kind.value for p in statuses.payments] == ["approved", "cancelled"]


def test_titles_rules_and_totals_are_no_payments_but_are_named() -> None:
    text = "이용내역,,\n일시,상호,금액\n---,---,---\n2025-07-21 14:03,가나,1000\n합계,,1000\n"
    statement = read(text)
    assert [p.line for p in statement.payments] == [4]
    assert set(statement.aside) >= {1, 2, 5}
    assert statement.unread == ()


def test_quotes_hold_delimiters_and_line_ends_and_a_stray_one_is_a_letter() -> None:
    text = '일시,상호,금액\n2025-07-21 14:03,"행복,\n마트",1000\n2025-07-21 15:03,"가나,2000\n'
    statement = read(text)
    assert [(p.line, p.amount_krw) for p in statement.payments] == [(2, 1000), (4, 2000)]


def test_what_is_no_table_is_none() -> None:
    assert table("어제 행복마트에서 12,300원 결제했어요", regions()) is None
    assert table("", regions()) is None


@given(st.text(alphabet='가나0123456789,;|\t\n" -:.원', max_size=200))
def test_no_text_raises(text: str) -> None:
    table(text, regions())
