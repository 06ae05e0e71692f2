"""The codec of a link whose pieces alone are known."""

from __future__ import annotations

import pytest

from posdiag.explain.tongue import codec_of
from posdiag.explain.ways import Ways
from tests.explain.scenes import ACK, answer, codec, house, sale

WAYS = Ways(house().library)


@pytest.mark.parametrize("name", ["kr-fs", "kr-fixed", "kr-fs-bcd"])
def test_the_dialect_of_the_pieces_is_found(name: str) -> None:
    spoken = codec(name)
    pieces = [(True, spoken.encode(sale())), (False, ACK), (False, spoken.encode(answer())), (True, ACK)]
    found = codec_of(pieces, WAYS)
    assert found is not None
    assert found.name == name


def test_a_check_byte_over_another_range_is_another_way_of_the_same_dialect() -> None:
    spoken = house().library.dialects.codec_for("kr-fs", {"check": "xor-from-stx"})
    found = codec_of([(True, spoken.encode(sale())), (False, b"\x15")] * 3, WAYS)
    assert found is not None
    assert not found.decode(spoken.encode(sale())).faults


def test_bytes_of_no_dialect_have_none() -> None:
    assert codec_of([(True, bytes(range(128, 200)))], WAYS) is None
    assert codec_of([], WAYS) is None
