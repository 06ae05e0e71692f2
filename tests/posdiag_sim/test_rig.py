"""Rigs: the shipped ones load in every release, broken ones tell everything at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from posdiag_sim.rig import RigError, load_rig
from posdiag_sim.rig_files import RIG_FOLDERS, list_rigs

SHIPPED = next(folder for folder in RIG_FOLDERS if folder.is_dir())


def test_the_shipped_rigs_are_these() -> None:
    assert list_rigs() == [
        "agent-form",
        "agent-jsonp",
        "agent-ws",
        "counter-ack3",
        "counter-enq",
        "counter-fixed",
        "counter-fs",
        "host-iso",
        "host-iso-bcd",
        "kiosk-fs",
        "telium",
        "transbank",
    ]


@pytest.mark.parametrize("name", list_rigs())
def test_every_rig_loads_in_every_release_and_the_last_is_the_default(name: str) -> None:
    rig = load_rig(name)
    assert rig.name == name
    assert set(rig.title) == {"ko", "en"}
    if rig.kind == "terminal":
        assert len(rig.releases) >= 2
        assert rig.firmware.version == rig.releases[-1]
    for release in filter(None, rig.releases):
        assert load_rig(f"{name}@{release}").firmware.version == release


def test_a_rig_may_be_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text((SHIPPED / "counter-fs.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    assert load_rig(str(path)).name == "counter-fs"
    assert load_rig(f"{path}@1.4").firmware.host_stan == "own"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("counter-fss", "did you mean `counter-fs`"),
        ("nowhere/rig.yaml", "no such rig file"),
        ("counter-fs@9.9", "one of: 1.4, 2.0, 2.1"),
        ("host-iso@1.0", "no firmware release"),
        ("", "no rig"),
    ],
)
def test_what_does_not_exist_is_said_with_what_does(name: str, said: str) -> None:
    with pytest.raises(RigError, match=said):
        load_rig(name)


BROKEN = """\
rig: broken
kind: terminal
wire:
  layout: fixed
  check: xor
  colour: red
firmware:
  "1.0":
    entries: CZ
    dedup: no
    text_cut: words
    unsupported: refund
    read_ms: 100
host: {format: ascii, tpdu: "6000"}
van: {issuer_wait_ms: soon}
shop: {regoin: seoul}
wallet: {kind: cheque, entry: C}
issuer: {partial: maybe}
extra: 1
"""


def test_every_fault_of_a_rig_is_told_at_once_with_file_line_and_remedy(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(BROKEN, encoding="utf-8")
    with pytest.raises(RigError) as refused:
        load_rig(str(path))
    text = str(refused.value)
    for word in (
        "check", "colour", "entries", "dedup", "text_cut", "unsupported", "read_ms", "format", "tpdu",
        "issuer_wait_ms", "regoin", "cheque", "partial", "extra", "length",
    ):  # fmt: skip
        assert f"`{word}" in text or word in text, word
    assert all(place.startswith(f"{path}:") and remedy for place, _, remedy in refused.value.faults)


def test_a_rig_of_a_public_protocol_may_be_set_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    text = (SHIPPED / "telium.yaml").read_text(encoding="utf-8")
    text = text.replace("  acks: 1\n", '  acks: 1\n  never_acked: "0900, 0901"\n')
    path.write_text(text.replace('  "5.1":\n', '  "5.1":\n    currency: "410"\n'), encoding="utf-8")
    rig = load_rig(str(path))
    assert (rig.wire.layout, rig.wire.handshake) == ("telium", "enq-eot")
    assert rig.wire.never_acked == {"0900", "0901"}
    assert rig.firmware.currency == "410"
    assert load_rig("telium").firmware.currency == "978"
