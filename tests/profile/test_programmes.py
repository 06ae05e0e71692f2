"""The programmes are shipped whole, and faulty files are placed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from posdiag.profile.library import Library
from tests.profile.conftest import Write

PROGRAMMES = Library.load().programmes


def test_the_programmes_of_the_issue_are_shipped() -> None:
    assert set(PROGRAMMES) >= {"consumption-coupon-2025", "local-currency", "onnuri", "reference-coupon"}


HEAD = "id: mine\nkind: reference\nsource: made up\nname: {ko: 가, en: a}\n"
RULE = "rules:\n  - {id: r, kind: region, text: {ko: 가, en: a}, source: s, grade: A}\n"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (HEAD, 1, "`rules` is missing"),
        (HEAD + "rules: []\n", 1, "no rules"),
        (HEAD + RULE.replace("kind: region", "kind: mood"), 6, "one of: period"),
        (HEAD + RULE.replace("grade: A", "grade: Z"), 6, "one of: A, B, C, I"),
        (HEAD + RULE.replace("source: s", "source: ''"), 6, "`source` is empty"),
        (HEAD + RULE.replace("kind: region", "kind: period"), 6, "without `since` or `until`"),
        (HEAD + RULE.replace("kind: region", "kind: sales-cap"), 6, "without `krw`"),
        (HEAD + RULE.replace("kind: region", "kind: sectors-out"), 6, "without `names`"),
        (HEAD + RULE.replace("grade: A", "grade: A, since: 2025-02-30"), 6, "write YYYY-MM-DD"),
        (
            HEAD + RULE.replace("grade: A", "grade: A, since: 2025-03-01, until: 2025-02-01"),
            6,
            "after `until`",
        ),
        (HEAD + RULE.replace("grade: A", "grade: A, purses: [sock]"), 6, "one of: coupon"),
        (HEAD + RULE.replace("grade: A", "grade: A, odd: 1"), 6, "unknown key `odd`"),
        (HEAD + RULE + RULE.removeprefix("rules:\n"), 1, "rule `r` stands at"),
        ("- a\n", 1, "must be a mapping"),
    ],
)
def test_a_faulty_file_is_a_fault(
    write: Write, faults: Callable[[], list[str]], text: str, line: int, message: str
) -> None:
    write("programmes/mine", text)
    found = [fault for fault in faults() if message in fault]
    assert len(found) == 1
    assert found[0].startswith(f"profiles/programmes/mine.yaml:{line}: ")
