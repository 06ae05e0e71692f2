"""How else a device check may be written: one option at a time, each way other than the dialect's own."""

from __future__ import annotations

import pytest

from posdiag.replay.other_ways import SETTINGS, other_ways
from posdiag.wire.ecr.codec import EcrCodec
from posdiag.wire.message import Kind
from tests.diagnose.playbook import codec, request


def spoken(name: str) -> EcrCodec:
    found = codec(name)
    assert isinstance(found, EcrCodec)
    return found


@pytest.mark.parametrize("name", ["kr-fs", "kr-fs-bcd", "kr-fs-enq", "kr-fixed", "telium", "transbank"])
def test_every_way_is_another_than_the_dialects_own_and_differs_in_what_it_says(name: str) -> None:
    own = spoken(name).spec
    ways = list(other_ways(own))
    assert len({note for _, note in ways}) == len(ways)
    for other, note in ways:
        assert other.spec != own
        changed = {part for part in ("handshake", "check", "length") if _of(other, part) != _of(own, part)}
        assert changed == {note.partition("=")[0].partition("_")[0]}


def _of(spoken: object, part: str) -> object:
    return getattr(getattr(spoken, "spec", spoken), part)


def test_a_dialect_with_a_length_is_tried_with_other_counts_too() -> None:
    notes = [note for _, note in other_ways(spoken("kr-fs-bcd").spec)]
    assert "length=ascii4" in notes
    assert any(note.startswith("length_counts=body+etx") for note in notes)
    assert not any(note.startswith("length_counts") for _, note in other_ways(spoken("kr-fs").spec))


def test_a_check_written_otherwise_is_read_only_by_who_reads_it_so() -> None:
    ways = {note: other for other, note in other_ways(spoken("kr-fs").spec)}
    frame = ways["check=none"].encode(request(Kind.CHECK))
    assert ways["check=none"].decode(frame).faults == ()
    assert spoken("kr-fs").decode(frame).faults


def test_ports_are_tried_at_every_speed_and_form_once() -> None:
    assert len(set(SETTINGS)) == len(SETTINGS) == 12
    assert str(SETTINGS[0]) == "9600 8N1"
    assert {str(one) for one in SETTINGS} >= {"115200 8N1", "1200 8N1", "9600 7E1", "9600 8O1"}
