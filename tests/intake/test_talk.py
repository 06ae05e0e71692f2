"""A call as it goes: story, answers by name, free replies, and everything hidden that must be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from posdiag.errors import InputError
from posdiag.intake.facts import value_of
from posdiag.intake.talk import MAX_TEXT, Ears, answered, clean, opened, replied, told

Says = Callable[..., Ears]
AT = "2025-08-22T15:00:00+09:00"


def test_a_story_is_hidden_read_and_understood(ears_that_say: Says, now: datetime) -> None:
    ears = ears_that_say({"잔액": "coupon.insufficient_balance"})
    dossier = opened(
        "저는 김철수라고 하는데 010-1234-5678, 키오스크에서 '잔액 부족'이라고 떠요", AT, now, ears
    )
    assert "철수" not in dossier.story
    assert "1234" not in dossier.story
    assert dossier.warnings == ("private.phone", "private.name")
    assert dossier.readings[0].answer == "coupon.insufficient_balance"
    assert value_of(dossier.facts, "place") == "kiosk"


def test_without_a_story_everything_is_still_to_be_asked(ears_that_say: Says, now: datetime) -> None:
    dossier = opened("  ", AT, now, ears_that_say())
    assert (dossier.story, dossier.facts, dossier.readings) == ("", (), ())


def test_a_text_that_is_too_long_is_refused_and_one_that_is_long_is_kept(
    ears_that_say: Says, now: datetime
) -> None:
    ears = ears_that_say()
    with pytest.raises(InputError, match="longer than"):
        opened("가" * (MAX_TEXT + 1), AT, now, ears)
    dossier = opened("키오스크 " + "가 " * 30_000, AT, now, ears)
    assert "long" in dossier.warnings
    assert len(dossier.story) > 59_000
    assert value_of(dossier.facts, "place") == "kiosk"


def test_answers_by_name_become_facts_and_answers_to_checks(ears_that_say: Says, now: datetime) -> None:
    given = {
        "place": "키오스크요",
        "amount": "만이천원",
        "shop": "행복 분식",
        "slip": "1",
        "stop-pressed": "아니요",
    }
    dossier = answered(opened("", AT, now, ears_that_say()), given, now, ears_that_say())
    assert {fact.field: fact.value for fact in dossier.facts} == {
        "place": "kiosk", "amount": "12000", "shop": "행복 분식", "receipt": "none",
    }  # fmt: skip
    assert {one.check: one.answer for one in dossier.answers} == {
        "where-paid": "kiosk", "slip": "none", "stop-pressed": "no",
    }  # fmt: skip


def test_a_message_is_classified_and_one_by_number_is_not(ears_that_say: Says, now: datetime) -> None:
    ears = ears_that_say({"한도": "card.limit_exceeded"})
    by_words = answered(opened("", AT, now, ears), {"message": "한도 초과"}, now, ears)
    assert by_words.readings[0].answer == "card.limit_exceeded"
    assert by_words.answers == ()
    by_number = answered(opened("", AT, now, ears), {"message": "1"}, now, ears)
    assert by_number.readings == ()
    assert [(one.check, one.answer) for one in by_number.answers] == [("screen", "balance")]


def test_every_answer_that_is_not_understood_is_told_at_once(ears_that_say: Says, now: datetime) -> None:
    ears = replace(ears_that_say(), lang="ko")
    with pytest.raises(InputError) as wrong:
        answered(
            opened("", AT, now, ears),
            {"plase": "x", "place": "달나라", "amount": "많이", "slip": " "},
            now,
            ears,
        )
    said = str(wrong.value)
    assert len(wrong.value.problems) == 4
    assert "그런 질문은 없습니다" in said
    assert "place" in said
    assert "12,300원처럼" in said


def test_who_does_not_know_is_not_asked_again(ears_that_say: Says, now: datetime) -> None:
    ears = ears_that_say()
    dossier = answered(opened("", AT, now, ears), {"place": "모르겠어요", "shop": "?"}, now, ears)
    assert set(dossier.extra["declined"]) == {"place", "shop"}
    assert [(one.check, one.answer) for one in dossier.answers] == [("where-paid", "dont-know")]


def test_a_free_reply_answers_what_was_asked_and_else_goes_on_with_the_story(
    ears_that_say: Says, now: datetime
) -> None:
    ears = ears_that_say()
    asked = replace(opened("카드가 안 돼요", AT, now, ears), pending="place")
    by_reply = replied(asked, "키오스크에서요", now, ears)
    assert value_of(by_reply.facts, "place") == "kiosk"
    assert by_reply.story == "카드가 안 돼요"
    more = replied(asked, "그런데 승인번호가 30012345 라고 문자가 왔어요", now, ears)
    assert value_of(more.facts, "approval") == "30012345"
    assert more.story.endswith("왔어요")


def test_a_later_answer_takes_the_place_of_an_earlier_one(ears_that_say: Says, now: datetime) -> None:
    ears = ears_that_say()
    once = answered(opened("", AT, now, ears), {"place": "kiosk"}, now, ears)
    twice = answered(once, {"place": "counter"}, now, ears)
    assert [(one.check, one.answer) for one in twice.answers] == [("where-paid", "counter")]
    assert value_of(twice.facts, "place") == "counter"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(max_size=200), st.text(max_size=40))
def test_no_story_and_no_reply_breaks_a_call(
    ears_that_say: Says, now: datetime, story: str, reply: str
) -> None:
    ears = ears_that_say()
    dossier = told(opened(story, AT, now, ears), reply, now, ears)
    replied(replace(dossier, pending="place"), reply, now, ears)


def test_control_characters_are_no_text() -> None:
    assert clean("가\x00나\u200b다\ud800\n라") == "가 나 다 \n라"


@pytest.mark.parametrize("text", ["7시 " * 6_000, "1-" * 10_000, "9" * 300_000, "만" * 20_000, "a@" * 20_000])
@pytest.mark.slow
def test_a_text_made_to_take_long_does_not(ears_that_say: Says, now: datetime, text: str) -> None:
    opened(
        text, AT, now, ears_that_say()
    )  # each took minutes where a reader went over the rest again and again
