"""Each public protocol has a terminal of its own; all others share the reference terminal."""

from __future__ import annotations

import pytest

from posdiag_sim.agent_wire import FORMS
from posdiag_sim.ecr_bytes import LAYOUTS
from posdiag_sim.rig import load_rig
from posdiag_sim.rig_files import list_rigs
from posdiag_sim.terminals import terminal_for
from posdiag_sim.world import World


@pytest.mark.parametrize("rig", [name for name in list_rigs() if load_rig(name).kind == "terminal"])
def test_a_rig_gets_the_terminal_of_its_layout(rig: str) -> None:
    loaded = load_rig(rig)
    found = terminal_for(loaded.wire)
    own = loaded.wire.layout in ("transbank", "telium", *FORMS)
    assert (found.__name__ != "Terminal") is own
    assert isinstance(World(loaded).terminal, found)
    assert loaded.wire.layout in (*LAYOUTS, *FORMS)
