"""Texts in, causes out: codes, messages, exceptions, sentences, garbled text, and whatever people paste."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posdiag.classify import Classifier, load_classifier
from posdiag.classify.result import UNKNOWN
from posdiag.errors import InputError
from posdiag.marked import Faults
from posdiag.profile.roots import Roots

#: Text -> answer: one of every kind.
TOLD = (
    ("카드 잔액이 부족합니다", "coupon.insufficient_balance"),
    ("소비쿠폰으로 냈는데 제 통장에서 돈이 나갔어요", "coupon.not_applied"),
    ("ConnectionRefusedError: [Errno 111] Connection refused", "comm.disconnected.refused"),
    ("java.net.SocketTimeoutException: Read timed out", "comm.timeout"),
    ("SSL: CERTIFICATE_VERIFY_FAILED certificate has expired", "comm.tls"),
    ("serial.serialutil.SerialException: could not open port 'COM3'", "comm.serial_config"),
    ("NOT_FOUND_TERMINAL_ID", "merchant.terminal_not_registered"),
    ("KICC 8311", "card.pin_error"),
    ("영수증 한글이 다 깨져서 나와요", "pos.charset"),
    ("소비쿠폰 신청은 어디서 하나요", "enquiry.application"),
    ("쿠폰 잔액 조회하고 싶어요", "enquiry.balance"),
)


@pytest.mark.parametrize(("text", "answer"), TOLD)
def test_a_text_is_told_its_cause_with_a_reason(classifier: Classifier, text: str, answer: str) -> None:
    told = classifier.classify(text)
    assert told.answer == answer
    assert told.causes[0].why
    assert {"ko", "en"} == set(told.causes[0].why[0])


@pytest.mark.parametrize("text", ["안녕하세요", "오늘 날씨 좋네요", "qzxw vbnm", "…", "12 34"])
def test_what_says_nothing_is_answered_unknown(classifier: Classifier, text: str) -> None:
    assert classifier.classify(text).answer == UNKNOWN


def test_probabilities_fall_and_are_at_most_one(classifier: Classifier) -> None:
    shares = [one.probability for one in classifier.classify("승인거절 한도초과").causes]
    assert shares == sorted(shares, reverse=True)
    assert 0 < sum(shares) <= 1.0001


def test_a_garbled_text_is_read_and_the_garbling_counts(classifier: Classifier) -> None:
    told = classifier.classify("잔액이 부족합니다".encode("cp949").decode("latin-1"))
    assert (told.read_as, told.repair) == ("잔액이 부족합니다", "cp949-as-latin1")
    assert told.answer == "coupon.insufficient_balance"
    assert "pos.charset" in [one.cause for one in told.causes]


def test_bytes_of_either_encoding_are_the_same_text(classifier: Classifier) -> None:
    text = "카드 한도 초과입니다"
    assert classifier.classify(text.encode("cp949")) == classifier.classify(text.encode("utf-8"))


def test_what_is_beyond_repair_is_itself_the_finding(classifier: Classifier) -> None:
    told = classifier.classify("승인거절 카드사".encode("cp949").decode("utf-8", "replace"))
    assert told.answer == "pos.charset"
    assert [one.code for one in told.warnings] == ["unreadable"]


def test_english_keys_are_read_as_korean(classifier: Classifier) -> None:
    told = classifier.classify("wksdor qnwhr")
    assert (told.read_as, told.repair, told.answer) == (
        "잔액 부족",
        "english-keyboard",
        "coupon.insufficient_balance",
    )


def test_card_and_resident_numbers_are_masked_everywhere_and_told(classifier: Classifier) -> None:
    card, resident = "9400 1234 5678 9012", "900101-1234567"
    told = classifier.classify(f"카드 {card} 주민번호 {resident} 로 결제가 두 번 됐어요")
    assert "5678 9012" not in repr(told)
    assert "1234567" not in repr(told)
    assert {one.code for one in told.warnings} == {"card-number", "resident-number"}
    assert told.answer == "txn.duplicate"


def test_empty_text_binary_and_a_megabyte_are_told_and_not_an_error(classifier: Classifier) -> None:
    assert [one.code for one in classifier.classify("  \n").warnings] == ["empty"]
    assert [one.code for one in classifier.classify(bytes(range(32)) * 9).warnings] == ["binary"]
    long = classifier.classify("잔액이 부족합니다 " * 100_000)
    assert [one.code for one in long.warnings] == ["long"]
    assert long.answer == "coupon.insufficient_balance"
    assert len(long.text) < 10_000


def test_a_scheme_that_there_is_not_names_the_nearest(classifier: Classifier) -> None:
    with pytest.raises(InputError, match="nicepay"):
        classifier.classify("3011", scheme="nicepya")
    with pytest.raises(InputError, match="host"):
        classifier.classify("3011", layer="hosts")


def test_the_scheme_decides_what_a_code_means(classifier: Classifier) -> None:
    assert classifier.classify("0C", scheme="smartro").answer == "comm.timeout"
    told = classifier.classify("코드 3011", scheme="nicepay")
    assert told.answer == "card.invalid_number"
    assert [one.scheme for one in told.readings] == ["nicepay"]


def test_a_code_of_success_is_no_cause(classifier: Classifier) -> None:
    told = classifier.classify("나이스페이 3001")
    assert told.answer == UNKNOWN
    assert "approved" in [one.code for one in told.warnings]


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=80), st.binary(max_size=80)))
def test_no_text_is_ever_an_error(text: str | bytes) -> None:
    told = _ONE.classify(text)
    assert told.causes
    assert _ONE.classify(text) == told


_ONE = load_classifier(Roots.of())


def test_with_a_list_of_faults_everything_is_read_at_once() -> None:
    faults = Faults()
    load_classifier(Roots.of(), faults)
    assert not faults
