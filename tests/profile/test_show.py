"""A shown release has every value with the file and line it comes from."""

from __future__ import annotations

import json

from posdiag.errors import Problem
from posdiag.profile import show
from posdiag.profile.library import Library
from posdiag.profile.trait_types import TRAIT_READERS


def test_a_resolved_release_shows_every_value_with_its_origin(library: Library) -> None:
    text = show.release_text(library.products["reference/till"].newest, "ko")
    lines = {line.split()[0]: line.split()[1:] for line in text.splitlines() if line.startswith("  ")}
    assert lines["approval_digits"] == ["8", "profiles/pos/reference/till.yaml:22", "(1.10)"]
    assert lines["timers.answer_ms"] == ["20000", "profiles/pos/reference/till.yaml:9", "(base)"]
    assert lines["wire.check"] == ["xor-after-stx", "profiles/pos/reference/till.yaml:23", "(1.10)"]
    assert lines["instalment_max"] == ["99", "default"]
    assert set(TRAIT_READERS) <= set(lines)
    assert "다음" in text


def test_an_unresolved_release_shows_only_what_files_state(library: Library) -> None:
    text = show.release_text(library.products["reference/till"].newest, "en", resolved=False)
    assert "approval_digits" in text
    assert "instalment_max" not in text


def test_json_is_plain_and_complete(library: Library) -> None:
    shown = json.loads(json.dumps(show.release_json(library.products["reference/till"].newest)))
    traits = {trait["path"]: trait for trait in shown["traits"]}
    assert shown["release"] == "1.10"
    assert traits["approval_digits"]["line"] == 22
    assert traits["instalment_max"] == {
        "path": "instalment_max", "value": 99, "file": "default", "line": 0, "release": "",
    }  # fmt: skip
    assert "chip" in traits["entry_modes"]["value"]
    assert traits["on_timeout"]["value"] == ["inquire", "reverse"]


def test_the_list_has_a_line_for_each_release(library: Library) -> None:
    lines = show.list_text(library.products, "en").splitlines()
    assert lines[0].split() == ["reference/till@1.9", "2020-01-01", "F07", "First"]
    assert lines[1].split() == ["reference/till@1.10", "2021-01-01", "-", "Next"]
    listed = show.list_json(library.products)
    assert json.loads(json.dumps(listed))["products"][0]["releases"][0]["shows"] == ["F07"]


def test_nothing_to_list_is_an_empty_text() -> None:
    assert show.list_text({}) == ""


def test_faults_are_sorted_by_file_and_line() -> None:
    problems = [Problem("b:10", "x"), Problem("b:9", "y", "mend"), Problem("a:1", "z"), Problem("c", "w")]
    assert show.lint_text(problems).splitlines() == ["a:1: z", "b:9: y (mend)", "b:10: x", "c: w"]
    listed = json.loads(json.dumps(show.lint_json(problems)))
    assert [problem["place"] for problem in listed["problems"]] == ["a:1", "b:9", "b:10", "c"]


def test_shown_values_are_words() -> None:
    assert show.shown_value(True) == "yes"
    assert show.shown_value(frozenset()) == "-"
    assert show.shown_value(("a", "b")) == "a, b"
