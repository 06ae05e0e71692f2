"""The hard rule: nothing that any shipped dialect reads as a payment, cancel or reversal is ever sent."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posdiag.errors import InputError
from posdiag.probe.drive import drive
from posdiag.probe.ears import Ears
from posdiag.probe.harmless import ALLOWED, Harmful, harm_in, say
from posdiag.probe.questions import ecr_questions, host_questions, http_questions
from posdiag.probe.settings import LineSettings
from posdiag.probe.steps import Hear, Open, Opened, Part, Say
from posdiag.wire.message import Kind, Message
from tests.probe.far_side import CHECK, DEVICE, FarSide, codecs

ALL = codecs()
NEVER = [kind for kind in Kind if kind not in ALLOWED]
DIGITS = st.text("0123456789", min_size=1, max_size=10)


def test_only_checks_are_allowed() -> None:
    assert frozenset({Kind.CHECK}) == ALLOWED


@given(
    st.sampled_from(ALL),
    st.sampled_from(NEVER),
    st.fixed_dictionaries({"amount": DIGITS, "stan": DIGITS, "tid": DIGITS, "card": DIGITS, "tax": DIGITS}),
)
@settings(max_examples=30)
def test_no_frame_that_moves_money_passes(codec, kind, fields) -> None:  # type: ignore[no-untyped-def]
    try:
        frame = codec.encode(Message(kind, False, fields | {"sent_at": CHECK["sent_at"]}))
    except InputError:
        return  # the dialect has no such request
    assert harm_in(frame, ALL)
    with pytest.raises(Harmful):
        say(frame, ALL)


def test_every_dialect_is_refused_every_kind_of_request_but_a_check() -> None:
    refused = 0
    for codec in ALL:
        for kind in NEVER:
            try:
                frame = codec.encode(Message(kind, False, CHECK | {"amount": "8000"}))
            except InputError:
                continue
            assert harm_in(frame, ALL), (codec.name, kind)
            refused += 1
    assert refused > 50


def test_a_payment_does_not_pass_for_being_damaged() -> None:
    for codec in Ears(ALL).ecr:
        if codec.spec.can_say(Kind.APPROVE):
            frame = bytearray(codec.encode(Message(Kind.APPROVE, False, CHECK | {"amount": "8000"})))
            frame[-1] ^= 0x55
            assert harm_in(bytes(frame), ALL), codec.name


@pytest.mark.parametrize("data", [b"\x05", b"\x06\x06\x06", b"\x15", b"\x04", b""])
def test_control_bytes_pass(data: bytes) -> None:
    assert say(data, ALL) == Say(data)


def test_every_question_passes_and_is_read_as_a_check() -> None:
    questions = [
        *ecr_questions(Ears(ALL), CHECK["sent_at"], None),
        *host_questions(Ears(ALL), CHECK["sent_at"]),
        *http_questions("127.0.0.1:9188"),
    ]
    assert len(questions) > 20
    for question in questions:
        assert harm_in(question.data, ALL) == "", question.name
        kinds = {read.message.kind for codec in ALL if (read := codec.decode(question.data)).message}
        assert not kinds & set(NEVER), question.name


@pytest.mark.parametrize(
    "data",
    [
        b"POST / HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /?REQ=D1^^1000 HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\n\r\nbody",
        b"hello",
        b"\x02\x03\x01",
    ],
)
def test_what_is_no_question_does_not_pass(data: bytes) -> None:
    assert harm_in(data, ALL)


@given(st.binary(max_size=200))
@settings(max_examples=30)
def test_looking_never_fails(data: bytes) -> None:
    assert isinstance(harm_in(data, ALL), str)


def answers_come(answers: list[bytes], network: bool, control: bool) -> None:
    """A whole probe of a line that answers so; everything that was sent is looked at."""
    waiting = list(answers)

    def answer(heard: bytes) -> Sequence[tuple[int, bytes]]:
        out = [(20, b"\x06")] if control else []
        return [*out, (60, waiting.pop())] if waiting else out

    far = FarSide(None if network else LineSettings(9600), answering=answer)
    far.probe("tcp://127.0.0.1:9" if network else DEVICE, ask=True, listen_ms=200, limit_ms=60_000)
    assert far.sent
    for data in far.sent:
        kinds = {read.message.kind for codec in ALL if (read := codec.decode(data)).message}
        assert not kinds & set(NEVER)
        assert harm_in(data, ALL) == ""


ANSWERS = st.lists(st.binary(min_size=1, max_size=60), max_size=12)


@given(ANSWERS, st.booleans())
@settings(max_examples=5)
def test_nothing_harmful_is_sent_whatever_comes_back(answers: list[bytes], control: bool) -> None:
    answers_come(answers, False, control)


@pytest.mark.slow
@given(ANSWERS, st.booleans(), st.booleans())
@settings(max_examples=100)
def test_nothing_harmful_is_sent_on_any_line(answers: list[bytes], network: bool, control: bool) -> None:
    answers_come(answers, network, control)


def test_the_last_door_reads_what_a_plan_slips_past_the_first() -> None:
    sale = next(one for one in ALL if one.name == "kr-fs").encode(
        Message(Kind.APPROVE, False, CHECK | {"amount": "8000"})
    )
    far = FarSide(LineSettings(9600))

    def plan() -> Part[None]:
        opened = yield Open(LineSettings(9600))
        assert isinstance(opened, Opened)
        yield Hear(10)
        yield Say(sale)

    with pytest.raises(Harmful):
        drive(plan(), far.open, ALL)
    assert far.sent == []
