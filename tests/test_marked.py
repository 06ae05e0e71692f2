"""The YAML reader: strings only, places kept, every fault reported, no file able to hurt it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.marked import Faults, Marked, parse_yaml, read_yaml


def parsed(text: str) -> tuple[Marked | None, list[str]]:
    faults = Faults()
    value = parse_yaml(text, "f.yaml", faults)
    return value, [str(problem) for problem in faults.problems]


def test_values_stay_the_text_that_was_written() -> None:
    value, problems = parsed("release: 3.10\nbin: 000123\ntime: 22:30\nflag: no\n")
    assert value is not None
    assert value.plain() == {"release": "3.10", "bin": "000123", "time": "22:30", "flag": "no"}
    assert problems == []


def test_every_value_knows_its_line() -> None:
    value, _ = parsed("a: 1\nb:\n  - x\n  - y\n")
    assert value is not None
    assert value.need("b").items()[1].place == "f.yaml:4"


def test_all_faults_are_reported_at_once_with_their_lines() -> None:
    value, problems = parsed("a: x\nb: maybe\nc: d\nbogus: 1\n")
    assert value is not None
    value.integer("a")
    value.flag("b")
    value.choice("c", ["one", "two"], "one")
    value.no_other_keys()
    assert problems == []
    faults = value._faults.problems
    assert [problem.place for problem in faults] == ["f.yaml:1", "f.yaml:2", "f.yaml:3", "f.yaml:4"]


def test_an_unknown_key_names_the_nearest_known_one() -> None:
    value, _ = parsed("timerz: 1\n")
    assert value is not None
    value.get("timers")
    value.no_other_keys()
    assert "did you mean `timers`?" in str(value._faults.problems[0])


def test_a_key_that_stands_twice_is_a_fault() -> None:
    assert "f.yaml:2: key `a` stands twice" in parsed("a: 1\na: 2\n")[1][0]


@pytest.mark.parametrize(
    "text", ["a: [1, 2\n", "a: b: c\n", "\tx: 1\n", "a: *nobody\n", "--- a\n--- b\n", "", "\x00", "&a [*a]"]
)
def test_broken_yaml_gives_a_fault_and_never_raises(text: str) -> None:
    _, problems = parsed(text)
    assert len(problems) == 1
    assert problems[0].startswith("f.yaml:")


def test_an_alias_stands_for_the_value_of_its_anchor() -> None:
    value, problems = parsed("a: &x {k: v}\nb: *x\n")
    assert value is not None
    assert value.plain() == {"a": {"k": "v"}, "b": {"k": "v"}}
    assert problems == []


def test_a_key_that_is_no_word_is_a_fault() -> None:
    assert "a key must be one word" in parsed("[a, b]: 1\n")[1][0]


def test_missing_and_undecodable_files_are_faults(tmp_path: Path) -> None:
    faults = Faults()
    assert read_yaml(tmp_path / "none.yaml", faults) is None
    (tmp_path / "bad.yaml").write_bytes(b"name: \xb0\xa1\n")
    assert read_yaml(tmp_path / "bad.yaml", faults) is None
    assert read_yaml(tmp_path, faults) is None
    assert len(faults.problems) == 3


def test_a_text_in_two_languages_needs_both() -> None:
    value, _ = parsed("name: {ko: 한강}\n")
    assert value is not None
    value.languages("name")
    assert "no text in `en`" in str(value._faults.problems[0])


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_any_text_gives_a_value_or_a_fault(text: str) -> None:
    value, problems = parsed(text)
    assert (value is None) <= bool(problems)


@given(st.text(alphabet="[]{}&*ab:-?,!|>'\"# \n\t%@", max_size=200))
def test_any_punctuation_gives_a_value_or_a_fault(text: str) -> None:
    value, problems = parsed(text)
    assert (value is None) <= bool(problems)


@given(
    st.recursive(
        st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
        max_leaves=20,
    )
)
def test_reading_methods_never_raise_on_any_shape(shape: object) -> None:
    import json

    value, _ = parsed(json.dumps({"a": shape}, ensure_ascii=True))
    if value is None:
        return
    value.integer("a")
    value.flag("a")
    value.choice("a", ["x"], "x")
    value.languages("a")
    value.list("a")
    value.text("a")
    value.no_other_keys()
