"""Reasons: the code first, then the phrase, then the words."""

from __future__ import annotations

from posdiag.classify import Classifier


def test_the_code_comes_before_the_phrase(classifier: Classifier) -> None:
    reasons = classifier.classify("[8373] Contact Issuer").causes[0].why
    assert reasons[0]["en"].startswith("kicc 8373")
    assert reasons[1]["en"] == "it says “contact issuer”"
    assert reasons[1]["ko"] == "“contact issuer”라는 말이 있음"


def test_without_code_and_phrase_the_words_are_named(classifier: Classifier) -> None:
    reasons = classifier.classify("할머니 대신 제가 신청해도 될까요").causes[0].why
    assert "신청" in reasons[-1]["ko"]


def test_garbling_is_a_reason_for_garbling_alone(classifier: Classifier) -> None:
    told = classifier.classify("잔액 부족".encode("cp949").decode("latin-1"))
    garbled = next(one for one in told.causes if one.cause == "pos.charset")
    assert "cp949-as-latin1" in garbled.why[0]["en"]
    assert all("cp949" not in why["en"] for why in told.causes[0].why)
