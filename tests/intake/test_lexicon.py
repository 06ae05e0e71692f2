"""The fields: the shipped ones are sound, and every fault of others is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from posdiag.errors import InputError
from posdiag.intake.decide import Knowledge
from posdiag.intake.lexicon import QUESTIONS, concerns, lint_lexicon, load_lexicon
from posdiag.profile.roots import Roots
from posdiag.report.case_words import CASE_PHRASES


def test_the_shipped_fields_fit_checks_causes_and_programmes(known: Knowledge) -> None:
    faults = lint_lexicon(known.lexicon, known.checks, known.causes)
    assert not faults, faults.problems
    rules = [value.rules for field in known.lexicon for value in field.values if value.rules]
    assert set(rules) <= set(known.book.programmes)
    assert {field.question for field in known.lexicon} == set(QUESTIONS)


def test_every_field_has_a_name_in_reports(known: Knowledge) -> None:
    assert [field.id for field in known.lexicon if f"field.{field.id}" not in CASE_PHRASES] == []


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "intake").mkdir()
    (tmp_path / "intake" / "fields.yaml").write_text(
        "fields:\n"
        "  - {id: a, question: whence, kind: choice, ask: {ko: 가, en: a}}\n"
        "  - {id: a, question: who, kind: id, ask: {ko: 가, en: a}, words: [x], shape: '['}\n"
        "  - {id: b, question: who, kind: text, ask: {ko: 가}, colour: red}\n"
        "slips: {가나: 다}\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as told:
        load_lexicon(Roots((tmp_path,)))
    said = "\n".join(str(problem) for problem in told.value.problems)
    for part in (
        "whence",
        "needs `values`",
        "stands twice",
        "regular expression",
        "`en`",
        "colour",
        "differ in length",
    ):
        assert part in said
    assert "fields.yaml:2" in said


def test_a_scope_names_a_cause_by_family_class_or_itself() -> None:
    assert concerns(("txn",), "txn.duplicate") == 1
    assert concerns(("txn.duplicate", "txn"), "txn.duplicate.retry_before_inquiry") == 2
    assert concerns(("party:pos",), "pos.charset", "pos") == 1
    assert concerns(("comm",), "txn.duplicate", "txn") == 0
