"""Card data in frames of every dialect is masked in place, and frames stay what they were."""

from __future__ import annotations

from functools import reduce
from operator import xor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posdiag.assembly import library
from posdiag.masking import luhn
from posdiag.wire.ecr.codec import EcrCodec
from posdiag.wire.iso8583.codec import IsoCodec
from posdiag.wire.iso8583.spec import IsoSpec
from posdiag.wire.masked import mask_frame
from posdiag.wire.message import Kind, Message
from tests.wire.ecr.dialects import ALL, KOREAN, codec, golden, options, varied

PAN = next(f"940000123456{tail:04d}" for tail in range(10_000) if luhn(f"940000123456{tail:04d}"))
MASKED = f"940000******{PAN[-4:]}"
SALE = Message(
    Kind.APPROVE,
    False,
    {"tid": "10000001", "stan": "000001", "sent_at": "20250910123000", "amount": "12300", "card": PAN},
)


@pytest.mark.parametrize("dialect", KOREAN)
def test_a_card_number_is_masked_and_the_frame_still_reads_without_a_fault(dialect: str) -> None:
    masked = mask_frame(codec(dialect), codec(dialect).encode(SALE))
    decoded = codec(dialect).decode(masked)
    assert decoded.faults == ()
    assert decoded.message == Message(Kind.APPROVE, False, {**SALE.fields, "card": MASKED})


@pytest.mark.parametrize("dialect", KOREAN)
def test_a_wrong_check_byte_stays_wrong_by_as_much(dialect: str) -> None:
    frame = codec(dialect).encode(SALE)
    damaged = frame[:-1] + bytes((frame[-1] ^ 0x15,))
    right, wrong = mask_frame(codec(dialect), frame), mask_frame(codec(dialect), damaged)
    assert right[:-1] == wrong[:-1]
    assert right[-1] ^ wrong[-1] == 0x15
    assert {fault.code for fault in codec(dialect).decode(wrong).faults} == {"check.wrong"}


@pytest.mark.parametrize("item", golden(), ids=lambda item: f"{item.dialect}: {item.what}")
def test_a_frame_without_card_data_is_left_as_it_is(item: object) -> None:
    for found in golden():
        if found is item and not found.message.get("card"):
            assert mask_frame(codec(found.dialect), found.frame) == found.frame


@pytest.mark.parametrize(
    ("card", "masked"),
    [
        (f"{PAN}=29121010000012345678", f"{MASKED}=********************"),
        ("KRCPM1123456789012345678", "KRCPM1**************5678"),
        ("109400001234567890", "109400********7890"),
        (MASKED, MASKED),
    ],
)
def test_tracks_and_codes_are_masked_too(card: str, masked: str) -> None:
    message = Message(Kind.APPROVE, False, {**SALE.fields, "card": card})
    decoded = codec("kr-fs").decode(mask_frame(codec("kr-fs"), codec("kr-fs").encode(message)))
    assert decoded.value("card") == masked


def test_a_name_in_a_message_line_is_masked_byte_for_byte() -> None:
    reply = Message(
        Kind.APPROVE, True, {"tid": "1", "stan": "000001", "result": "00", "text1": "홍길동님 감사합니다"}
    )
    frame = codec("kr-fs").encode(reply)
    masked = mask_frame(codec("kr-fs"), frame)
    assert len(masked) == len(frame)
    assert codec("kr-fs").decode(masked).value("text1") == "홍****님 감사합니다"
    assert codec("kr-fs").decode(masked).faults == ()


@pytest.mark.parametrize("dialect", KOREAN)
def test_a_frame_read_with_the_wrong_options_is_masked_all_the_same(dialect: str) -> None:
    frame = codec(dialect).encode(SALE)
    for other in KOREAN:
        assert PAN[:12].encode() not in mask_frame(codec(other), frame)
    assert PAN[:12].encode() not in mask_frame(None, frame)


def test_a_bare_frame_in_no_known_dialect_keeps_its_check_byte_right() -> None:
    masked = mask_frame(None, codec("kr-fs").encode(SALE))
    assert {fault.code for fault in codec("kr-fs").decode(masked).faults} == set()


