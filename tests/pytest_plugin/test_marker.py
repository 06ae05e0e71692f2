"""The marker's settings: known names, values of the right kind, a remedy with each fault."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.pytest_plugin.marker import marker_faults


def test_what_the_page_shows_is_taken() -> None:
    assert marker_faults({"rig": "counter-fs", "listen": "pty", "speed": 20, "faults": ["late:ms=5"]}) == []
    assert marker_faults({"scenario": ["a", "b"], "pos": "x@newest", "seed": 3, "cause": None}) == []


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"rigg": "counter-fs"}, "no setting `rigg` (did you mean `rig`?)"),
        ({"speed": "fast"}, "`speed` is 'fast' (write a number above 0, at most 1000)"),
        ({"speed": 0}, "`speed` is 0 (write a number above 0, at most 1000)"),
        ({"seed": True}, "`seed` is True (write a whole number)"),
        ({"verdict": "good"}, "`verdict` is 'good' (write one of compatible, incompatible, inconclusive)"),
    ],
)
def test_each_fault_names_its_remedy(settings: dict[str, object], told: str) -> None:
    assert marker_faults(settings) == [told]


@given(st.dictionaries(st.text(max_size=8), st.none() | st.integers() | st.text() | st.lists(st.integers())))
def test_whatever_is_written_is_told_and_raises_nothing(settings: dict[str, object]) -> None:
    assert len(marker_faults(settings)) <= len(settings)
