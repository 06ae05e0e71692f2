"""Counts and times for Prometheus, in its text form (exposition format 0.0.4)."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

#: Upper ends of the times counted, in seconds.
BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


@dataclass(slots=True)
class _Times:
    """How long the requests of one route took."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    total_s: float = 0.0


class Metrics:
    """What has been counted since the server began."""

    def __init__(self) -> None:
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._times: dict[str, _Times] = {}
        self._counts: Counter[tuple[str, str]] = Counter()

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """A request was answered."""
        self._requests[method, route, status] += 1
        times = self._times.get(route)
        if times is None:
            times = self._times[route] = _Times()
        times.counts[bisect_left(BOUNDS, seconds)] += 1
        times.total_s += seconds

    def count(self, name: str, of: str = "") -> None:
        """One more of something: `jobs` of `ended`, `logins` of `refused`."""
        self._counts[name, of] += 1

    def text(self, gauges: Mapping[str, float]) -> str:
        """Everything, and the values of the moment in `gauges`."""
        return "\n".join(self._rows(gauges)) + "\n"

    def _rows(self, gauges: Mapping[str, float]) -> Iterator[str]:
        yield "# HELP posdiag_requests_total Requests answered."
        yield "# TYPE posdiag_requests_total counter"
        for (method, route, status), count in sorted(self._requests.items()):
            yield f'posdiag_requests_total{{method="{method}",route="{route}",status="{status}"}} {count}'
        yield "# HELP posdiag_request_seconds How long they took."
        yield "# TYPE posdiag_request_seconds histogram"
        for route, times in sorted(self._times.items()):
            so_far = 0
            for bound, count in zip((*map(str, BOUNDS), "+Inf"), times.counts, strict=True):
                so_far += count
                yield f'posdiag_request_seconds_bucket{{route="{route}",le="{bound}"}} {so_far}'
            yield f'posdiag_request_seconds_sum{{route="{route}"}} {times.total_s:.6f}'
            yield f'posdiag_request_seconds_count{{route="{route}"}} {so_far}'
        for name in sorted({name for name, _ in self._counts}):
            yield f"# TYPE posdiag_{name}_total counter"
            for (other, of), count in sorted(self._counts.items()):
                if other == name:
                    yield f'posdiag_{name}_total{{of="{of}"}} {count}'
        for name, value in sorted(gauges.items()):
            yield f"# TYPE posdiag_{name} gauge"
            yield f"posdiag_{name} {value:g}"
