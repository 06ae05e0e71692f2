"""Sessions end by idleness, by age and by log-out, and there are only so many."""

from __future__ import annotations

from posdiag.web.people import OWNER
from posdiag.web.sessions import IDLE_S, LONGEST_S, Sessions, same
from tests.web.browser import Clock


def test_a_session_lives_while_it_is_used_and_not_for_ever(clock: Clock) -> None:
    sessions = Sessions(clock.chance)
    session = sessions.begin(OWNER, 0)
    assert session.word != session.csrf
    assert sessions.of(session.word, IDLE_S) is session
    assert sessions.of(session.word, LONGEST_S - 1) is session
    assert sessions.of(session.word, LONGEST_S + 1) is None
    assert len(sessions) == 0


def test_one_that_nobody_used_is_over(clock: Clock) -> None:
    sessions = Sessions(clock.chance)
    session = sessions.begin(OWNER, 0)
    assert sessions.of(session.word, IDLE_S + 1) is None


def test_one_that_was_ended_is_gone_and_ending_it_again_is_nothing(clock: Clock) -> None:
    sessions = Sessions(clock.chance)
    session = sessions.begin(OWNER, 0)
    sessions.end(session.word)
    sessions.end(session.word)
    assert sessions.of(session.word, 1) is None


def test_the_oldest_go_where_there_are_too_many(clock: Clock) -> None:
    sessions = Sessions(clock.chance, most=2)
    first, second, third = (sessions.begin(OWNER, at) for at in range(3))
    assert sessions.of(first.word, 3) is None
    assert sessions.of(second.word, 3)
    assert sessions.of(third.word, 3)


def test_words_are_compared_whole() -> None:
    assert same("abc", "abc")
    assert not same("abc", "abd")
    assert not same("", "가")
