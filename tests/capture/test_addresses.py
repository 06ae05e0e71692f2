"""Addresses and ports for the ends of lines, made up where an end is only a name."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.capture.addresses import Addresses, split
from posdiag.capture.events import Line, LineKind


def ends(a: str, b: str, number: int = 1) -> tuple[str, str, int, int]:
    host_a, host_b, port_a, port_b = Addresses().of(Line(number, LineKind.TCP, a, b))
    return str(ipaddress.ip_address(host_a)), str(ipaddress.ip_address(host_b)), port_a, port_b


@pytest.mark.parametrize(
    ("end", "host", "port"),
    [
        ("127.0.0.1:5000", "127.0.0.1", 5000),
        ("[::1]:5000", "::1", 5000),
        ("::1", "::1", None),
        ("127.0.0.1", "127.0.0.1", None),
        ("terminal:9100", "terminal", 9100),
        ("terminal", "terminal", None),
        ("COM3", "COM3", None),
        ("odd:name", "odd:name", None),
        ("far:99999", "far:99999", None),
    ],
)
def test_an_end_is_split_into_host_and_port(end: str, host: str, port: int | None) -> None:
    assert split(end) == (host, port)


def test_addresses_are_kept() -> None:
    assert ends("127.0.0.1:5000", "127.0.0.2:9100") == ("127.0.0.1", "127.0.0.2", 5000, 9100)
    assert ends("[::1]:5000", "[::2]:9100") == ("::1", "::2", 5000, 9100)


def test_names_get_addresses_for_documentation_and_keep_them() -> None:
    addresses = Addresses()
    one = addresses.of(Line(1, LineKind.TCP, "POS", "terminal:9100"))
    two = addresses.of(Line(2, LineKind.TCP, "POS", "van"))
    assert str(ipaddress.ip_address(one[0])) == "192.0.2.1"
    assert one[0] == two[0]
    assert one[1] != two[1]
    assert (one[3], two[3]) == (9100, 8583)
    assert one[2] != two[2], "each call of a POS without a port comes from another"


def test_if_one_end_is_ipv6_so_is_the_other() -> None:
    assert ends("POS", "[::1]:9100")[0] == "2001:db8::1"
    assert ends("127.0.0.1:5", "[::1]:9100")[0] == str(ipaddress.ip_address("::ffff:127.0.0.1"))


@given(st.text(max_size=40), st.text(max_size=40), st.integers(0, 2**31))
def test_any_names_give_addresses_of_one_kind(a: str, b: str, number: int) -> None:
    host_a, host_b, port_a, port_b = Addresses().of(Line(number, LineKind.TCP, a, b))
    assert len(host_a) == len(host_b)
    assert 0 <= port_a <= 65_535
    assert 0 <= port_b <= 65_535


def test_more_names_than_there_are_addresses_still_get_one() -> None:
    addresses = Addresses()
    for number in range(1000):
        addresses.of(Line(number, LineKind.TCP, f"till {number}", "van"))
