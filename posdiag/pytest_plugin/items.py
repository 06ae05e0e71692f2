"""Scenario files as pytest collects them: one item for each release."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from posdiag.errors import PosdiagError
from posdiag.pytest_plugin.cases import Case, Incompatible, cases_of_file


class ScenarioFile(pytest.File):
    """A scenario file."""

    def collect(self) -> Iterator[pytest.Item]:
        for case in cases_of_file(self.path, self.config):
            yield ScenarioItem.from_parent(self, name=case.release.label, case=case)


class ScenarioItem(pytest.Item):
    """The scenario on one release."""

    def __init__(self, *, case: Case, **rest: object) -> None:
        super().__init__(**rest)  # type: ignore[arg-type]
        self.case = case

    def runtest(self) -> None:
        self.case.require(self.config)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        """The scenario's own report, or what the user must mend; a stack trace only for a bug."""
        if isinstance(excinfo.value, Incompatible | PosdiagError):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[object, int, str]:  # type: ignore[override]
        _, _, line = self.case.scenario.place.rpartition(":")
        number = int(line) - 1 if line.isdigit() else 0
        return self.path, number, self.case.id
