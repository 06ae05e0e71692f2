"""Stories become facts: what was told, and nothing that was not."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.intake.facts import all_values, value_of
from posdiag.intake.lexicon import Lexicon
from posdiag.intake.understand import MAX_READ, read_answer, understand

NOW = datetime(2025, 8, 22, 15, 0)


def told(lexicon: Lexicon, text: str, *fields: str) -> list[str]:
    facts = understand(text, NOW, lexicon)
    return [value_of(facts, field) for field in fields]


def test_a_whole_story_fills_what_it_can(lexicon: Lexicon) -> None:
    text = (
        "어제 저녁 7시쯤 행복분식 키오스크에서 소비쿠폰 신용카드로 만이천삼백원 결재했는데 문자에는 "
        "일반결제라고 왔어요. "
        "승인번호는 30012345번이고 나이스 단말기에요"
    )
    fields = (
        "when",
        "shop",
        "place",
        "programme",
        "instrument",
        "amount",
        "text-message",
        "charged",
        "approval",
        "van",
    )
    assert told(lexicon, text, *fields) == [
        *("2025-08-21T19:00", "행복분식", "kiosk", "consumption-coupon-2025", "coupon-credit", "12300"),
        *("일반결제", "ordinary", "30012345", "nice"),
    ]


def test_an_english_story_fills_the_same(lexicon: Lexicon) -> None:
    text = (
        "Yesterday at 7pm I paid 12,300 won at the kiosk with my consumption coupon, the text message "
        "said 'ordinary payment 12,300 won'"
    )
    fields = ("caller", "when", "place", "programme", "amount", "text-amount", "charged")
    assert told(lexicon, text, *fields) == [
        "customer", "2025-08-21T19:00", "kiosk", "consumption-coupon-2025", "12300", "12300", "ordinary",
    ]  # fmt: skip


def test_every_fact_says_where_it_stands(lexicon: Lexicon) -> None:
    text = '테이블 오더에서 "잔액 부족"이라고 떠요'
    for fact in understand(text, NOW, lexicon):
        assert " ".join(text[fact.start : fact.end].split()) == fact.said
        assert fact.source == "story"


def test_several_approval_numbers_are_all_kept(lexicon: Lexicon) -> None:
    facts = understand("승인번호 30012345 이랑 30012399 두 개에요", NOW, lexicon)
    assert all_values(facts, "approval") == ("30012345", "30012399")


def test_balance_and_cap_are_not_the_amount(lexicon: Lexicon) -> None:
    assert told(lexicon, "잔액이 5만원 남았는데 3만2천원이 안 돼요", "amount", "balance") == [
        "32000",
        "50000",
    ]
    assert told(lexicon, "연매출 5000만원 가게에서 만원 결제", "amount") == ["10000"]


def test_the_time_of_the_cancel_is_not_that_of_the_sale(lexicon: Lexicon) -> None:
    text = "어제 오후 두시에 결제하고 오후 세시에 취소했어요"
    assert told(lexicon, text, "when", "cancelled-at") == ["2025-08-21T14:00", "2025-08-21T15:00"]


def test_what_a_screen_says_is_not_what_the_caller_did(lexicon: Lexicon) -> None:
    assert told(lexicon, "화면에 '카드를 긁어주세요'라고 떠요", "entry") == [""]
    assert told(lexicon, "카드를 꽂으면 '카드를 읽혀주세요'라고 떠요", "entry") == ["chip"]


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("쿠폰이 안 빠지고 체크카드서 나갔심더", "charged", "ordinary"),
        ("두번 긁혔어요", "charged", "twice"),
        ("영수증이 안 나왔어예", "receipt", "none"),
        ("포스 업뎃 하고부터 그래요", "since", "update"),
        ("다른 카드는 다 되는데", "others", "all"),
        ("제가 쓴 적이 없는 결제에요", "complaint", "unauthorised"),
        ("취소했는데 쿠폰이 아직 복구가 안 됐어요", "complaint", "not-restored"),
        ("이거 어디서 쓸 수 있나요", "about", "where"),
        ("저는 손님이에요", "caller", "customer"),
        ("손님이 카드를 주셨는데", "caller", "merchant"),
        ("강릉시에서 받은 쿠폰", "region", "강릉시"),
        ("카드 9400-00**-****-7897 이요", "bin", "940000"),
        ("TID 12345678 이에요", "terminal", "12345678"),
        ("POS는 reference/hangang@2.1 입니다", "pos", "reference/hangang@2.1"),
    ],
)
def test_phrases_of_the_phone_are_understood(lexicon: Lexicon, text: str, field: str, value: str) -> None:
    assert told(lexicon, text, field) == [value]


@given(st.text(max_size=300))
def test_no_story_breaks_it(lexicon: Lexicon, text: str) -> None:
    for fact in understand(text, NOW, lexicon):
        assert 0 <= fact.start <= fact.end <= len(text)


def test_a_long_story_is_read_to_its_limit(lexicon: Lexicon) -> None:
    assert told(lexicon, "가" * MAX_READ + " 키오스크", "place") == [""]


def test_answers_are_taken_by_id_number_name_or_words(lexicon: Lexicon) -> None:
    place = lexicon.fields["place"]
    for text in ("kiosk", "2", "키오스크", "키오스크요", "무인 주문기였어요"):
        assert read_answer(place, text, NOW, lexicon) == "kiosk", text
    assert read_answer(place, "몰라", NOW, lexicon) is None
    assert read_answer(lexicon.fields["amount"], "만이천원이요", NOW, lexicon) == "12000"
    assert read_answer(lexicon.fields["when"], "어제 7시", NOW, lexicon) == "2025-08-21T19:00"
    assert read_answer(lexicon.fields["approval"], "30012345 요", NOW, lexicon) == "30012345"
    assert read_answer(lexicon.fields["approval"], "없어요", NOW, lexicon) is None
    assert read_answer(lexicon.fields["shop"], "행복 분식", NOW, lexicon) == "행복 분식"


def test_a_call_in_english_tells_till_van_and_how_often(lexicon: Lexicon) -> None:
    story = "my POS (hangang 3.0) charged a customer twice 8,800 won, KSNET, response timeout"
    facts = {fact.field: fact.value for fact in understand(story, datetime(2025, 8, 22, 15, 0), lexicon)}
    assert facts["pos"] == "hangang 3.0"
    assert facts["charged"] == "twice"
    assert facts["van"] == "ksnet"
