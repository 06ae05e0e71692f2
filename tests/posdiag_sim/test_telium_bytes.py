"""Fields of fixed width: what the integrations write is read, and the answer has their two lengths."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posdiag_sim import telium_bytes as words_of

SALE = b"0100008800110978          A010B010"  # as pyTeliumManager writes it


def test_a_request_as_the_library_writes_it() -> None:
    said = words_of.read(SALE)
    assert (said.kind, said.wrong) == ("approve", ())
    assert said.fields == {
        "stan": "0", "pos": "01", "amount": "8800", "answer": "1", "mode": "1", "type": "0",
        "currency": "978", "private": " " * 10, "delay": "A010", "authorisation": "B010",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("letter", "kind"), [("0", "approve"), ("1", "approve"), ("4", "approve"), ("2", "cancel")]
)
def test_the_type_says_what_is_meant(letter: str, kind: str) -> None:
    assert words_of.read(SALE[:12] + letter.encode() + SALE[13:]).kind == kind


@pytest.mark.parametrize(
    "content",
    [SALE[:-1], SALE + b"0", b"", SALE.replace(b"00008800", b"0000880x"), SALE.replace(b"A010", b"X010")],
)
def test_a_broken_request_is_told(content: bytes) -> None:
    said = words_of.read(content)
    assert said.wrong


@settings(deadline=None)
@given(st.binary(max_size=100))
def test_no_bytes_raise(content: bytes) -> None:
    words_of.read(content)


def test_the_answer_has_two_lengths() -> None:
    words = dict(words_of.read(SALE).fields)
    reply = {"approved_amount": "8800", "card": "940001******1012", "approval": "12345678"}
    full = words_of.write("0", words, reply)
    assert full == b"010000088001940001******1012" + b" " * 39 + b"97812345678  "
    short = words_of.write("7", words | {"answer": "0"}, {})
    assert short == b"017000088001978" + b" " * 10
    assert (len(full) + 3, len(short) + 3) == (83, 28)
