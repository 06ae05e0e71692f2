"""The audit's terminal: served while the context lasts, on one address; what cannot be is told."""

from __future__ import annotations

import socket

import pytest

from posdiag.assembly_audit import AuditedRig, way_to
from posdiag.errors import InputError
from posdiag.link.address import TcpAddress, parse_address
from posdiag.link.patience import wait_for


def test_a_rig_is_served_with_its_line_noted_and_its_bench_at_hand() -> None:
    with AuditedRig("counter-fs", "tcp://127.0.0.1:0", 20, 0) as served:
        address = parse_address(served.address)
        assert isinstance(address, TcpAddress)
        for _ in range(2):  # the address stays the same
            served.bench.setup("2025-09-10T12:30:00", 0, (), {}, {})
            with socket.create_connection((address.host, address.port), 5) as till:
                till.sendall(b"\x0200\x03\x03")
                assert wait_for(lambda: len(served.line.noted()) > 1, 5)  # the bytes, and a NAK
        assert served.bench.collect(0).statement is not None
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((address.host, address.port), 1)


@pytest.mark.parametrize(
    ("rig", "listen", "says"),
    [
        ("no-such-rig", "tcp://127.0.0.1:0", "no-such-rig"),
        ("agent-ws", "tcp://127.0.0.1:0", "agent"),
        ("counter-fs", "carrier-pigeon", "carrier-pigeon"),
    ],
)
def test_what_cannot_be_served_is_told(rig: str, listen: str, says: str) -> None:
    with pytest.raises(InputError) as caught, AuditedRig(rig, listen, 1, 0):
        pass
    assert says in str(caught.value.problems[0])
    assert caught.value.problems[0].remedy


def test_the_way_is_that_of_the_products_at_the_rig_or_the_dialect_named() -> None:
    assert way_to("transbank").name == "transbank"
    assert way_to("counter-fs").name == "kr-fs"
    assert way_to("counter-fs", "kr-fixed").name == "kr-fixed"
    for rig, dialect in (("my-rig", ""), ("counter-fs", "no-such-dialect")):
        with pytest.raises(InputError):
            way_to(rig, dialect)
