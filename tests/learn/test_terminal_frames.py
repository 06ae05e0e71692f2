"""A part of a terminal's measurement by itself; test_terminal.py holds the whole to the rigs."""

from __future__ import annotations

from posdiag.learn.terminal_frames import measure_frames
from tests.learn.test_terminal_desk import a_desk


def test_device_checks_alone_show_the_timers() -> None:
    desk = a_desk()
    assert measure_frames(desk)
    assert desk.learnt.get("ack_wait_ms") == 3_000
    assert desk.learnt.get("frame_tries") == 3
    assert desk.learnt.values["gap_ms"].errand == "half-request"
