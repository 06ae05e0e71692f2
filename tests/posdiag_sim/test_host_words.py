"""The mapping between payment words and ISO 8583 elements."""

from __future__ import annotations

import pytest

from posdiag_sim.host_words import ENTRY_CODES, kind_of, read_words, reply_elements, request_elements

SALE = {
    "tid": "10000001",
    "stan": "000007",
    "sent_at": "20250910123059",
    "amount": "12000",
    "instalment": "38",
    "entry": "C",
    "route": "V",
    "business_no": "1230045678",
    "card": "9400010000001012",
    "items": "food/daily",
}


def test_a_sale_goes_over_and_comes_back() -> None:
    mti, elements = request_elements("approve", SALE)
    assert (mti, kind_of(mti, elements)) == ("0200", "approve")
    assert elements[7] == "0910123059"
    assert elements[48] == "38CV"
    assert read_words(mti, elements) == SALE | {"sent_at": "0910123059"}


@pytest.mark.parametrize("kind", ["check", "approve", "cancel", "balance", "reverse", "inquire"])
def test_every_kind_is_known_again_and_answered_by_the_next_type(kind: str) -> None:
    mti, elements = request_elements(kind, SALE)
    assert kind_of(mti, elements) == kind
    reply_mti, reply = reply_elements(kind, mti, {"stan": "000007", "result": "00"})
    assert (int(reply_mti) - int(mti), kind_of(reply_mti, reply)) == (10, kind)


def test_a_repeated_reversal_has_its_own_type_and_names_the_original() -> None:
    mti, elements = request_elements("reverse", SALE | {"orig_stan": "000003"}, repeat=True)
    assert mti == "0401"
    assert elements[90][:10] == "0200000003"
    assert len(elements[90]) == 42


def test_codes_that_are_no_card_number_go_to_their_own_element() -> None:
    assert 59 in request_elements("approve", SALE | {"card": "KRCPM1940006", "entry": "Q"})[1]
    assert 2 in request_elements("approve", SALE | {"card": "251234567890123456", "entry": "B"})[1]


@pytest.mark.parametrize(("letter", "code"), sorted(ENTRY_CODES.items()))
def test_entries_have_their_codes(letter: str, code: str) -> None:
    assert request_elements("approve", SALE | {"entry": letter})[1][22] == code


def test_a_reply_tells_approval_balance_and_texts() -> None:
    told = {
        "result": "10",
        "approval": "12345678",
        "approved_amount": "7000",
        "balance": "0",
        "text1": "부분승인",
        "text2": "잔액만큼 승인",
    }
    mti, elements = reply_elements("approve", "0200", told)
    assert elements[38] == "345678"
    assert elements[54] == "0002410C000000000000"
    assert read_words(mti, elements) == told
