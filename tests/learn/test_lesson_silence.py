"""Silence shows how long a POS waits, what it does then, how often, and under what number."""

from __future__ import annotations

from posdiag.profile.traits import OnTimeout
from tests.learn.made import learnt


def test_a_pos_that_reverses_and_retries() -> None:
    found = learnt("reference/hangang@2.0")
    assert found.get("on_timeout") == (OnTimeout.REVERSE, OnTimeout.RETRY)
    assert (found.get("timers.answer_ms"), found.get("reversal_tries")) == (35_000, 3)
    assert (found.get("retries"), found.get("retry_stan"), found.get("stan")) == (1, "same", "counts")
    assert found.values["timers.answer_ms"].errand == "unanswered"


def test_a_pos_that_does_nothing_is_timed_by_its_screen() -> None:
    found = learnt("reference/seorak@2.0")
    assert found.get("on_timeout") == ()
    assert isinstance(found.get("timers.answer_ms"), int)
    assert found.get("retries") is None
