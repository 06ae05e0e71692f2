"""Programs get of a bisection what people do."""

from __future__ import annotations

from dataclasses import replace

from posdiag.report.bisected_json import bisect_object
from tests.isolate.made import bad, good
from tests.report.test_bisected import recorded, searched


def test_programs_get_the_same() -> None:
    told = bisect_object(searched("og?b"))
    assert [step["counts_as"] for step in told["steps"]] == ["other", "good", "cannot-tell", "bad"]
    (change,) = told["changes"]
    assert (change["before"], change["after"], change["between"], change["change"]) == (
        "2.0",
        "4.0",
        ["3.0"],
        "broke",
    )
    assert change["culprit"] == {"traits": ["approval_digits"], "alone": True, "undone": True, "others": []}
    assert (told["first_bad"], told["good_again"], told["wanted"]) == ("4.0", None, "comm.timeout")
    assert (told["subject"], told["predicate"]) == ({"kind": "pos", "id": "reference/made-up"}, "same-class")


def test_a_record_is_held_against_today() -> None:
    done = replace(searched("gb"), recorded=recorded(0), now=bad())
    assert bisect_object(done)["recorded"]["reproduced"] is True
    assert bisect_object(replace(done, now=good()))["recorded"]["reproduced"] is False
