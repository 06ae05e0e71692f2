"""Limits on how often: a bucket of tokens for each client, filled by the clock that is passed in."""

from __future__ import annotations

from collections import OrderedDict

#: Clients remembered; the one unseen for longest is forgotten first, which gives it a full bucket.
MOST_CLIENTS = 20_000


class Buckets:
    """So many requests a second for each client, and so many at once. A rate of 0 allows everything."""

    def __init__(self, rate: float, burst: float, most: int = MOST_CLIENTS) -> None:
        self.rate = rate
        self.burst = max(burst, 1.0)
        self._most = most
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str, now_s: float, cost: float = 1.0) -> float:
        """0 where the request is allowed, otherwise the seconds until it would be."""
        if self.rate <= 0:
            return 0.0
        left, then_s = self._left.pop(client, (self.burst, now_s))
        left = min(self.burst, left + max(now_s - then_s, 0.0) * self.rate)
        wait_s = 0.0
        if left >= cost:
            left -= cost
        else:
            wait_s = (cost - left) / self.rate
        self._left[client] = (left, now_s)
        while len(self._left) > self._most:
            self._left.popitem(last=False)
        return wait_s

    def __len__(self) -> int:
        return len(self._left)