def test_what_surrounds_a_frame_is_searched() -> None:
    frame = codec("kr-fs").encode(SALE)
    for data in (PAN.encode() + frame, frame + PAN.encode()):
        assert PAN[:12].encode() not in mask_frame(codec("kr-fs"), data)


@pytest.mark.parametrize("cut", range(1, 200, 7))
def test_no_piece_of_a_frame_shows_more_than_ten_digits(cut: int) -> None:
    for dialect in KOREAN:
        frame = codec(dialect).encode(SALE)
        for piece in (frame[:cut], frame[cut:], frame[: cut // 2] + frame[cut:]):
            if PAN.encode() in piece:
                assert PAN[:11].encode() not in mask_frame(codec(dialect), piece)


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from([*ALL, ""]))
def test_no_bytes_make_masking_raise_or_change_their_number(data: bytes, dialect: str) -> None:
    assert len(mask_frame(codec(dialect) if dialect else None, data)) == len(data)


def test_a_frame_without_a_check_byte_is_masked_too() -> None:
    bare = EcrCodec(varied("kr-fs", check="none"))
    decoded = bare.decode(mask_frame(bare, bare.encode(SALE)))
    assert decoded.value("card") == MASKED


ISO = ("iso87-ascii-hex", "iso87-ascii", "iso87-bcd", "iso87-ebcdic", "iso87-nac", "iso87-base24")


@pytest.mark.parametrize("dialect", ISO)
def test_host_messages_are_masked_in_every_encoding(dialect: str) -> None:
    spec, faults = IsoSpec.build(dialect, options(dialect))
    assert faults == ()
    host = IsoCodec(spec)
    frame = host.encode_fields(
        "0200",
        {
            "2": PAN,
            "3": "000000",
            "4": "000000012300",
            "11": "000001",
            "35": f"{PAN}=29121010000012345678",
            "41": "10000001",
            "52": "1122334455667788",
            "55": f"9F02060000000123005A08{PAN}5F200A484F4E472F47494C444F",
        },
    )
    before, after = host.decode(frame), host.decode(mask_frame(host, frame))
    assert before.faults == ()
    assert [item.path for item in after.fields] == [item.path for item in before.fields]
    assert before.value("55.5A") == PAN
    shown = {path: after.value(path) or "" for path in ("2", "35", "52", "55.5A", "55.5F20", "4", "41")}
    assert PAN[6:12] not in "".join(shown.values())
    assert shown["2"][:6] == PAN[:6]
    assert shown["2"][-4:] == PAN[-4:]
    assert "12345678" not in shown["35"]
    assert set(shown["52"]) <= {"0"}
    assert "474F4E47" not in shown["55.5F20"]
    assert (shown["4"], shown["41"]) == ("000000012300", "10000001")


@pytest.mark.parametrize(
    "value",
    [f'"{PAN}"', PAN, f'["{PAN}"]', f'{{"no": "{PAN}"}}', f'"{PAN[:4]}-{PAN[4:8]}-{PAN[8:12]}-{PAN[12:]}"'],
)
def test_a_member_of_json_that_no_dialect_knows_is_masked_by_its_looks(value: str) -> None:
    agent = library().dialects.codec_for("agent-ws")
    frame = f'{{"pan_of_this_maker": {value}, "amount": 12300}}'.encode()
    masked = mask_frame(agent, frame)
    assert len(masked) == len(frame)
    shown = "".join(field.value for field in agent.decode(masked).fields)
    assert PAN[6:12] not in shown.replace("-", "")
    assert PAN[-4:] in shown
    assert not agent.decode(masked).faults


def test_a_card_number_in_a_field_without_a_name_is_masked() -> None:
    """Transbank's answer has an account number, which for some cards is the card's."""
    pos = library().dialects.codec_for("transbank")
    sale = "0210|00|597029414300|75001637|00ABCD|123456|10000|0|0|1234|000001|DB"
    body = f"{sale}|14082026|{PAN}|VI|20112026|101010|3|0|"
    framed = body.encode() + b"\x03"
    frame = b"\x02" + framed + bytes((reduce(xor, framed),))
    masked = mask_frame(pos, frame)
    assert MASKED.encode() in masked
    assert not pos.decode(masked).faults
