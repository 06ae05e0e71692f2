"""The exact words of screens and text messages within a story."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.intake.said_messages import _NOUN_SHOWN, SCREEN, TEXT, _noun_shown, said_messages


def said(text: str) -> list[tuple[str, str]]:
    return [(one.kind, one.words) for one in said_messages(text)]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ('화면에 "잔액 부족"이라고 떠요', SCREEN, "잔액 부족"),
        (
            "카드를 꽂으면 'IC오류입니다. 마그네틱을 읽혀주세요' 라고 떠요",
            SCREEN,
            "IC오류입니다. 마그네틱을 읽혀주세요",
        ),
        ("결제하려는데 가맹점 미등록이라고 나와요", SCREEN, "가맹점 미등록"),
        ("문자에는 일반결제라고 왔어요", TEXT, "일반결제"),
        ("문자가 “12,300원 승인”이라고 왔어요", TEXT, "12,300원 승인"),
        ("오류 메시지: 한도초과 51", SCREEN, "한도초과 51"),
        ("카드를 대면 통신 오류가 나요. 계속 통신오류가 떠요", SCREEN, "통신오류"),
        ("The screen says INVALID CARD NUMBER", SCREEN, "INVALID CARD NUMBER"),
        ("the text message said 'ordinary payment'", TEXT, "ordinary payment"),
    ],
)
def test_the_words_are_taken_as_they_stand(text: str, kind: str, words: str) -> None:
    assert (kind, words) in said(text)


def test_who_somebody_is_is_no_message() -> None:
    assert said("저는 김**라고 합니다") == []


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    for one in said_messages(text):
        assert text[one.start : one.end].strip() == one.words.strip()


@given(
    st.lists(
        st.sampled_from([*"가나a ,\n", "오류", "통신 장애", "메시지가", "자꾸", " 떠", "나와", "한도초과"])
    )
)
def test_messages_found_by_their_ends_are_those_that_looking_everywhere_finds(parts: list[str]) -> None:
    text = "".join(parts)
    spans = [match.span("words") for match in _NOUN_SHOWN.finditer(text)]
    assert [match.span("words") for match in _noun_shown(text)] == spans


def test_a_story_that_says_nothing_but_errors_is_read_in_time() -> None:
    assert said_messages("오류떠" * 6_000) != []
