"""What the card reader gives for each medium and way of presenting it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posdiag_sim.card_reader import read_instrument
from posdiag_sim.firmware import Firmware
from posdiag_sim.instrument import Instrument

CHIP = frozenset({"chip", "stripe", "contactless"})
STRIPE = frozenset({"stripe"})


def read(
    media: frozenset[str], entry: str, kind: str = "prepaid", chip_failed: bool = False, **state: str
) -> str:
    instrument = Instrument("main", kind, number="9400001200004047", media=media, state=state)
    reading = read_instrument(instrument, entry, Firmware(), chip_failed)
    return reading.code or "read"


@pytest.mark.parametrize("entry", ["C", "T", "K"])
def test_a_whole_card_is_read(entry: str) -> None:
    assert read(CHIP, entry) == "read"


def test_a_stripe_only_card_fails_as_a_chip_and_is_then_taken_as_a_stripe() -> None:
    assert read(STRIPE, "C") == "C1"
    assert read(STRIPE, "F") == "read"
    assert read(STRIPE, "S") == "read"
    assert read(STRIPE, "T") == "C3"


def test_a_broken_chip_is_told_and_the_stripe_only_taken_after_it_failed() -> None:
    assert read(CHIP, "C", chip_broken="yes") == "C1"
    assert read(CHIP, "F", chip_broken="yes") == "C2"
    assert read(CHIP, "F", chip_failed=True, chip_broken="yes") == "read"


def test_a_chip_card_that_is_swiped_outright_is_sent_back_to_the_chip() -> None:
    assert read(CHIP, "S") == "C2"


def test_codes_are_read_where_there_is_one() -> None:
    assert read(CHIP, "Q") == read(CHIP, "B") == "C3"
    assert read(frozenset({"qr"}), "Q") == "read"
    assert read(frozenset(), "B", kind="voucher-barcode") == "read"
    assert read(frozenset(), "M", kind="voucher-qr") == "read"


def test_firmware_may_know_fewer_ways_or_have_fallback_switched_off() -> None:
    card = Instrument("main", media=STRIPE)
    assert read_instrument(card, "S", replace(Firmware(), entries=frozenset("C")), False).code == "C3"
    off = read_instrument(card, "F", replace(Firmware(), fallback=False), True)
    assert (off.code, "폴백" in off.text) == ("C3", True)


def test_nothing_presented_is_a_cancelled_wait() -> None:
    assert read_instrument(None, "C", Firmware(), False).code == "U1"
