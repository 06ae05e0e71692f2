"""What was measured of a terminal is a rig that loads, and does what was measured."""

from __future__ import annotations

from pathlib import Path

from posdiag.assembly_learn import learn_terminal
from posdiag.assembly_rigs import lint_rig_file, rig_document
from posdiag.learn.rig_file import rig_text
from posdiag_sim.rig import load_rig


def test_a_measured_rig_loads_and_has_the_measured_traits(tmp_path: Path) -> None:
    done = learn_terminal("sim:counter-fs@1.4", "", True, lambda what: None)
    file = tmp_path / "till.yaml"
    file.write_text(rig_text(done, rig_document(done.rig), "till", "1.4"), encoding="utf-8")
    assert lint_rig_file(file) == []
    rig, original = load_rig(str(file)), load_rig("counter-fs@1.4")
    assert rig.wire == original.wire
    for trait in ("dedupe", "entries", "unsupported", "keeps_last", "frame_tries", "tells_format"):
        assert getattr(rig.firmware, trait) == getattr(original.firmware, trait), trait
    text = file.read_text("utf-8")
    assert "kind: measured" in text
    assert "#   host_wait_ms:" in text
