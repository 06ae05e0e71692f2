"""A terminal that is set otherwise."""

from __future__ import annotations

import pytest

from posdiag_sim.faults.registry import FaultError, parse_fault
from posdiag_sim.firmware import Firmware
from tests.posdiag_sim.till import till


def settings(text: str) -> Firmware:
    return parse_fault(f"terminal:{text}", "seed", "terminal").firmware(Firmware())


def test_what_is_named_changes_and_the_rest_stays() -> None:
    firmware = settings(
        "dedupe=no,host_stan=own,entries=CS,approval_digits=6,clock_s=-60,unsupported=balance"
    )
    assert (firmware.dedupe, firmware.host_stan, firmware.approval_digits) == (False, "own", 6)
    assert (firmware.entries, firmware.clock_s, firmware.unsupported) == (
        frozenset("CS"),
        -60,
        frozenset(["balance"]),
    )
    assert firmware.fallback == Firmware().fallback


@pytest.mark.parametrize("text", ["dedupe=perhaps", "entries=CX", "clock_s=late", "speed=3", "from=2"])
def test_settings_that_make_no_sense_are_refused(text: str) -> None:
    with pytest.raises(FaultError):
        settings(text)


def test_a_frame_longer_than_the_buffer_is_refused_and_the_screen_says_why() -> None:
    pos = till(faults=["terminal:buffer_bytes=40"])
    assert pos.ask("approve", amount="8000") == {}
    assert pos.naks >= 3
    assert any("전문 초과" in screen["text"] for screen in pos.collect()["screens"])


def test_a_wrong_clock_shows_in_the_answer() -> None:
    pos = till(faults=["terminal:clock_s=86400"])
    assert pos.ask("approve", amount="8000")["sent_at"].startswith("20250911")


def test_digits_of_an_approval_number_are_cut() -> None:
    pos = till(faults=["terminal:approval_digits=6"])
    assert len(pos.ask("approve", amount="8000")["approval"]) == 6
