"""The clock of a real link: monotonic milliseconds, running `speed` times as fast as the wall's."""

from __future__ import annotations

import time


class WallClock:
    """Link milliseconds since it was made: real milliseconds times `speed`."""

    __slots__ = ("_speed", "_start")

    def __init__(self, speed: float = 1.0) -> None:
        if speed <= 0:
            raise ValueError(f"speed must be above zero, not {speed}")
        self._speed = speed
        self._start = time.monotonic()

    def now_ms(self) -> int:
        return int((time.monotonic() - self._start) * 1000 * self._speed)

    def real_s(self, link_ms: int) -> float:
        """Real seconds that `link_ms` of this clock take; 0 for the past."""
        return max(0, link_ms) / 1000 / self._speed
