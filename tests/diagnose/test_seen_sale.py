"""A sale from the JSON of a run: from its keys, or from what its masked frames say."""

from __future__ import annotations

from typing import Any

import pytest

from posdiag.diagnose.outage import Sale
from posdiag.diagnose.seen_sale import HostFrames, NoSale, sale_of
from posdiag.wire.message import Decoded, Kind, Message

FIELDS = {"tid": "10000012", "card": "9400000000005149", "issuer": "Coupon Card", "sent_at": "20260921141320"}


class OneMessage:
    """A codec that reads the same of every frame."""

    name = "one"

    def __init__(self, fields: dict[str, str]) -> None:
        self.fields = fields

    def encode(self, message: Message) -> bytes:
        raise AssertionError("nothing is written here")

    def decode(self, frame: bytes) -> Decoded:
        return Decoded("one", (), (), Message(Kind.APPROVE, False, self.fields), len(frame))


class Mute(OneMessage):
    """A codec that reads nothing."""

    def decode(self, frame: bytes) -> Decoded:
        return Decoded("mute", (), ())


def a_run(**changes: Any) -> dict[str, Any]:
    return {
        "schema": "posdiag/run/1",
        "terminal": "192.0.2.13:40012 - 192.0.2.1:9100",
        "verdict": "incompatible",
        "causes": [{"cause": "comm.timeout.host_slow", "party": "van", "probability": 0.8}],
        "findings": [{"code": "x", "facts": {"tid": "77"}}],
        "place": "day.pcap: packet 71 2026-09-21 14:13:20.063 UTC",
        "transcript": [{"n": 1, "link": "host", "from": "pos", "to": "van", "hex": "0200"}],
        **changes,
    }


def read(run: object, **fields: str) -> Sale | None:
    return sale_of(run, HostFrames(lambda data: OneMessage({**FIELDS, **fields})))


def test_a_failing_run_of_a_capture_is_read_whole() -> None:
    assert read(a_run()) == Sale(
        1790000000.063, "192.0.2.1:9100", "Coupon Card", "940000", "10000012", "comm.timeout", "van"
    )


def test_a_run_that_was_well_has_no_symptom() -> None:
    sale = read(a_run(verdict="compatible"))
    assert sale is not None
    assert (sale.symptom, sale.party) == ("", "")


@pytest.mark.parametrize(("verdict", "symptom"), [("incompatible", "unclear"), ("inconclusive", "")])
def test_a_failure_without_a_cause_is_unclear_and_what_was_not_judged_is_none(
    verdict: str, symptom: str
) -> None:
    sale = read(a_run(verdict=verdict, causes=[]))
    assert sale is not None
    assert sale.symptom == symptom


def test_without_a_capture_time_the_tills_clock_counts_and_without_both_there_is_no_sale() -> None:
    sale = read(a_run(place="profiles/scenarios/x.yaml:1"))
    assert sale is not None
    assert sale.at_s == 1790000000.0
    assert read(a_run(place="x.log: line 3 +12.345 s"), sent_at="") is None
    assert read(a_run(place="x"), sent_at="20269921141320") is None


def test_the_shop_is_its_tid_or_the_address_without_its_port() -> None:
    by_finding = read(a_run(), tid="")
    by_address = read(a_run(findings=[]), tid="")
    assert by_finding is not None
    assert by_address is not None
    assert (by_finding.shop, by_address.shop) == ("77", "192.0.2.13")


def test_an_ecr_link_has_no_van_and_its_card_is_searched_for_in_the_bytes() -> None:
    frame = {"n": 1, "link": "ecr", "from": "pos", "to": "terminal", "hex": b"PAN 940012******0047".hex()}
    sale = read(a_run(transcript=[frame], terminal="sim:counter-fs", place="x 2026-09-21 14:13:20.063 UTC"))
    assert sale is not None
    assert (sale.van, sale.bin, sale.shop) == ("", "940012", "77")


def test_no_more_than_six_digits_of_a_card_are_taken() -> None:
    long = {"n": 1, "link": "host", "from": "pos", "to": "van", "hex": b"16940033******5149".hex()}
    masked, barcode = read(a_run(transcript=[long])), read(a_run(), card="2512345")
    assert masked is not None
    assert barcode is not None
    assert masked.bin == "940000"  # as the dialect reads it: in the bytes its length stands before it
    assert barcode.bin == ""


def test_the_dialect_of_a_host_end_is_looked_for_once_and_stars_are_no_fault() -> None:
    looked: list[bytes] = []

    def codec_of(data: bytes) -> OneMessage:
        looked.append(data)
        return OneMessage(FIELDS)

    reader = HostFrames(codec_of)
    for number in range(9):
        assert reader.message("192.0.2.1:9100", b"94000012345" + b"*" * 3 + bytes([number])) is not None
    assert looked == [b"94000012345000\0"]


def test_an_end_that_nobody_can_read_is_not_looked_at_for_ever() -> None:
    looked: list[bytes] = []

    def codec_of(data: bytes) -> Mute:
        looked.append(data)
        return Mute({})

    reader = HostFrames(codec_of)
    assert [reader.message("x", b"?") for _ in range(50)] == [None] * 50
    assert len(looked) <= 5


@pytest.mark.parametrize(
    "run",
    [
        3,
        {},
        {"schema": "posdiag/runs/1", "runs": []},
        {"schema": "posdiag/run/1"},
        a_run(transcript=[{"link": "host", "hex": "0g"}]),
        a_run(transcript=None),
        a_run(causes=[{}]),
        a_run(findings=[{"facts": None}]),
    ],
)
def test_what_is_no_run_record_is_said_to_be_none(run: object) -> None:
    with pytest.raises(NoSale):
        read(run, tid="")
