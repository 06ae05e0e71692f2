"""A served terminal in a test's hands: cards, faults, statement; what cannot be is told."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from posdiag.errors import InputError
from posdiag.pytest_plugin.said import payments_in, terminal_sections
from posdiag.pytest_plugin.served import ServedTerminal, shared_instrument


@pytest.fixture(scope="module")
def served() -> Iterator[ServedTerminal]:
    terminal = ServedTerminal("counter-fs", speed=50)
    terminal.open()
    yield terminal
    terminal.close()


def test_the_issuer_gives_cards_and_tells_what_is_on_them(served: ServedTerminal) -> None:
    served.issuer.give("main", "prepaid", balances={"coupon": 5000})
    assert served.issuer.balances == {"coupon": 5000}
    assert (served.issuer.rows, served.issuer.charges, served.issuer.charged_krw) == ((), 0, 0)


def test_faults_are_put_on_and_a_wrong_one_is_refused(served: ServedTerminal) -> None:
    served.inject("ack-lost:count=1")
    assert served.faults == ("ack-lost:count=1",)
    with pytest.raises(InputError, match="no-such-fault"):
        served.setup(faults=["no-such-fault"])
    served.setup(faults=[])


def test_a_real_number_and_an_unknown_instrument_are_refused(served: ServedTerminal) -> None:
    with pytest.raises(InputError, match="synthetic"):
        served.issuer.give(number="1234567890123456")
    with pytest.raises(InputError, match="no such instrument"):
        shared_instrument("gold-bar")
    with pytest.raises(InputError, match="no way of reading"):
        served.present(entry="telepathy")


def test_what_passed_is_told_once_something_did(served: ServedTerminal) -> None:
    served.setup(faults=[])
    assert terminal_sections([served], "en") == []
    with socket.create_connection((served.host, served.port), 5) as till:
        till.sendall(b"\x02x\x03x")
        assert till.recv(1) == b"\x15"
    ((title, text),) = terminal_sections([served], "ko")
    assert served.address in title
    assert "NAK" in text
    assert payments_in([]) == 1
