"""Pieces of schemas take what the readers take."""

from __future__ import annotations

import jsonschema
import pytest

from posdiag.profile import shapes


def takes(shape: shapes.Shape, value: object) -> bool:
    return not list(jsonschema.Draft202012Validator(dict(shape)).iter_errors(value))


@pytest.mark.parametrize("value", [3, "3", "3_000"])
def test_a_number_may_stand_in_quotes(value: object) -> None:
    assert takes(shapes.whole(0, 5000), value)


@pytest.mark.parametrize("value", [-1, 5001, "x", 3.5, True, []])
def test_what_is_no_number_within_bounds_is_refused(value: object) -> None:
    assert not takes(shapes.whole(0, 5000), value)


def test_a_word_of_digits_may_stand_without_quotes() -> None:
    assert takes(shapes.choice(["10", "ab"]), 10)
    assert not takes(shapes.choice(["01"]), 1)


def test_one_member_counts_as_a_list() -> None:
    chips = shapes.listed(shapes.choice(["chip"]))
    assert [takes(chips, value) for value in ("chip", ["chip"], [], "", "x", ["x"])] == [True] * 4 + [
        False
    ] * 2


def test_a_mapping_refuses_keys_that_it_does_not_know() -> None:
    one = shapes.mapping({"a": shapes.TEXT}, ("a",))
    assert takes(one, {"a": "1"})
    assert not takes(one, {})
    assert not takes(one, {"a": "1", "b": "2"})


def test_a_text_needs_both_languages() -> None:
    assert takes(shapes.LANGUAGES, {"ko": "가", "en": "a"})
    assert not takes(shapes.LANGUAGES, {"ko": "가"})
