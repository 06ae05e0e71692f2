"""Terminals by address, and rigs by name."""

from __future__ import annotations

import socket

import pytest

from posdiag import assembly
from posdiag.errors import InputError, LinkError
from posdiag.link.bench import LineBench, NoBench


def test_a_simulated_terminal_has_a_bench_and_a_link_of_its_own() -> None:
    station = assembly.station("sim:counter-fs")
    assert isinstance(station.bench, LineBench)
    station.bench.setup("2025-09-10T12:30:00", 0, [], {}, {})
    assert station.open_link().now_ms() == 0


def test_a_rig_or_firmware_that_does_not_exist_is_named() -> None:
    with pytest.raises(InputError, match="counter-f"):
        assembly.station("sim:counter-fx")
    with pytest.raises(InputError, match=r"9\.9"):
        assembly.station("sim:counter-fs@9.9")


def test_a_port_that_nobody_listens_on_is_told_with_its_address() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        station = assembly.station(f"tcp://127.0.0.1:{port}")
        assert isinstance(station.bench, NoBench)
        with pytest.raises(LinkError, match=str(port)):
            station.open_link()


def test_a_serial_port_that_does_not_exist_is_told_with_its_name() -> None:
    station = assembly.station("serial:///dev/no-such-port")
    with pytest.raises(LinkError, match="no-such-port"):
        station.open_link()


def test_a_real_terminal_has_no_faults_to_switch_on() -> None:
    bench = assembly.station("tcp://127.0.0.1:9").bench
    with pytest.raises(InputError, match="simulated terminal"):
        bench.setup("2025-09-10T12:30:00", 0, ["drop"], {}, {})


def test_every_shipped_rig_is_found_and_lints_clean() -> None:
    assert "counter-fs" in assembly.rig_names()
    assert assembly.lint_rigs() == ()


def test_every_cause_has_a_name_in_both_languages() -> None:
    names = assembly.cause_names()
    assert len(names) > 60
    assert all(name["ko"] and name["en"] for name in names.values())
