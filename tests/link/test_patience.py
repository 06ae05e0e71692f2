"""Waiting in real time: as long as it takes, and no longer than told."""

from __future__ import annotations

from time import monotonic

from posdiag.link.patience import wait_for


def test_it_ends_when_it_came_about_or_when_the_time_is_over() -> None:
    looks = iter([False, False, True])
    assert wait_for(lambda: next(looks), 10)
    start = monotonic()
    assert not wait_for(lambda: False, 0.12)
    assert 0.1 < monotonic() - start < 2
    assert wait_for(lambda: True, 0)
