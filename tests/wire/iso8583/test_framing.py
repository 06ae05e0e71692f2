"""Length headers of every kind, and what stands around a message."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.wire.iso8583.framing import frame_of, length_bytes, read_length, swapped
from posdiag.wire.iso8583.spec import LengthKind
from tests.wire.iso8583.dialects import patient, spec


@pytest.mark.parametrize(
    ("kind", "header"),
    [
        ("binary2-be", "0024"), ("binary2-le", "2400"), ("binary4-be", "00000024"), ("ascii2", "3336"),
        ("ascii4", "30303336"), ("bcd2", "0036"), ("hex4", "30303234"), ("none", ""),
    ],
)  # fmt: skip
def test_a_length_of_36_is_written_in_each_kind(kind: str, header: str) -> None:
    assert length_bytes(LengthKind(kind), 36).hex() == header


@patient
@given(st.sampled_from([kind for kind in LengthKind if kind is not LengthKind.NONE]), st.integers(0, 99))
def test_a_length_is_read_as_it_was_written(kind: LengthKind, count: int) -> None:
    assert read_length(kind, length_bytes(kind, count)) == count


@patient
@given(st.sampled_from(LengthKind), st.integers(0, 10**9))
def test_a_length_too_long_for_its_header_keeps_its_size(kind: LengthKind, count: int) -> None:
    assert len(length_bytes(kind, count)) == kind.size


@patient
@given(st.sampled_from(LengthKind), st.binary(min_size=6, max_size=6))
def test_any_bytes_are_a_length_or_none(kind: LengthKind, header: bytes) -> None:
    count = read_length(kind, header[: kind.size])
    assert count is None or count >= 0


def test_what_is_counted_is_what_the_options_say() -> None:
    around = {"tpdu": "6000010000", "trailer": "03"}
    assert frame_of(spec(**around), b"x" * 10, reply=False)[:2] == b"\x00\x10"
    assert frame_of(spec(**around, length_counts_itself="yes"), b"x" * 10, reply=False)[:2] == b"\x00\x12"
    assert frame_of(spec(**around, length_counts_header="no"), b"x" * 10, reply=False)[:2] == b"\x00\x0b"
    assert frame_of(spec(**around, length_counts_trailer="no"), b"x" * 10, reply=False)[:2] == b"\x00\x0f"


def test_the_parts_of_a_frame_stand_in_order() -> None:
    framed = frame_of(spec(tpdu="6000010002", header="4953", trailer="03"), b"0800", reply=True)
    assert framed.hex() == "000c" + "6000020001" + "4953" + "30383030" + "03"


def test_swapping_a_tpdu_twice_changes_nothing() -> None:
    tpdu = bytes.fromhex("6012345678")
    assert swapped(tpdu).hex() == "6056781234"
    assert swapped(swapped(tpdu)) == tpdu
