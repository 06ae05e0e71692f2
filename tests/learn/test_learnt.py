"""What is learnt stays; what is not is left out by name, with the first reason."""

from __future__ import annotations

import pytest

from posdiag.learn.learnt import REASONS, Learnt


def test_what_is_learnt_is_not_left_out() -> None:
    found = Learnt()
    found.leave("no-acks", "frame_tries", "timers.ack_ms")
    found.learn("frame_tries", 3, "mute")
    found.learn("frame_tries", 4, "later")
    assert found.get("frame_tries") == 3
    left = list(found.left_out(dict.fromkeys(["frame_tries", "timers.ack_ms", "retries"])))
    assert [(one.path, one.reason) for one in left] == [("timers.ack_ms", "no-acks"), ("retries", "unseen")]
    assert left[0].words["ko"]


def test_the_first_reason_stands_and_none_is_made_up() -> None:
    found = Learnt()
    found.leave("no-acks", "x")
    found.leave("unseen", "x")
    assert next(found.left_out({"x": None})).reason == "no-acks"
    with pytest.raises(AssertionError):
        found.leave("because", "x")
    assert all(words["ko"] and words["en"] for words in REASONS.values())
