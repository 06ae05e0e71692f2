"""Which data element says what, in requests and replies of every kind."""

from __future__ import annotations

import pytest
from hypothesis import given

from posdiag.wire.iso8583.mapping import Mapping8583
from posdiag.wire.message import Kind, Message
from tests.wire.iso8583.dialects import SALE, messages, patient, spec

MAPPING = Mapping8583(spec())


@pytest.mark.parametrize(
    ("kind", "reply", "repeat", "advice", "mti", "processing"),
    [
        (Kind.APPROVE, False, False, False, "0200", "000000"),
        (Kind.APPROVE, True, False, False, "0210", "000000"),
        (Kind.CANCEL, False, False, False, "0200", "020000"),
        (Kind.BALANCE, False, False, False, "0100", "310000"),
        (Kind.BALANCE, True, False, False, "0110", "310000"),
        (Kind.REVERSE, False, False, False, "0400", "000000"),
        (Kind.REVERSE, False, True, False, "0401", "000000"),
        (Kind.REVERSE, False, False, True, "0420", "000000"),
        (Kind.REVERSE, False, True, True, "0421", "000000"),
        (Kind.REVERSE, True, False, True, "0430", "000000"),
        (Kind.INQUIRE, False, False, False, "0600", None),
        (Kind.CHECK, True, False, False, "0810", None),
    ],
)
def test_a_kind_has_its_message_type_both_ways(
    kind: Kind, reply: bool, repeat: bool, advice: bool, mti: str, processing: str | None
) -> None:
    message = Message(kind, reply, {"stan": "000001"}, repeat, advice)
    written, elements = MAPPING.elements_of(message)
    assert (written, elements.get("3")) == (mti, processing)
    assert MAPPING.message_of(written, elements) == message


@pytest.mark.parametrize(
    ("mti", "elements", "kind"),
    [
        ("0100", {"3": "000000"}, Kind.APPROVE),
        ("0200", {"3": "003000"}, Kind.APPROVE),
        ("0210", {}, Kind.APPROVE),
        ("0200", {"3": "310000"}, Kind.BALANCE),
        ("0200", {"3": "200000"}, None),
        ("0400", {"3": "020000"}, Kind.REVERSE),
        ("0240", {}, None),
        ("0520", {}, None),
    ],
)
def test_a_message_type_of_others_is_read_by_class_and_processing_code(
    mti: str, elements: dict[str, str], kind: Kind | None
) -> None:
    message = MAPPING.message_of(mti, elements)
    assert (message.kind if message else None) == kind


def test_a_sale_fills_the_elements_of_the_host_link() -> None:
    _, elements = MAPPING.elements_of(
        Message(Kind.APPROVE, False, {**SALE.fields, "sent_at": "20250910123000"})
    )
    assert elements == {
        "2": "9400001234567890",
        "3": "000000",
        "4": "12300",
        "7": "0910123000",
        "11": "000123",
        "12": "123000",
        "13": "0910",
        "22": "051",
        "25": "00",
        "41": "10000001",
        "42": "1230045678",
        "48": "00CV",
        "49": "410",
        "55": "9C01009F02060000000123009A032509105F2A0204109F1A020410",
        "62": "RICE",
    }


def test_a_part_approval_tells_the_approved_amount_and_the_balance() -> None:
    fields = {"result": "10", "approved_amount": "10000", "balance": "0", "approval": "00123456"}
    _, elements = MAPPING.elements_of(Message(Kind.APPROVE, True, fields))
    assert elements["54"] == "0002410C000000000000"
    assert (elements["38"], elements["44"]) == ("123456", "00123456")
    read = MAPPING.message_of("0210", elements)
    assert read is not None
    assert read.fields == fields


def test_the_amount_of_a_refusal_is_no_approved_amount() -> None:
    read = MAPPING.message_of("0210", {"3": "000000", "4": "000000012300", "39": "51"})
    assert read is not None
    assert (read.get("approved_amount"), read.get("amount")) == ("", "12300")


def test_a_short_approval_number_alone_is_an_approval_number() -> None:
    read = MAPPING.message_of("0210", {"38": "A00123", "39": "00"})
    assert read is not None
    assert read.get("approval") == "A00123"


def test_a_cancel_names_its_sale_in_element_90() -> None:
    fields = {
        "orig_stan": "000122",
        "orig_date": "250910",
        "orig_amount": "12300",
        "orig_approval": "00123456",
    }
    _, elements = MAPPING.elements_of(Message(Kind.CANCEL, False, fields))
    assert elements["90"] == "0200" + "000122" + "0910000000" + "0" * 22
    assert elements["4"] == "12300"
    assert elements["44"] == "00123456"
    read = MAPPING.message_of("0200", elements)
    assert read is not None
    assert read.get("orig_date") == "0910"


def test_track_2_fills_card_track_and_expiry() -> None:
    sale = Message(Kind.APPROVE, False, {"card": "9400001234567890=29121010000", "entry": "S"})
    _, elements = MAPPING.elements_of(sale)
    assert (elements["2"], elements["14"]) == ("9400001234567890", "2912")
    read = MAPPING.message_of("0200", {**elements, "35": elements["35"].replace("=", "D")})
    assert read is not None
    assert read.get("card") == sale.get("card")


@pytest.mark.parametrize(
    ("card", "entry", "element"),
    [
        ("9400001234567890", "K", "2"),
        ("10" + "9" * 16, "B", "2"),
        ("KRCPM11234", "Q", "59"),
        ("12345", "M", "59"),
    ],
)
def test_what_is_no_number_goes_to_the_element_of_texts(card: str, entry: str, element: str) -> None:
    _, elements = MAPPING.elements_of(Message(Kind.APPROVE, False, {"card": card, "entry": entry}))
    assert elements[element] == card


def test_a_part_that_the_dialect_places_nowhere_is_left_out() -> None:
    mapping = Mapping8583(spec(map={"text": "none", "chip": "none"}))
    _, elements = mapping.elements_of(SALE)
    assert {"55", "62"}.isdisjoint(elements)


@patient
@given(messages())
def test_every_message_reads_back_from_its_elements(message: Message) -> None:
    assert MAPPING.message_of(*MAPPING.elements_of(message)) == message
