"""Marks that tell who sent, in the usual shapes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.capture.log_marks import is_other, is_pos, mark

PAYLOAD = " 02 30 31 03"


@pytest.mark.parametrize(
    "text",
    """TX: |TX |Tx:|[TX]|(TX)|TXD:|SEND:|Send |SENT |WRITE:|송신:|송신 |[송신]|전송 :|>> |-> |--> |=> |→
    |S:|[S]|OUT:|COM3 TX: |INFO SerialPort - Send: |D/Serial: write |IRP_MJ_WRITE """.replace(
        "\n    ", ""
    ).split("|"),
)
def test_marks_of_sending(text: str) -> None:
    found = mark(text + PAYLOAD)
    assert found is not None
    assert found.from_a
    assert not found.known
    assert (text + PAYLOAD)[found.end :].strip(" :])").startswith("02")


@pytest.mark.parametrize(
    "text",
    """RX: |RX |Rx:|[RX]|RXD |RECV:|Received |RCV |READ: |수신:|[수신] |받음 |<< |<- |<-- |<= |← |R:|[R]|IN:
    |ttyUSB0 rx: |IRP_MJ_READ """.replace("\n    ", "").split("|"),
)
def test_marks_of_receiving(text: str) -> None:
    found = mark(text + PAYLOAD)
    assert found is not None
    assert not found.from_a
    assert (text + PAYLOAD)[found.end :].strip(" :])").startswith("02")


@pytest.mark.parametrize(
    ("text", "from_a", "sender"),
    [
        ("POS> 02", True, "POS"),
        ("TERM> 06", False, "TERM"),
        ("[POS] -> 02", True, "POS"),
        ("ECR: 02", True, "ECR"),
        ("단말기> 06", False, "단말기"),
        ("포스: 02", True, "포스"),
    ],
)
def test_an_end_by_name_tells_the_pos(text: str, from_a: bool, sender: str) -> None:
    found = mark(text)
    assert found is not None
    assert (found.from_a, found.sender, found.known) == (from_a, sender, True)


@pytest.mark.parametrize(
    ("text", "a", "b", "from_a", "known"),
    [
        ("POS -> TERM: 02", "POS", "TERM", True, True),
        ("TERM -> POS: 06", "POS", "TERM", False, True),
        ("TERM <- POS: 02", "POS", "TERM", True, True),
        ("POS->VAN | 02", "POS", "VAN", True, True),
        ("POS -> TERM 02 30", "POS", "TERM", True, True),
        ("[단말기→포스] 02 30", "포스", "단말기", False, True),
        ("포스 → 단말기 : 02", "포스", "단말기", True, True),
        ("alpha => beta: 02", "alpha", "beta", True, False),
        ("beta => alpha: 02", "alpha", "beta", False, False),
    ],
)
def test_both_ends_by_name(text: str, a: str, b: str, from_a: bool, known: bool) -> None:
    found = mark(text)
    assert found is not None
    assert (found.a, found.b, found.from_a, found.known) == (a, b, from_a, known)


def test_ports_keep_lines_apart() -> None:
    one, two = mark("COM3 TX: 02"), mark("COM4 TX: 02")
    assert one is not None
    assert two is not None
    assert one.line != two.line


@pytest.mark.parametrize(
    "text", ["", "02 30 31 03", "<STX>02<ETX>", "<STX> 30 <ETX>", "the context", "ready 41"]
)
def test_what_bears_no_mark(text: str) -> None:
    assert mark(text) is None


def test_names_of_the_pos_and_of_others() -> None:
    assert is_pos("POS1")
    assert is_pos("포스")
    assert is_other("CAT")
    assert not is_pos("COM3")
    assert not is_other("POS")


@given(st.text(max_size=80))
def test_no_text_makes_it_raise(text: str) -> None:
    found = mark(text)
    assert found is None or 0 < found.end <= len(text)
