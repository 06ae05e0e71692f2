"""What is masked, what is not, and that masking keeps lengths and is done once."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from posdiag import masking
from posdiag.masking import luhn, mask_bytes, mask_card, mask_digits, mask_text

PAN = "9400000000000015"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (f"카드 {PAN} 승인", "카드 940000******0015 승인"),
        ("9400000000000014 with a wrong check digit", "940000******0014 with a wrong check digit"),
        ("9400-0000-0000-0015", "9400-00**-****-0015"),
        ("9400 0000 0000 0015", "9400 00** **** 0015"),
        (f"{PAN}=29121010000012345678", "940000******0015=********************"),
        (f"%B{PAN}^HONG/GILDONG^2912101?", "%B9400********0015^*********************"),
        ("barcode 109400001234567890", "barcode 109400********7890"),
        ("KRCPM1123456789012345678", "KRCPM1**************5678"),
        ("hQVDUFYwMWETTwegAAAAVVVV", "hQVDUF******************"),
        ("비밀번호: 1234", "비밀번호: ****"),
        ("PIN=123456", "PIN=******"),
        ("쿠폰번호 AB12-3456-7890", "쿠폰번호 ****-****-7890"),
        ("coupon no. ABCD1234", "coupon no. ****1234"),
        ("홍길동님", "홍**님"),
        ("홍길동 고객님", "홍** 고객님"),
        ("성명: 김민수 / 010-1234-5678", "성명: 김** / 010-****-****"),
        ("01012345678로 연락", "010********로 연락"),
        ("+82-10-1234-5678", "+82-10-****-****"),
        ("02-123-4567", "02-***-****"),
        ("900101-1234567", "******-*******"),
        ("9001011234567", "*************"),
    ],
)
def test_what_is_nobodys_business_is_masked(text: str, masked: str) -> None:
    assert mask_text(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "20250910123000",  # a time
        "가맹점 000012300456780",  # a merchant number
        "사업자번호 1230045678, 단말기 10000001",
        "승인번호 30012345, 거래고유번호 000000004711",
        "12,300원 중 10,000원 쿠폰",
        "고객님께 다시 말씀해 주세요. 사장님, 손님, 점주님",
        "고객센터 1588-1234",
        "이용 고객님",
        "2025-09-10 12:30:00",
        "비밀번호 오류",
        "940000******0015",
    ],
)
def test_what_helps_and_hurts_nobody_stays(text: str) -> None:
    assert mask_text(text) == text


def test_a_frame_in_hex_inside_a_text_is_masked_as_bytes() -> None:
    before, after = b"\x020200\x1c10000001\x1c940000", b"0015\x1c\x03\x41"
    masked = mask_text(f"frame {(before + b'000000' + after).hex()}.")
    assert masked == f"frame {(before + b'******' + after).hex()}."


@pytest.mark.parametrize(
    ("data", "masked"),
    [
        (PAN.encode(), b"940000******0015"),
        (PAN.encode("cp037"), "940000******0015".encode("cp037")),
        (PAN.encode() + b"=2912101", b"940000******0015=*******"),
        (b"\x16" + bytes.fromhex(PAN), b"\x16" + bytes.fromhex("9400000000000015")),
        (b"\x16" + bytes.fromhex("9400001234567891"), b"\x16" + bytes.fromhex("9400001234567891")),
        (bytes.fromhex("9400001234567893d2912101"), bytes.fromhex("9400000000007893d0000000")),
        (b"20250910123000\x1c000012300456780", b"20250910123000\x1c000012300456780"),
        (b"1" * 4 + b"0" * 20, b"1" * 4 + b"0" * 20),
    ],
)
def test_bytes_that_nobody_could_read_are_searched(data: bytes, masked: bytes) -> None:
    assert mask_bytes(data) == masked


def test_packed_card_numbers_are_found_by_their_length() -> None:
    number = next(f"940000123456{tail:04d}" for tail in range(10_000) if luhn(f"940000123456{tail:04d}"))
    masked = mask_bytes(b"\x16" + bytes.fromhex(number)).hex()
    assert masked == f"16940000000000{number[-4:]}"


def test_a_short_card_value_keeps_only_its_end() -> None:
    assert mask_card("12345678") == "****5678"
    assert mask_card("1234") == "****"
    assert mask_card("") == ""


def test_digits_are_counted_and_not_what_stands_between_them() -> None:
    assert mask_digits("9400-0000-0000-0015") == "9400-00**-****-0015"
    assert mask_digits("123") == "123"


pieces = st.lists(
    st.one_of(
        st.sampled_from(
            ["PIN ", "홍길동님", "010-", "=", "쿠폰번호:", "KRCPM1", " ", "hQVDUFY", "성명 김", "^", "%B"]
        ),
        st.text("0123456789", max_size=22),
        st.text(max_size=4),
        st.binary(max_size=30).map(bytes.hex),
    ),
    max_size=8,
).map("".join)


@settings(deadline=None)
@given(pieces)
@example("PIN 00PIN 010-")  # a telling word that digits touch is one still
def test_masking_a_text_keeps_its_length_and_masking_twice_is_masking_once(text: str) -> None:
    masked = mask_text(text)
    assert len(masked) == len(text)
    assert mask_text(masked) == masked


@settings(deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text("0123456789=D", max_size=60).map(str.encode)))
def test_masking_bytes_keeps_their_number(data: bytes) -> None:
    assert len(mask_bytes(data)) == len(data)


@settings(deadline=None)
@given(st.integers(10**12, 10**19 - 1).map(str))
def test_no_more_than_ten_digits_of_a_card_number_stay(number: str) -> None:
    digits = [char for char in mask_text(f"번호 {number}.") if char.isdigit()]
    assert len(digits) <= 10 or number.startswith("00") or len(number) == 14


def test_a_megabyte_of_text_takes_no_more_than_a_moment() -> None:
    for text in ("9" * 1_000_000, "홍길동 " * 200_000, "0-" * 400_000, "1234 " * 200_000, "ab" * 400_000):
        assert len(mask_text(text)) == len(text)


@pytest.mark.parametrize("before", ["2137", "00" * 10, "0910123000002137", "9" * 40])
def test_a_track_that_other_digits_run_into_hides_its_card_number(before: str) -> None:
    card = "9400040000005051"
    hidden = mask_bytes(f"{before}{card}=2512101123456789".encode())
    assert card[6:12].encode() not in hidden[len(before) + 6 :]
    assert card.encode() not in hidden
    assert len(hidden) == len(before) + len(card) + 17
    assert mask_bytes(hidden) == hidden


PIECES = st.sampled_from(
    [
        *("홍길동", "김철수", "님", "씨", " ", "고객명", "예금주 ", "카드", "9400123456789012", "2:30"),
        *("serial no ", "SERİAL ", "ſerial code ", "coupon number ", "ABCD12", "쿠폰번호", "인증 코드 ", "1"),
        *("PIN", "PıN ", "비밀번호", "cvc ", "%B", "^KIM^", "KRCPM1", "hQVDUFYwMWETTwegAAAA", "010", "02-"),
        *("900101", "２", "61" * 22, "31" * 25, "0123456789" * 4, "1234", "5678", "원", "-", "=", "D", "\n"),
    ]
)


@given(st.one_of(st.lists(PIECES, max_size=9).map("".join), st.text(max_size=60)))
def test_a_rule_that_is_passed_over_would_have_hidden_nothing(text: str) -> None:
    pieces = masking._BLOB.split(text)
    for at in range(0, len(pieces), 2):
        for rule in masking._RULES:
            pieces[at] = rule.sub(pieces[at])
    pieces[1::2] = map(masking._mask_blob, pieces[1::2])
    assert mask_text(text) == "".join(pieces)
