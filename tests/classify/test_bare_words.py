"""Complaints without any cause in them."""

from __future__ import annotations

import pytest

from posdiag.classify import Classifier
from posdiag.classify.bare_words import says_only_that_it_fails


@pytest.mark.parametrize(
    "text",
    [
        "결제가 안돼요",
        "카드가 자꾸 오류나요",
        "왜 안되는데요?",
        "it doesn't work",
        "Payment failed!",
        "포스 에러",
    ],
)
def test_a_bare_complaint_names_no_cause(classifier: Classifier, text: str) -> None:
    assert says_only_that_it_fails(text)
    assert classifier.classify(text).answer == "unknown"


@pytest.mark.parametrize(
    "text", ["잔액이 부족해요", "오류 51", "timeout", "키오스크에서 결제가 안돼요", "", "!!!"]
)
def test_a_text_that_tells_something_is_none(text: str) -> None:
    assert not says_only_that_it_fails(text)
