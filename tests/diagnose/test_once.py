"""An attribute that is worked out once: when asked for, for each object, also where nothing may be set."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from posdiag.diagnose.once import once


@dataclass(frozen=True)
class Sum:
    parts: tuple[int, ...]
    asked: list[str] = field(default_factory=list)

    @once
    def total(self) -> int:
        """All parts together."""
        self.asked.append("total")
        return sum(self.parts)

    @once
    def broken(self) -> int:
        self.asked.append("broken")
        return 1 // len(self.parts)


def test_it_is_worked_out_when_it_is_first_asked_for_and_never_again() -> None:
    one, other = Sum((1, 2)), Sum((3,))
    assert one.asked == []
    assert (one.total, one.total, other.total) == (3, 3, 3)
    assert (one.asked, other.asked) == (["total"], ["total"])


def test_what_failed_is_tried_again() -> None:
    one = Sum(())
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            _ = one.broken
    assert one.asked == ["broken", "broken"]


def test_the_class_shows_what_it_means() -> None:
    assert Sum.total.__doc__ == "All parts together."
