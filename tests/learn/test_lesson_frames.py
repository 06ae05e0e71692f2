"""The exchange of frames shows the wait for an ACK, the tries, check bytes, pauses and pieces."""

from __future__ import annotations

from tests.learn.made import learnt


def test_repeats_of_a_frame_are_told_from_sales_that_are_sent_again() -> None:
    found = learnt("reference/cordillera@1.0")  # sends each frame once, and the sale once more
    assert (found.get("frame_tries"), found.get("timers.ack_ms"), found.get("retries")) == (1, 500, 1)
    assert found.get("timers.gap_ms") == 200
    assert found.get("checks_frames") is False


def test_a_pos_that_takes_a_piece_for_the_whole_shows_no_check() -> None:
    found = learnt("reference/namsan@1.0")
    assert found.get("segment") == "first-read"
    wanted = dict.fromkeys(["checks_frames", "timers.gap_ms"])
    assert [one.reason for one in found.left_out(wanted)] == ["first-read", "no-nak"]


def test_a_line_without_acks_shows_none_of_it() -> None:
    found = learnt("reference/iso-bcd@1.2")
    assert [found.get(path) for path in ("timers.ack_ms", "frame_tries", "checks_frames")] == [None] * 3
    assert found.get("segment") == "stream"
