"""Rig files: every fault with its line, none thrown early."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from posdiag_sim import rig_yaml
from posdiag_sim.rig_yaml import Node, RigFault, read_rig_file


def read(folder: Path, text: str) -> tuple[Node | None, list[RigFault]]:
    faults: list[RigFault] = []
    path = folder / "rig.yaml"
    path.write_text(text, encoding="utf-8")
    return read_rig_file(path, "rig.yaml", faults), faults


def test_values_stay_texts_until_they_are_asked_for(tmp_path: Path) -> None:
    text = "version: 3.10\ntid: 000123\nat: 22:30\nwait: [300, 1500]\nhex: 6000\nyes: yes\n"
    node, faults = read(tmp_path, text)
    assert node is not None
    assert (node.text("version"), node.text("tid"), node.text("at")) == ("3.10", "000123", "22:30")
    assert node.pair("wait", (0, 0)) == (300, 1500)
    assert node.raw_bytes("hex") == b"\x60\x00"
    assert node.flag("yes", False)
    node.no_other_keys()
    assert faults == []


def test_every_fault_has_its_line_and_a_remedy(tmp_path: Path) -> None:
    node, faults = read(tmp_path, "layout: fixd\nwait: [9, 1]\nacks: many\nhex: zz\ndeep: {}\nacsk: 1\n")
    assert node is not None
    assert node.choice("layout", ("fixed", "separated"), "separated") == "separated"
    node.pair("wait", (0, 0))
    node.whole("acks", 1)
    node.raw_bytes("hex")
    node.text("deep")
    node.no_other_keys()
    assert [place for place, _, _ in faults] == [f"rig.yaml:{line}" for line in range(1, 7)]
    assert "did you mean `fixed`" in faults[0][2]
    assert "did you mean `acks`" in faults[5][2]


def test_a_file_that_is_no_mapping_or_no_yaml_is_one_fault(tmp_path: Path) -> None:
    for text in ("- a\n", "", "a: [\n", "a: 1\na: 2\n", "x: " + "[" * 40 + "]" * 40):
        assert len(read(tmp_path, text)[1]) == 1, text


def test_a_file_that_is_too_large_or_not_text_is_refused(tmp_path: Path) -> None:
    faults: list[RigFault] = []
    path = tmp_path / "rig.yaml"
    path.write_bytes(b"\xff\xfe\x00")
    assert read_rig_file(path, "rig.yaml", faults) is None
    path.write_bytes(b"#" * (rig_yaml.MAX_FILE_BYTES + 1))
    assert read_rig_file(path, "rig.yaml", faults) is None
    assert read_rig_file(tmp_path / "none.yaml", "none.yaml", faults) is None
    assert len(faults) == 3


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rig.yaml"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        read_rig_file(path, "rig.yaml", [])
