"""What a spec says of its own sizes."""

from __future__ import annotations

import pytest

from posdiag.wire.iso8583.spec import LengthKind
from tests.wire.iso8583.dialects import ALL, shipped, spec


@pytest.mark.parametrize("kind", LengthKind)
def test_the_size_of_a_length_header_is_the_number_in_its_name(kind: LengthKind) -> None:
    assert str(kind.size) in kind.value or kind is LengthKind.NONE
    assert (kind.size == 0) == (kind is LengthKind.NONE)


def test_what_the_length_does_not_count_is_itself_unless_told() -> None:
    assert spec(tpdu="6000010000").uncounted == 2
    assert spec(tpdu="6000010000", length_counts_itself="yes").uncounted == 0
    assert spec(tpdu="6000010000", header="4953", length_counts_header="no").uncounted == 9
    assert spec(trailer="03", length_counts_trailer="no").uncounted == 3


@pytest.mark.parametrize("name", ALL)
def test_a_shipped_dialect_knows_every_element_it_places(name: str) -> None:
    one = shipped(name).spec
    assert set(one.places.values()) <= set(one.fields)
    assert {form.kind.value for form in one.kinds} == {
        "approve", "cancel", "balance", "reverse", "inquire", "check",
    }  # fmt: skip
