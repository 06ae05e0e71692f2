"""Transbank and Telium frames: told by their width, with codes in words of their own."""

from __future__ import annotations

from functools import reduce
from operator import xor

import pytest

from posdiag.wire.ecr.codec import EcrCodec
from posdiag.wire.message import Decoded, Kind, Message
from tests.wire.ecr.dialects import codec, golden, varied


def frame_of(dialect: str, what: str) -> bytes:
    return next(item.frame for item in golden() if item.dialect == dialect and item.what == what)


def codes(decoded: Decoded) -> set[str]:
    return {fault.code for fault in decoded.faults}


def test_an_answer_of_either_length_is_read() -> None:
    full = frame_of("telium", "approved, with a report")
    body = full[1:13] + full[68:81]
    short = b"\x02" + body + b"\x03" + bytes((reduce(xor, body) ^ 3,))
    assert (len(full), len(short)) == (83, 28)
    for frame in (full, short):
        decoded = codec("telium").decode(frame)
        assert decoded.faults == ()
        assert decoded.message is not None
        assert (decoded.message.kind, decoded.message.get("approval")) == (Kind.APPROVE, "12345678")
        assert decoded.message.may_answer(Kind.CANCEL)
        assert not decoded.message.may_answer(Kind.CHECK)


@pytest.mark.parametrize(
    ("letter", "kind"), [("0", "approve"), ("1", "approve"), ("4", "approve"), ("2", "cancel")]
)
def test_requests_of_one_width_are_told_by_their_type(letter: str, kind: str) -> None:
    body = f"0100008800{'11'}{letter}978{'':10}A010B010".encode()
    frame = b"\x02" + body + b"\x03" + bytes((reduce(xor, body) ^ 3,))
    message = codec("telium").decode(frame).message
    assert message is not None
    assert message.kind == kind


def test_a_body_of_no_known_width_is_no_message() -> None:
    body = b"0100008800110978"
    decoded = codec("telium").decode(b"\x02" + body + b"\x03" + bytes((reduce(xor, body) ^ 3,)))
    assert codes(decoded) == {"code.unknown"}
    assert decoded.message is None


def test_a_release_writes_the_values_it_is_set_to() -> None:
    sale = Message(Kind.APPROVE, False, {"amount": "8800"})
    frame = EcrCodec(varied("telium", values={"currency": "840", "delay": "A011"})).encode(sale)
    assert frame[1:-2] == b"0100008800110840          A011B010"


@pytest.mark.parametrize(
    ("wire", "word"), [("00", "00"), ("01", "R1"), ("07", "U1"), ("11", "N1"), ("10", "13"), ("99", "96")]
)
def test_response_codes_are_read_in_the_common_words_and_shown_as_they_stand(wire: str, word: str) -> None:
    body = f"0810|{wire}|597029414300|75001637".encode()
    spec_of = varied("transbank", codes={"0810": {"kind": "check", "way": "reply"}})
    decoded = EcrCodec(spec_of).decode(b"\x02" + body + b"\x03" + bytes((reduce(xor, body) ^ 3,)))
    assert decoded.value("response_code") == wire
    assert decoded.message is not None
    assert decoded.message.get("result") == word


def test_the_totals_frame_ends_in_etx_and_a_check_byte_that_looks_like_an_ack() -> None:
    frame = bytes.fromhex("02303731307c30307c327c32363530307c0306")
    assert codec("transbank").decode(frame).faults == ()
