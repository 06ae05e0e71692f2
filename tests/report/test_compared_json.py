"""The JSON of a comparison: its whole is held by test_compared.py, its edges here."""

from __future__ import annotations

from posdiag.isolate.compare import compare
from posdiag.profile.traits import Traits
from posdiag.report.compared_json import compared_object
from tests.isolate.made import release


def test_equal_releases_give_an_empty_comparison() -> None:
    same = Traits(dialect="kr-fs")
    made = compared_object(compare(release("1.0", same), release("2.0", same), (), None))
    assert (made["changes"], made["scenarios"], made["worse"]) == ([], [], 0)
