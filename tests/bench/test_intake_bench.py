"""The bench of whole stories: its data holds together, its counting is right, what is planted is there."""

from __future__ import annotations

from collections import Counter

import pytest

from bench.intake.generated import PLANTED, statement
from bench.intake.papers import rows
from bench.intake.score import ask_on, by_form, by_gain, hear
from bench.intake.stories import fits, read_stories
from posdiag.cli.case_desk import ears, knowledge
from posdiag.diagnose.finding import class_of

STORIES = read_stories()


def test_the_stories_are_enough_mostly_korean_each_once_and_halved() -> None:
    assert len(STORIES) >= 120
    assert sum(one.lang == "ko" for one in STORIES) >= 0.7 * len(STORIES)
    assert max(Counter(one.story for one in STORIES).values()) == 1
    assert all(one.source for one in STORIES)
    assert abs(sum(one.held_out for one in STORIES) * 2 - len(STORIES)) <= 1


def test_every_cause_field_and_value_of_the_truth_is_known() -> None:
    known = knowledge()
    classes = {class_of(cause) for cause in known.causes.ids()}
    for one in STORIES:
        assert set(one.causes) <= classes, one.number
        for name, value in one.facts.items():
            field = known.lexicon.fields.get(name)
            assert field is not None or name == "balance", (one.number, name)
            assert field is None or field.kind != "choice" or field.value(value), (one.number, name, value)


@pytest.mark.parametrize(
    ("field", "wanted", "given", "right"),
    [
        ("when", "2025-08-21", ("2025-08-21T19:00",), True),
        ("when", "2025-08-21", ("2025-08-20",), False),
        ("approval", "30112233", ("30112240", "30112233"), True),
        ("message", "통신 오류", ("통신오류",), True),
        ("amount", "8500", ("85000",), False),
        ("amount", "8500", (), False),
    ],
)
def test_a_fact_is_right_as_far_as_it_is_told(
    field: str, wanted: str, given: tuple[str, ...], right: bool
) -> None:
    assert fits(field, wanted, given) is right


def test_a_story_is_heard_and_questions_end_in_either_order() -> None:
    known = knowledge()
    heard = hear(STORIES[1], ears(), known)
    assert heard.first_right
    assert {slot.outcome for slot in heard.slots(known)} <= {"right", "wrong", "missed"}
    vague = hear(STORIES[38], ears(), known)
    for choose in (by_gain(known), by_form(known)):
        assert ask_on(vague, known, choose) == ask_on(vague, known, choose)


def test_a_generated_statement_is_the_same_again_and_what_is_planted_is_found() -> None:
    assert statement("double charge", 3) == statement("double charge", 3)
    assert statement("double charge", 3) != statement("double charge", 4)
    table = {row.planted: row for row in rows(3)}
    assert set(table) == set(PLANTED)
    assert table["double charge"].found == 3
    assert table["nothing"].alarms == 0
