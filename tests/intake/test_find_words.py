"""Words are found whatever the blanks, through slips and near misses; what is denied is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.intake.find_words import _Begins, find, jamo, one_apart, squeeze
from posdiag.intake.lexicon import Lexicon


def found(lexicon: Lexicon, field: str, text: str) -> list[str]:
    return [one.value.id for one in find(lexicon.fields[field], squeeze(text, lexicon))]


@pytest.mark.parametrize(
    "text", ["키오스크", "키 오 스 크", "키오스코에서", "무인 주문기로", "KIOSK", "at the kiosk,"]
)
def test_a_kiosk_is_a_kiosk_however_it_is_written(lexicon: Lexicon, text: str) -> None:
    assert found(lexicon, "place", f"어제 {text} 결제했어요") == ["kiosk"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("키오스크 말고 카운터에서 결제했어요", "counter"),
        ("카운터에서는 잘 되는데 테이블 오더에서 안 돼요", "table-order"),
        ("not at the kiosk, at the counter", "counter"),
        ("배달기사님 단말기로 긁었어요", "rider"),
    ],
)
def test_the_place_that_is_denied_or_works_is_not_the_place(lexicon: Lexicon, text: str, place: str) -> None:
    assert found(lexicon, "place", text)[0] == place


def test_a_programme_is_meant_even_where_it_was_not_drawn(lexicon: Lexicon) -> None:
    assert found(lexicon, "programme", "소비쿠폰 말고 신용카드로 긁혔어요") == ["consumption-coupon-2025"]
    assert found(lexicon, "charged", "소비쿠폰 말고 신용카드로 긁혔어요") == ["ordinary"]


def test_a_short_word_within_another_is_not_found(lexicon: Lexicon) -> None:
    assert found(lexicon, "issuer", "온누리 카드로 결제") == []
    assert found(lexicon, "place", "it happened yesterday") == []


def test_the_place_of_a_word_is_where_it_stands_in_the_text(lexicon: Lexicon) -> None:
    text = "어제 키 오스크 에서"
    one = find(lexicon.fields["place"], squeeze(text, lexicon))[0]
    assert text[one.start : one.end] == "키 오스크"


@given(st.text(max_size=200))
def test_no_text_breaks_it(lexicon: Lexicon, text: str) -> None:
    seen = squeeze(text, lexicon)
    assert len(seen.text) == len(seen.places)
    for one in find(lexicon.fields["place"], seen):
        assert 0 <= one.start < one.end <= len(text)


def test_one_letter_apart_is_a_letter_changed_missing_or_added() -> None:
    assert one_apart(jamo("키오스크"), jamo("키오스코"))
    assert one_apart("abc", "ac")
    assert one_apart("ac", "abc")
    assert one_apart("abc", "abc")
    assert not one_apart("abc", "acb")
    assert not one_apart("abc", "abcde")


@given(st.text(alphabet="소비쿠폰 민생", max_size=40))
def test_a_near_miss_may_begin_where_a_word_does_and_one_of_two_syllables_is_right(
    lexicon: Lexicon, text: str
) -> None:
    seen = squeeze(text, lexicon)
    wanted = "소비쿠폰"
    starts = [at for at in range(len(seen.text)) if at == 0 or seen.places[at] > seen.places[at - 1] + 1]
    fitting = [at for at in starts if seen.text[at] == "소" or seen.text[at + 1 : at + 2] == "비"]
    assert _Begins(seen).of(wanted) == [at for at in fitting if at + len(wanted) <= len(seen.text) + 1]


def test_a_word_without_hangul_is_found_whole_with_blanks_or_hyphens_between(lexicon: Lexicon) -> None:
    assert found(lexicon, "place", "at the self order desk") == found(
        lexicon, "place", "at the self-order desk"
    )
    assert found(lexicon, "place", "kiosks") == []
