"""Terminals by address, and rigs by name."""

from __future__ import annotations

import socket
from pathlib import Path

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
    for address, what, remedy in (
        ("sim:counter-fx", "no rig is called `counter-fx`", "did you mean `counter-fs`?"),
        ("sim:no/rig.yaml", "no such rig file", "the path of a file"),
        ("sim:counter-fs@2.9", "no firmware release `2.9`", "did you mean `2."),
    ):
        with pytest.raises(InputError) as told:
            assembly.station(address)
        (problem,) = told.value.problems
        assert (problem.place, problem.what) == (f"--terminal {address}", what)
        assert remedy in problem.remedy


def test_what_is_wrong_within_a_rig_file_keeps_its_line(tmp_path: Path) -> None:
    path = tmp_path / "rig.yaml"
    path.write_text("schema: posdiag/rig/1\nrig: rig\ncolour: red\n", encoding="utf-8")
    with pytest.raises(InputError) as told:
        assembly.station(f"sim:{path}")
    assert any(problem.place == f"{path}:3" for problem in told.value.problems)


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


def test_an_agents_address_opens_nothing_ahead() -> None:
    """An agent that does not run is a finding, so the link is made and left alone."""
    for address in ("http://127.0.0.1:1", "ws://127.0.0.1:1"):
        station = assembly.station(address)
        link = station.open_link()
        assert station.address == address
        link.close()
