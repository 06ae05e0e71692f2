"""A scenario that was written reads back the same."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posdiag import assembly
from posdiag.errors import InputError
from posdiag.isolate.scenario_file import read_back, scenario_text, shrunk_scenario
from posdiag.replay.scenario import Scenario
from tests.isolate.made import pay, scenario


@pytest.mark.parametrize("name", sorted(assembly.scenarios()))
def test_every_shipped_scenario_survives_being_written(name: str) -> None:
    shipped = assembly.scenarios()[name]
    again = read_back(scenario_text(shipped, "a remark\nof two lines"), name)
    assert _plain(again) == _plain(shipped)


def _plain(told: Scenario) -> Scenario:
    """Without its place, and needs in any order."""
    return replace(told, place="", needs=tuple(sorted(told.needs)))


def test_a_shrunken_scenario_says_where_it_comes_from_and_needs_what_was_stated() -> None:
    before = replace(scenario(pay(8_800)), needs=("partial-approval", "entry:chip", "route:van"))
    made = shrunk_scenario(before, before, "small", "shrunk by posdiag from made-up")
    assert (made.id, made.needs, made.tags) == ("small", ("partial-approval",), ("shrunk",))
    assert made.name["en"].endswith("(shrunk)")
    text = scenario_text(made, "remark")
    assert text.startswith("# remark\nid: small\nkind: reference\n")
    assert "source: shrunk by posdiag from made-up\n" in text


def test_fields_left_out_survive_being_written() -> None:
    shipped = assembly.scenarios()["partial-approval"]
    told = replace(shipped, steps=(replace(shipped.steps[0], omit=("tax", "text")),))
    text = scenario_text(told)
    assert "omit: [tax, text]" in text
    assert read_back(text, told.id).steps == told.steps


def test_a_text_that_is_no_scenario_is_refused() -> None:
    with pytest.raises(InputError):
        read_back("id: x\n", "x")
