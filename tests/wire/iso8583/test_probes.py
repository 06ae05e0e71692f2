"""What to ask a silent host by: every usual format and framing, the nearest first, none twice."""

from __future__ import annotations

from posdiag.wire.iso8583.probes import probes
from tests.wire.iso8583.dialects import spec


def test_each_probe_says_in_what_it_differs_and_none_comes_twice() -> None:
    mine = spec()
    found = probes(mine)
    assert all(probe.differences for probe in found)
    texts = [repr(probe.differences) for probe in found]
    assert len(set(texts)) == len(texts)


def test_a_single_change_is_tried_before_two() -> None:
    sizes = [len(probe.differences) for probe in probes(spec())]
    assert sizes[0] == 1
    assert sizes.index(max(sizes)) > sizes.count(1) - 1


def test_every_format_and_header_of_a_usual_host_is_reached_from_any_other() -> None:
    wires = [
        spec(f"iso87-iso8583sim-{form}", length=length, tpdu=tpdu)
        for form in ("ascii-hex", "ascii-binary", "bcd", "ebcdic")
        for length in ("binary2-be", "binary4-be", "ascii2", "ascii4")
        for tpdu in ("none", "6000010000")
    ]
    mine = wires[0]
    reached = {_wire(probe.spec) for probe in probes(mine)} | {_wire(mine)}
    assert {_wire(one) for one in wires} <= reached


def _wire(one: object) -> str:
    names = ("mti", "bitmap", "numeric", "text", "prefix", "binary_fields", "length", "tpdu")
    return repr([getattr(one, name) for name in names])
