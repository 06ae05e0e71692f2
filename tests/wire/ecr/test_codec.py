"""ECR frames to messages and back: golden frames, public vectors, and frames that are wrong."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posdiag.errors import InputError
from posdiag.wire.ecr.codec import EcrCodec
from posdiag.wire.message import Decoded, Kind, Message
from tests.wire.ecr.dialects import ALL, KOREAN, ROOT, Golden, codec, golden, spec, varied

VECTORS = ROOT.parent / "shared" / "data" / "wire_vectors.tsv"
SALE = next(item for item in golden() if item.dialect == "kr-fs" and item.what == "sale by chip")


def codes(decoded: Decoded) -> set[str]:
    return {fault.code for fault in decoded.faults}


def frame_of(dialect: str, what: str) -> bytes:
    return next(item.frame for item in golden() if item.dialect == dialect and item.what == what)


@pytest.mark.parametrize("item", golden(), ids=lambda item: f"{item.dialect}: {item.what}")
def test_a_golden_frame_reads_as_it_says_and_is_written_byte_for_byte(item: Golden) -> None:
    decoded = codec(item.dialect).decode(item.frame)
    assert decoded.faults == ()
    assert decoded.message == item.message
    assert decoded.consumed == len(item.frame)
    assert codec(item.dialect).encode(item.message) == item.frame


def public_rows() -> list[tuple[str, bytes, dict[str, object]]]:
    if not VECTORS.exists():
        return []
    rows = [line.split("\t") for line in VECTORS.read_text(encoding="utf-8").splitlines()[1:]]
    return [(row[2], bytes.fromhex(row[3]), json.loads(row[4])) for row in rows if "STX..ETX LRC" in row[1]]


@pytest.mark.skipif(not Path(VECTORS).exists(), reason=f"{VECTORS} is not there")
@pytest.mark.parametrize(("what", "frame", "expected"), public_rows(), ids=lambda value: str(value)[:40])
def test_a_public_frame_reads_as_its_source_says(
    what: str, frame: bytes, expected: dict[str, object]
) -> None:
    decoded = codec("transbank").decode(frame)
    assert expected.pop("lrc_ok") is True
    assert "after STX up to and including ETX" in str(expected.pop("lrc_rule"))
    assert decoded.faults == ()
    assert {path: decoded.value(path) for path in expected} == expected


def test_offsets_point_at_the_bytes_of_a_field() -> None:
    decoded = codec("kr-fs").decode(SALE.frame)
    found = next(item for item in decoded.fields if item.path == "text")
    assert SALE.frame[found.offset : found.offset + found.length] == "아메리카노".encode("cp949")


# -- the check byte ----------------------------------------------------------------------------------


def test_a_wrong_check_byte_is_a_fault_and_the_message_is_still_read() -> None:
    frame = SALE.frame[:-1] + bytes((SALE.frame[-1] ^ 0x41,))
    decoded = codec("kr-fs").decode(frame)
    assert codes(decoded) == {"check.wrong"}
    assert decoded.message == SALE.message


def test_a_check_byte_of_the_other_rule_is_named() -> None:
    other = EcrCodec(varied("kr-fs", check="xor-from-stx"))
    assert codes(codec("kr-fs").decode(other.encode(SALE.message))) == {"check.other-rule.xor-from-stx"}
    assert codes(other.decode(SALE.frame)) == {"check.other-rule.xor-after-stx"}


def test_a_check_byte_where_none_should_be_is_named() -> None:
    bare = EcrCodec(varied("kr-fs", check="none"))
    assert codes(bare.decode(SALE.frame)) == {"check.other-rule.xor-after-stx"}
    assert codes(codec("kr-fs").decode(bare.encode(SALE.message))) == {"check.missing"}


# -- the length --------------------------------------------------------------------------------------

LENGTHS = {
    "none": {"kind": "none"},
    "binary-be": {"kind": "binary-be"},
    "binary-le": {"kind": "binary-le"},
    "bcd": {"kind": "bcd"},
    "ascii4": {"kind": "ascii4"},
}


@pytest.mark.parametrize("dialect", ["kr-fs", "kr-fixed"])
@pytest.mark.parametrize("said", LENGTHS)
@pytest.mark.parametrize("heard", LENGTHS)
def test_another_kind_of_length_is_named_and_the_fields_are_read(dialect: str, said: str, heard: str) -> None:
    message = next(item.message for item in golden() if item.dialect == dialect)
    frame = EcrCodec(varied(dialect, length=LENGTHS[said])).encode(message)
    decoded = EcrCodec(varied(dialect, length=LENGTHS[heard])).decode(frame)
    assert codes(decoded) == (set() if said == heard else {f"length.other-kind.{said}"})
    assert decoded.message == (message if said == heard else None)
    assert {item.name: item.value for item in decoded.fields if item.name} == message.fields


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"counts": "body+etx"}, "length.other-count.body+etx"),
        ({"itself": "yes"}, "length.other-count.body.itself"),
        ({"at": "before-stx"}, "length.other-place.before-stx"),
    ],
)
def test_a_length_that_counts_or_stands_otherwise_is_named(said: dict[str, str], code: str) -> None:
    frame = EcrCodec(varied("kr-fs-ack3", length=said)).encode(SALE.message)
    decoded = codec("kr-fs-ack3").decode(frame)
    assert codes(decoded) == {code}
    assert decoded.message is None
    assert decoded.value("text") == SALE.message.get("text")


def test_a_length_that_fits_nothing_is_wrong() -> None:
    frame = bytearray(frame_of("kr-fs-ack3", "sale by chip"))
    frame[2] ^= 0x40
    frame[-1] ^= 0x40
    assert codes(codec("kr-fs-ack3").decode(bytes(frame))) == {"length.wrong"}


@pytest.mark.parametrize("at", ["before-stx", "after-stx", "after-header"])
@pytest.mark.parametrize("counts", ["body", "body+etx"])
@pytest.mark.parametrize("itself", ["yes", "no"])
@pytest.mark.parametrize("kind", ["binary-be", "binary-le", "bcd", "ascii4"])
@pytest.mark.parametrize("dialect", ["kr-fs", "kr-fixed"])
def test_every_length_can_be_written_and_read(
    dialect: str, kind: str, itself: str, counts: str, at: str
) -> None:
    found = EcrCodec(varied(dialect, length={"kind": kind, "itself": itself, "counts": counts, "at": at}))
    message = next(item.message for item in golden() if item.dialect == dialect)
    decoded = found.decode(found.encode(message))
    assert decoded.faults == ()
    assert decoded.message == message


# -- the frame ---------------------------------------------------------------------------------------


def test_bytes_before_stx_are_an_extra_header() -> None:
    decoded = codec("kr-fs").decode(bytes.fromhex("6000000000") + SALE.frame)
    assert codes(decoded) == {"frame.extra-header"}
    assert decoded.message == SALE.message


def test_a_frame_without_stx_or_etx_says_so() -> None:
    assert "frame.no-stx" in codes(codec("kr-fs").decode(b"hello"))
    assert "frame.no-etx" in codes(codec("kr-fs").decode(SALE.frame[:40]))


def test_what_follows_the_frame_is_not_part_of_it() -> None:
    decoded = codec("kr-fs").decode(SALE.frame + SALE.frame)
    assert codes(decoded) == {"trailing"}
    assert decoded.consumed == len(SALE.frame)


def test_an_unknown_code_leaves_the_body_readable() -> None:
    frame = SALE.frame.replace(b"0200", b"0299").replace(SALE.frame[-1:], SALE.frame[-1:])
    decoded = codec("kr-fs").decode(frame)
    assert "code.unknown" in codes(decoded)
    assert "10000001" in (decoded.value("body") or "")


def test_an_event_of_a_fixed_terminal_is_no_message_and_no_fault() -> None:
    event = b"10000001" + bytes(8) + b"20250910123000@\x00\x01\x00I"
    framed = b"\x02" + event + b"\x03"
    check = 0
    for byte in framed:
        check ^= byte
    decoded = codec("kr-fixed").decode(framed + bytes((check,)))
    assert decoded.faults == ()
    assert decoded.message is None
    assert decoded.value("event") == "I"


# -- fields ------------------------------------------------------------------------------------------


def test_a_required_field_that_is_empty_is_missing() -> None:
    found = codec("kr-fs")
    assert "field.missing" in codes(found.decode(found.encode(Message(Kind.CHECK, False, {"tid": "1"}))))


def test_a_fixed_body_that_ends_early_says_where() -> None:
    whole = frame_of("kr-fixed", "approved")
    decoded = codec("kr-fixed").decode(whole[:100] + whole[-2:])
    assert {"field.missing", "length.wrong"} <= codes(decoded)


def test_letters_in_an_amount_are_not_numeric() -> None:
    found = codec("kr-fs")
    fields = dict(SALE.message.fields) | {"amount": "12,300"}
    assert codes(found.decode(found.encode(Message(Kind.APPROVE, False, fields)))) == {"field.not-numeric"}


def test_a_text_longer_than_its_field_overflows() -> None:
    frame = EcrCodec(varied("kr-fs", fields={"request": ["tid", "stan", "text"]})).encode(
        Message(Kind.APPROVE, False, {"tid": "1", "stan": "000001", "text": "아메리카노 두 잔 포장"})
    )
    narrow = varied("kr-fs", fields={"request": ["tid", "stan", {"name": "text", "width": "16"}]})
    assert codes(EcrCodec(narrow).decode(frame)) == {"field.overflow"}


@pytest.mark.parametrize("dialect", ["kr-fs", "kr-fixed"])
def test_a_text_cut_at_bytes_ends_inside_a_character(dialect: str) -> None:
    message = Message(Kind.APPROVE, False, {"tid": "1", "stan": "000001", "text": "A아메리카노라떼둘"})
    cut = EcrCodec(varied(dialect, text_cut="bytes"))
    assert codes(cut.decode(cut.encode(message))) == {"text.cut"}
    whole = EcrCodec(varied(dialect, text_cut="characters"))
    decoded = whole.decode(whole.encode(message))
    assert decoded.faults == ()
    assert decoded.value("text") == "A아메리카노라떼둘"[:8]


def test_a_text_in_another_charset_is_not_cp949() -> None:
    utf8 = EcrCodec(varied("kr-fs", charset="utf-8"))
    message = Message(Kind.APPROVE, False, {"tid": "1", "stan": "000001", "text": "곰"})
    assert codes(codec("kr-fs").decode(utf8.encode(message))) & {"text.not-cp949", "text.cut"}


def test_control_bytes_in_a_value_cannot_break_the_frame() -> None:
    found = codec("kr-fs")
    message = Message(Kind.APPROVE, False, {"tid": "1", "stan": "000001", "card": "a\x03\x1cb"})
    assert found.decode(found.encode(message)).message == Message(
        Kind.APPROVE, False, {"tid": "1", "stan": "000001", "card": "a  b"}
    )


def test_a_kind_without_a_code_is_the_users_mistake() -> None:
    with pytest.raises(InputError, match="no code for a reverse request"):
        codec("transbank").encode(Message(Kind.REVERSE, False))


# -- anything at all ---------------------------------------------------------------------------------

#: Bytes that look like frames more often than chance.
noisy = st.lists(
    st.one_of(
        st.sampled_from([b"\x02", b"\x03", b"\x1c", b"\x00", b"0200", b"B", b"10000001", b"\xb0"]),
        st.binary(max_size=8),
        st.sampled_from([item.frame for item in golden()]),
    ),
    max_size=6,
).map(b"".join)


@settings(deadline=None)
@given(noisy, st.sampled_from(ALL))
def test_no_bytes_make_reading_raise_and_all_offsets_lie_within(data: bytes, dialect: str) -> None:
    decoded = codec(dialect).decode(data)
    assert all(0 <= fault.offset <= len(data) for fault in decoded.faults)
    assert all(item.offset >= 0 and item.offset + item.length <= len(data) for item in decoded.fields)
    assert decoded.consumed <= len(data)


korean = st.text(st.sampled_from("가나다라마바사아 09azAZ-/"), max_size=8).map(str.strip)
digits = st.integers(0, 99_999_999).map(str)


@settings(deadline=None)
@given(st.sampled_from(KOREAN), st.sampled_from(list(Kind)), st.booleans(), korean, digits)
def test_what_is_written_is_read_again(dialect: str, kind: Kind, reply: bool, text: str, amount: str) -> None:
    fields = {"tid": "10000001", "stan": "000001", "sent_at": "20250910123000"}
    fields |= (
        {"text1": text, "balance": amount, "result": "00"} if reply else {"text": text, "amount": amount}
    )
    message = Message(kind, reply, {name: value for name, value in fields.items() if value})
    decoded = codec(dialect).decode(codec(dialect).encode(message))
    assert decoded.faults == ()
    assert decoded.message == message


@pytest.mark.parametrize("filling", [b"\x03", b"\x02", b"\x1c", b"0", b"\x03A", b"\xb0"])
@pytest.mark.parametrize("dialect", KOREAN)
def test_ten_megabytes_take_no_more_than_a_moment(dialect: str, filling: bytes) -> None:
    data = spec(dialect).name.encode() + b"\x02" + filling * (10_000_000 // len(filling))
    began = time.process_time()
    decoded = codec(dialect).decode(data)
    assert time.process_time() - began < 5
    assert len(decoded.fields) < 50
    assert len(decoded.faults) < 60
