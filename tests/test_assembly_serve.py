"""Clock and chance of a server."""

from __future__ import annotations

import sys

from posdiag import assembly_serve


def test_the_steady_clock_goes_on_and_chance_never_repeats() -> None:
    before = assembly_serve.steady_s()
    assembly_serve.pause(0.001)
    assert assembly_serve.steady_s() > before
    assert assembly_serve.now_s() > 1_700_000_000
    assert len({assembly_serve.chance() for _ in range(100)}) == 100
    assert len(assembly_serve.chance()) >= 43
    assert len(assembly_serve.short_chance()) == 16


def test_a_worker_is_this_python() -> None:
    assert assembly_serve.worker_command()[0] == sys.executable
