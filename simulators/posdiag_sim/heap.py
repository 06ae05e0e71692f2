"""The event heap: simulated time is the time of the next event, so a 30 s timeout costs microseconds."""

from __future__ import annotations

from collections.abc import Callable, Sized
from heapq import heappop, heappush
from typing import Any

#: An event: [at_ms, sequence number, action or None when cancelled, arguments]. Lists compare by their
#: first two members, which are never equal together, so actions are never compared.
Event = list[Any]

#: A simulated day; no payment takes longer, and a world that runs on for ever must end.
MAX_TIME_MS = 24 * 3600 * 1000
#: Events one world may run, and those that may lie in the queue at a time.
MAX_EVENTS = 1_000_000
MAX_QUEUED = 100_000


class Heap:
    """Actions in order of their time, and at one time in the order in which they were asked for."""

    __slots__ = ("_events", "_sequence", "now_ms", "ran")

    def __init__(self) -> None:
        self._events: list[Event] = []
        self._sequence = 0
        self.now_ms = 0
        self.ran = 0

    def after(self, wait_ms: int, action: Callable[..., None], *arguments: object) -> Event:
        """Have `action` run `wait_ms` from now. The event returned may be given to `cancel`."""
        self._sequence = sequence = self._sequence + 1
        event: Event = [self.now_ms + wait_ms, sequence, action, arguments]
        events = self._events
        if not events:
            events.append(event)
        elif len(events) < MAX_QUEUED:
            heappush(events, event)
        return event

    @staticmethod
    def cancel(event: Event | None) -> None:
        """Keep an event from running; harmless when it ran already or is None."""
        if event is not None:
            event[2] = None

    def next_due(self) -> int | None:
        """When the next event is due, in ms, or None when nothing will happen by itself."""
        events = self._events
        while events and events[0][2] is None:
            heappop(events)
        return events[0][0] if events and not self.exhausted else None

    @property
    def exhausted(self) -> bool:
        """Whether this world has reached its limit of events or time; nothing runs any more."""
        return self.ran >= MAX_EVENTS or self.now_ms >= MAX_TIME_MS

    def step(self) -> None:
        """Run the next event, if there is one, and move the time to it."""
        if self.next_due() is None:
            return
        at_ms, _, action, arguments = heappop(self._events)
        self.now_ms = max(at_ms, self.now_ms)
        self.ran += 1
        action(*arguments)

    def run_until_found(self, until_ms: int, found: Sized) -> None:
        """Run every event due by `until_ms`, then stand at that time; stop once `found` holds something."""
        events = self._events
        while events:
            event = events[0]
            at_ms, _, action, arguments = event
            if action is None:
                heappop(events)
                continue
            if at_ms > until_ms or self.exhausted:
                break
            heappop(events)
            if at_ms > self.now_ms:
                self.now_ms = at_ms
            self.ran += 1
            action(*arguments)
            if found:
                return
        self.now_ms = max(min(until_ms, MAX_TIME_MS), self.now_ms)

    def run_until(self, until_ms: int) -> None:
        """Run every event due by `until_ms`, then stand at that time."""
        events = self._events
        until_ms = min(until_ms, MAX_TIME_MS)
        left = MAX_EVENTS - self.ran
        while events and left > 0:
            event = heappop(events)
            at_ms, _, action, arguments = event
            if at_ms > until_ms:
                heappush(events, event)  # once a call; looking before taking would cost every event
                break
            self.now_ms = at_ms
            if action is not None:
                left -= 1
                if arguments:
                    action(*arguments)
                else:  # a plain call is the quicker one
                    action()
        self.ran = MAX_EVENTS - left
        self.now_ms = max(until_ms, self.now_ms)
