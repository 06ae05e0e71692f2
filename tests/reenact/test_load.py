"""The shipped re-enactments cover every cause, and what is wrong in a file is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from posdiag import assembly
from posdiag.diagnose.causes import load_causes
from posdiag.errors import InputError, Problem
from posdiag.marked import Faults
from posdiag.profile.roots import Roots
from posdiag.reenact.load import Reenactments, lint_reenactments, load_reenactments

ROOTS = Roots.of()


def problems_of(text: str, tmp_path: Path) -> list[Problem]:
    """What the linter says of one file beside the shipped causes and scenarios."""
    (tmp_path / "reenactments").mkdir(exist_ok=True)
    (tmp_path / "reenactments" / "mine.yaml").write_text(text, encoding="utf-8")
    faults = Faults()
    known = load_reenactments(Roots((tmp_path,)), faults)
    lint_reenactments(known, load_causes(ROOTS), assembly.scenarios(), faults, assembly.refusal_of)
    return [problem for problem in faults.problems if "nothing is said of" not in problem.what]


def test_the_shipped_re_enactments_lint() -> None:
    faults = Faults()
    known = load_reenactments(ROOTS, faults)
    lint_reenactments(known, load_causes(ROOTS), assembly.scenarios(), faults, assembly.refusal_of)
    assert faults.problems == []


def test_every_cause_has_ways_or_a_reason_for_none() -> None:
    known = load_reenactments(ROOTS)
    for cause in load_causes(ROOTS).ids():
        found = known.of(cause)
        assert found is not None, cause
        assert bool(found.ways) != bool(found.not_here), cause
        if found.ways:
            assert found.told_by, cause
            assert found.apart["ko"], cause
            assert found.apart["en"], cause


def test_a_cause_that_nothing_is_said_of_is_a_fault() -> None:
    faults = Faults()
    lint_reenactments(Reenactments({}), load_causes(ROOTS), {}, faults)
    assert len(faults.problems) == len(load_causes(ROOTS))


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        (
            "{not_here: {ko: 왜, en: why}, ways: [{id: one, faults: [refused]}]}",
            "either `ways` or `not_here`",
        ),
        ("{ways: [{id: one}]}", "changes nothing"),
        ("{ways: [{id: one, faults: ['late:ms={ms}']}]}", "`{ms}` is no parameter"),
        ("{ways: [{id: one, faults: [late], with: {ms: {usual: [1, 2]}}}]}", "is not used"),
        ("{ways: [{id: one, faults: ['late:ms={ms}'], with: {ms: {usual: [2, 1]}}}]}", "a least and a most"),
        (
            "{ways: [{id: one, faults: ['late:ms={ms}'], with: {ms: {usual: [1, 9], wide: [2, 9]}}}]}",
            "narrower than `usual`",
        ),
        ("{ways: [{id: one, faults: ['late:ms={ms}'], with: {ms: {of: []}}}]}", "a choice of nothing"),
        ("{ways: [{id: one, faults: [refused]}, {id: one, faults: [reset]}]}", "two ways are called `one`"),
        ("{ways: [{id: one, traits: {retires: '3'}}]}", "retires"),
        ("{ways: [{id: one, faults: [late], where: {dialcet: [kr-fs]}}]}", "no trait is called `dialcet`"),
        ("{ways: [{id: one, faults: [late], needs: [magic]}]}", "`needs` is `magic`"),
        ("{ways: [{id: one, step: {amount: '3'}}]}", "has no `amount`"),
        ("{ways: [{id: one, step: {entry: nose}}]}", "nothing is read by `nose`"),
        ("{ways: [{id: one, then: [cancel, cancel, cancel, cancel, cancel, cancel]}]}", "at most 5"),
        ("{ways: [{id: one, scenarios: [no-such]}]}", "no scenario is called `no-such`"),
        ("{ways: [{id: one, faults: ['lete']}]}", "unknown fault `lete`"),
        ("{ways: [{id: one, faults: [ack-lost]}]}", "no meaning between POS and agent"),
        ("{ways: [{id: one, faults: [late]}], told_by: [no.such]}", "`told_by` is `no.such`"),
        ("{ways: [{id: one, faults: [late], whatever: 1}]}", "unknown key `whatever`"),
    ],
)
def test_a_fault_of_a_file_is_told_with_its_line(lines: str, what: str, tmp_path: Path) -> None:
    problems = problems_of(f"reenactments:\n  comm.timeout: {lines}\n", tmp_path)
    told = [problem for problem in problems if what in f"{problem.what} {problem.remedy}"]
    assert told, problems
    assert told[0].place.endswith("mine.yaml:2")


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = (
        "reenactments:\n  comm.timeuot: {ways: [{id: one}]}\n  comm.tls: {ways: [{id: two}], whatever: 1}\n"
    )
    assert len(problems_of(text, tmp_path)) == 4
    with pytest.raises(InputError) as told:
        load_reenactments(Roots((tmp_path,)))
    assert len(told.value.problems) == 3


def test_a_cause_that_stands_in_two_files_is_a_fault(tmp_path: Path) -> None:
    one = "reenactments:\n  comm.timeout: {ways: [{id: one, faults: [late]}]}\n"
    (tmp_path / "reenactments").mkdir()
    (tmp_path / "reenactments" / "a.yaml").write_text(one, encoding="utf-8")
    assert "stands twice" in problems_of(one, tmp_path)[0].what
