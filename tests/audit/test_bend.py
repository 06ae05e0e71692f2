"""Bends: each does one thing to an answer, as often as it is told, and nothing to anything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag import assembly
from posdiag.audit.bend import Bender
from posdiag.audit.campaign import Bend
from posdiag.wire.message import Kind, Message
from tests.audit.made import ACK, approved, inquired, sale, way


def bender(bend: Bend, extra: bytes = b"", times: int = 1) -> Bender:
    return Bender(way().codec, bend, extra, times)


def faults(frame: bytes) -> list[str]:
    return [fault.code for fault in way().codec.decode(frame).faults]


def test_a_wrong_check_byte_is_the_only_thing_wrong() -> None:
    bent = bender(Bend.CHECK)(approved())
    assert bent[:-1] == approved()[:-1]
    assert faults(bent) == ["check.wrong"]


def test_a_damaged_digit_changes_the_amount_under_the_old_check_byte() -> None:
    bent = bender(Bend.NOISE)(approved(amount="8800"))
    assert b"8801" in bent
    assert bent[-1] == approved()[-1]
    assert faults(bent) == ["check.wrong"]


@pytest.mark.parametrize("wanted", [b"\x03", b"\x06", b"\x02", b"\x15"])
def test_a_check_byte_may_be_any_byte_and_stays_right(wanted: bytes) -> None:
    bent = bender(Bend.CHECK_AS, wanted)(approved())
    assert bent[-1:] == wanted
    assert len(bent) == len(approved())
    assert faults(bent) == []


@pytest.mark.parametrize("text", ["승인", "OK"])
def test_a_length_byte_above_7f_needs_a_korean_text_to_make_up_for(text: str) -> None:
    codec = assembly.library().dialects.codec_for("kr-fixed")
    words = {"result": "00", "stan": "000001", "approval": "37097734", "text1": text}
    whole = codec.encode(Message(Kind.APPROVE, True, words))
    bender_ = Bender(codec, Bend.CHECK_AS, b"\x03")
    bent = bender_(whole)
    assert bender_.done == (bent != whole) == (text == "승인")
    decoded = codec.decode(bent)
    assert not decoded.faults
    assert (bent[-1:] == b"\x03") == (text == "승인")
    assert decoded.message is not None
    assert decoded.message.get("result") == "00"


def test_other_bends_are_what_they_are_called() -> None:
    whole = approved()
    assert bender(Bend.GARBAGE, b"\x00\xf8")(whole) == b"\x00\xf8" + whole
    assert bender(Bend.HALF)(whole) == whole[: len(whole) // 2]
    assert bender(Bend.LOST)(whole) == b""
    assert bender(Bend.NONE)(whole) == whole


def test_a_bend_counts_and_noughts_mean_always() -> None:
    once, always = bender(Bend.CHECK), bender(Bend.CHECK, times=0)
    assert [once(approved()) == approved() for _ in range(3)] == [False, True, True]
    assert [always(approved()) == approved() for _ in range(3)] == [False] * 3
    assert (once.done, always.done) == (1, 3)


@pytest.mark.parametrize("other", [ACK, sale(), inquired(), b"", b"\x02junk"])
def test_only_answers_to_a_payment_are_bent(other: bytes) -> None:
    for bend in Bend:
        assert bender(bend, b"\x03", 0)(other) == other


def test_a_line_without_a_check_byte_of_its_own_is_left_alone() -> None:
    codec = assembly.library().dialects.codec_for("iso87-ascii")
    assert Bender(codec, Bend.CHECK_AS, b"\x03", 1)(b"0210") == b"0210"


@given(st.binary(max_size=80), st.sampled_from(list(Bend)))
def test_no_bytes_make_it_raise(content: bytes, bend: Bend) -> None:
    bender(bend, b"\x06", 0)(content)
