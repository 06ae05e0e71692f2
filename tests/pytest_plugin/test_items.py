"""Scenario files as items: their place and their words. How they run, test_plugin.py shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from posdiag.errors import InputError, Problem
from posdiag.pytest_plugin.cases import Incompatible
from posdiag.pytest_plugin.items import ScenarioFile

SCENARIO = Path(__file__).parents[2] / "profiles" / "scenarios" / "barcode.yaml"


def test_an_item_points_at_its_scenario_and_tells_failures_in_words(request: pytest.FixtureRequest) -> None:
    file = ScenarioFile.from_parent(request.session, path=SCENARIO)
    items = list(file.collect())
    assert {"reference/hangang@3.1", "reference/seorak@2.0"} <= {item.name for item in items}
    path, line, name = items[0].reportinfo()
    assert (path, line) == (SCENARIO, 0)
    assert str(name).startswith("barcode-")
    for error in (Incompatible("it failed"), InputError(Problem("x.yaml:3", "it failed"))):
        try:
            raise error
        except Exception:
            info = pytest.ExceptionInfo.from_current()
        assert "it failed" in str(items[0].repr_failure(info))
        assert "Traceback" not in str(items[0].repr_failure(info))
