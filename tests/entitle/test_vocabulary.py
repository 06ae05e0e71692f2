"""Names of the field as people write them, and what each may turn out to be."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.entitle.vocabulary import Sort, Term, load_vocabulary
from posdiag.marked import Faults
from posdiag.profile.roots import Roots

WORDS = load_vocabulary(Roots.of())


@pytest.mark.parametrize(
    ("sort", "text", "id_"),
    [
        (Sort.SECTOR, "대형 마트", "hypermarket"),
        (Sort.SECTOR, "Department Store", "department-store"),
        (Sort.ROUTE, "테이블 오더", "table-order"),
        (Sort.ROUTE, "배민", "delivery-app"),
        (Sort.ITEM, "맥주", "alcohol"),
        (Sort.INSTRUMENT, "체크 카드", "coupon-check"),
        (Sort.PURSE, "농어민수당", "policy"),
    ],
)
def test_a_name_is_found_whatever_its_spaces(sort: Sort, text: str, id_: str) -> None:
    term = WORDS.find(sort, text)
    assert term is not None
    assert term.id == id_


def test_a_wrong_name_brings_the_nearest() -> None:
    assert WORDS.find(Sort.SECTOR, "restarant") is None
    assert WORDS.nearest(Sort.SECTOR, "restarant")[0] == "restaurant"
    assert WORDS.nearest(Sort.ROUTE, "키오스")[0] == "kiosk"
    assert WORDS.nearest(Sort.ROUTE, "zzzzzz") == ()


def test_what_a_name_may_be_leaves_a_rule_open() -> None:
    kiosk = WORDS.term(Sort.ROUTE, "kiosk")
    assert kiosk.is_one_of(["pg"]) is None
    assert kiosk.is_one_of(["pg", "van"]) is True
    assert kiosk.is_one_of(["online"]) is False
    assert WORDS.term(Sort.ROUTE, "kiosk-pg").is_one_of(["pg"]) is True


def test_a_name_that_nobody_knows_is_itself_and_nothing_else() -> None:
    assert WORDS.term(Sort.SECTOR, "zoo") == Term("zoo", {"ko": "zoo", "en": "zoo"}, is_=frozenset({"zoo"}))


@given(st.sampled_from(list(Sort)), st.text(max_size=30))
def test_any_text_can_be_looked_up(sort: Sort, text: str) -> None:
    WORDS.find(sort, text)
    assert len(WORDS.nearest(sort, text)) <= 3


def test_faults_have_their_line(tmp_path: Path) -> None:
    (tmp_path / "pos").mkdir()
    lines = ["source: s", "sectors:", "  a: {ko: 가, en: a, hue: red}", "  b: {ko: 가, en: b}"]
    lines += [f"{sort.value}: {{}}" for sort in Sort if sort is not Sort.SECTOR]
    (tmp_path / "vocabulary.yaml").write_text("\n".join(lines), encoding="utf-8")
    faults = Faults()
    load_vocabulary(Roots.of([tmp_path]), faults)
    told = "\n".join(map(str, faults.problems))
    assert "vocabulary.yaml:3: unknown key `hue`" in told
    assert "`가` names `a` and `b`" in told
