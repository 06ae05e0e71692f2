"""A scenario on a release as a test: what it wants, what it says where it does not get it."""

from __future__ import annotations

from pathlib import Path

import pytest

from posdiag import assembly
from posdiag.pytest_plugin.cases import Case, Incompatible, read_scenario_file
from posdiag.replay.load_scenario import select_scenarios


def a_case(release: str, **settings: object) -> Case:
    (scenario,) = select_scenarios(assembly.scenarios(), ("barcode",))
    return Case(scenario, assembly.library().select((release,))[0], **settings)  # type: ignore[arg-type]


def test_a_case_that_comes_out_as_wanted_says_nothing(request: pytest.FixtureRequest) -> None:
    a_case("reference/hangang@3.1").require(request.config)
    known = a_case("reference/hangang@2.0", verdict="incompatible", cause="pos.version_incompatible")
    known.require(request.config)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({}, "wanted compatible, came out incompatible by pos.version_incompatible.entry_mode"),
        ({"verdict": "incompatible", "cause": "comm"}, "wanted incompatible by comm"),
    ],
)
def test_another_outcome_is_told_with_the_whole_report(
    settings: dict[str, object], words: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(Incompatible) as caught:
        a_case("reference/hangang@2.0", **settings).require(request.config)
    assert words in str(caught.value)
    assert "posdiag diagnose barcode --pos reference/hangang@2.0 --seed 0" in str(caught.value)


def test_a_case_is_played_once() -> None:
    case = a_case("reference/hangang@3.1")
    assert case.run is case.run
    assert case.id == "barcode-reference/hangang@3.1"


def test_a_scenario_file_may_be_called_by_two_endings(tmp_path: Path) -> None:
    shipped = Path(__file__).parents[2] / "profiles" / "scenarios" / "barcode.yaml"
    file = tmp_path / "barcode.posdiag.yaml"
    file.write_text(shipped.read_text("utf-8"), encoding="utf-8")
    assert read_scenario_file(file).id == "barcode"
