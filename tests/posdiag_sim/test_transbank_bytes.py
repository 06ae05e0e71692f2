"""Words between pipes: what the SDK of the vendor writes is read, and what is written it can read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posdiag_sim import transbank_bytes as words_of


@pytest.mark.parametrize(
    ("content", "kind", "words"),
    [
        (b"0200|8800|A00001|||0|", "approve", {"amount": "8800", "stan": "A00001", "status": "0"}),
        (b"0200|00008800|A1|||1|", "approve", {"amount": "8800", "stan": "A1", "status": "1"}),
        (b"0250|", "inquire", {}),
        (b"1200|000012|", "cancel", {"operation": "000012"}),
        (b"0100", "check", {}),
        (b"0260|1", "", {"tell": "1"}),
        (b"0700||", "", {}),
    ],
)
def test_requests_as_the_vendors_sdk_writes_them(content: bytes, kind: str, words: dict[str, str]) -> None:
    said = words_of.read(content)
    assert (said.kind, said.wrong) == (kind, ())
    assert dict(said.fields) == {"stan": "0", **words}


@pytest.mark.parametrize(
    "content", [b"0200|12x|A1|||0|", b"0200|8800|TOOLONG|||0|", b"0200|8800", b"1200||", b"1200|x|"]
)
def test_a_broken_field_is_told(content: bytes) -> None:
    assert words_of.read(content).wrong


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_raise(content: bytes) -> None:
    words_of.read(content)


def test_a_sale_has_its_eighteen_fields_in_their_places() -> None:
    words = {
        "merchant": "597029414300", "tid": "75001637", "ticket": "A1", "approval": "123456",
        "approved_amount": "8800", "card": "940001******1012", "operation": "000007", "brand": "RC",
        "sent_at": "20250910123456",
    }  # fmt: skip
    content = words_of.write("0210", words_of.sale_fields("00", words), closed=True)
    assert content == (
        b"0210|00|597029414300|75001637|A1|123456|8800|0||1012|000007|CR|||RC|10092025|123456||0|"
    )


def test_a_refusal_tells_no_approval_and_no_amount() -> None:
    fields = words_of.sale_fields("01", {"approval": "123456", "approved_amount": "8800"})
    assert (fields[4], fields[5]) == ("", "0")


def test_details_have_the_shares_at_their_end() -> None:
    line = words_of.detail_fields({"approval": "1", "card": "94001012", "operation": "000001"})
    assert (len(line), line[6], line[7], line[-1]) == (18, "1012", "000001", "0")
    assert words_of.detail_fields({"tid": "7", "merchant": "5"}) == ["00", "5", "7", *[""] * 15]


@pytest.mark.parametrize(
    ("code", "reply"),
    [
        ("0200", "0210"),
        ("0250", "0260"),
        ("1200", "1210"),
        ("0500", "0510"),
        ("0270", "0271"),
        ("9999", "0009"),
    ],
)
def test_the_code_of_an_answer(code: str, reply: str) -> None:
    assert words_of.reply_code(code) == reply
    assert words_of.reply_code("xx") == "0000"


def test_what_the_issuer_refuses_is_refused_whatever_its_code() -> None:
    assert [words_of.result_of(code) for code in ("00", "51", "62", "U1")] == ["00", "01", "01", "07"]


def test_no_field_holds_a_pipe() -> None:
    assert words_of.write("0810", ["a|b"]) == b"0810|a b"
