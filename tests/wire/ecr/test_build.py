"""Dialects from options: the shipped ones are sound, and what makes no sense is all reported."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posdiag.wire.codec import OptionFault
from posdiag.wire.ecr.spec import Check, EcrSpec, FieldType, Handshake, Layout, LengthKind
from posdiag.wire.message import Kind
from tests.wire.ecr.dialects import ALL, KOREAN, merged, options, spec


def faults_of(name: str, **over: object) -> dict[str, OptionFault]:
    return {fault.path: fault for fault in EcrSpec.build(name, merged(options(name), over))[1]}


@pytest.mark.parametrize("name", ALL)
def test_a_shipped_dialect_has_no_fault(name: str) -> None:
    assert EcrSpec.build(name, options(name))[1] == ()


@pytest.mark.parametrize("name", KOREAN)
def test_the_korean_dialects_say_every_kind(name: str) -> None:
    assert all(spec(name).can_say(kind) for kind in Kind)


def test_options_become_what_they_say() -> None:
    built = spec("kr-fs-enq")
    assert built.layout is Layout.SEPARATED
    assert built.handshake is Handshake.ENQ_EOT
    assert built.length.kind is LengthKind.ASCII4
    assert built.check is Check.AFTER_STX
    amount = next(item for item in built.codes["0200"].fields if item.path == "amount")
    assert amount.type is FieldType.NUMBER


def test_every_fault_is_reported_at_once_with_its_path() -> None:
    faults = faults_of(
        "kr-fs",
        check="xor",
        separator="03",
        acks="4",
        length={"kind": "ascii3"},
        never_acked=["0299"],
        fields={"request": ["tid", "amuont"]},
        codes={"0200": {"kind": "aprove"}},
        handshakes="enq-eot",
    )
    assert set(faults) == {
        "check",
        "separator",
        "acks",
        "length.kind",
        "never_acked",
        "fields.request.2.name",
        "codes.0200.kind",
        "handshakes",
    }
    assert "did you mean `amount`" in faults["fields.request.2.name"].what
    assert "did you mean `approve`" in faults["codes.0200.kind"].remedy
    assert "did you mean `handshake`" in faults["handshakes"].remedy


def test_a_fixed_layout_needs_widths_a_header_and_codes_that_fit_it() -> None:
    faults = faults_of("kr-fixed", fields={"request": ["tid"]}, codes={"BB": {"kind": "approve"}})
    assert "fields.request.1" in faults
    assert "codes.BB" in faults
    assert "header" in faults_of("kr-fixed", header=["tid"])


def test_a_separated_layout_has_no_header() -> None:
    assert "header" in faults_of("kr-fs", header=[{"name": "tid", "width": "16"}])


def test_two_codes_of_one_meaning_are_a_fault_unless_marked() -> None:
    assert "codes.0100.kind" in faults_of("kr-fs", codes={"0100": {"kind": "approve"}})
    assert faults_of("kr-fs", codes={"0100": {"kind": "approve", "also": "yes"}}) == {}


def test_a_field_cannot_stand_twice() -> None:
    assert "fields.reply.2" in faults_of("kr-fs", fields={"reply": ["tid", "tid"]})


plain = st.recursive(
    st.sampled_from(["", "yes", "1", "fixed", "approve", "tid", "1C"]) | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["kind", "way", "fields", "name", "width", "type", "request"]), inner, max_size=3
        )
    ),
    max_leaves=10,
)
keys = st.sampled_from(["layout", "separator", "check", "length", "codes", "fields", "header", "acks", "x"])


@settings(deadline=None)
@given(st.dictionaries(keys, plain, max_size=6))
def test_no_options_make_building_raise(given_options: dict[str, object]) -> None:
    built, faults = EcrSpec.build("any", given_options)
    assert built.name == "any"
    assert all(fault.what for fault in faults)


def test_messages_told_by_their_width_have_neither_header_nor_length() -> None:
    assert faults_of("telium") == {}
    assert "told_by" in faults_of("telium", header=[{"path": "code", "width": "1"}])
    assert "told_by" in faults_of("telium", layout="separated")
    assert "length" in faults_of("telium", length={"kind": "bcd"})


def test_a_value_for_every_field_of_a_path_and_for_no_other() -> None:
    built = EcrSpec.build("telium", merged(options("telium"), {"values": {"currency": "840"}}))[0]
    assert {
        item.default for code in built.codes.values() for item in code.fields if item.path == "currency"
    } == {"840"}
    assert "did you mean `currency`" in faults_of("telium", values={"curency": "840"})["values.curency"].what


def test_what_a_code_means_and_answers_must_be_known_words() -> None:
    code = {"0810": {"way": "reply", "means": {"reslt": "00"}, "answers": ["check", "chek"]}}
    faults = faults_of("transbank", codes=code)
    assert "did you mean `result`" in faults["codes.0810.means.reslt"].what
    assert "did you mean `check`" in faults["codes.0810.answers"].remedy


def test_a_field_that_is_one_value_must_have_its_width() -> None:
    wrong = {"debit": {"kind": "approve", "fields": [{"path": "type", "width": "1", "is": "00"}]}}
    assert "codes.debit.fields.1.is" in faults_of("telium", codes=wrong)


def test_some_requests_are_answered_by_their_ack_alone() -> None:
    assert spec("transbank").acked_only(Kind.CHECK)
    assert not spec("transbank").acked_only(Kind.APPROVE)
    assert not spec("telium").acked_only(Kind.CHECK)  # it cannot even say it
