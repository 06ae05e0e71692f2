"""Faults are taken apart and put together as they were spelled."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from posdiag.isolate.fault_words import fault_words, numbers_of


def defaults(name: str) -> Mapping[str, int]:
    return {"late": {"ms": 40_000, "count": 0}, "split": {"bytes": 8, "ms": 20, "count": 0}}.get(name, {})


@pytest.mark.parametrize("text", ["drop", "late:ms=38000,count=1", "ack-lost:p=0.5", "x:rule=none"])
def test_a_fault_reads_back_as_it_was(text: str) -> None:
    assert str(fault_words(text)) == text


def test_a_number_is_set_in_its_place() -> None:
    assert str(fault_words("late:ms=5,count=1").with_setting("ms", 7)) == "late:ms=7,count=1"
    assert str(fault_words("late").with_setting("ms", 7)) == "late:ms=7"


def test_numbers_are_those_told_and_those_that_are_usual() -> None:
    assert numbers_of(fault_words("late:count=2"), defaults) == {"ms": 40_000}
    assert numbers_of(fault_words("split:ms=3"), defaults) == {"bytes": 8, "ms": 3}
    assert numbers_of(fault_words("late:from=3"), defaults) == {"ms": 40_000, "from": 3}
    assert numbers_of(fault_words("late:from=1,ms=x"), defaults) == {"ms": 40_000}
    assert numbers_of(fault_words("unheard-of:way=up"), defaults) == {}
