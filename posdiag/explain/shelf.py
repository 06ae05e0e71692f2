"""The open payments of one route: which of them are over by now, and what is told of those unanswered."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from posdiag.explain.episode import Episode, Mark
from posdiag.explain.ways import Way
from posdiag.transcript import Party, Seen

#: An answered payment stays open so long for its cancel or reversal.
LINGER_US = 65_000_000
#: A payment without an answer stays open so long for what the POS does about it.
PATIENCE_US = 180_000_000
#: More open episodes than this are ended, the oldest first.
MAX_OPEN = 4096
#: A silence is told of a request that was watched so long: a host answers within 30 s (DOMAIN 3.3).
TOLD_AFTER_MS = 30_000
#: The same for an acknowledgement (PROTOCOLS 1.8: 3 s).
ACK_TOLD_AFTER_MS = 3_000
#: Open episodes are looked through once in so much time of the capture.
_TICK_US = 100_000


class Shelf:
    """Keeps episodes until they are over. `linger_us` is how long an answered one is kept open."""

    def __init__(self, way: Way | None, answer_ms: int, linger_us: int, leads_to: str) -> None:
        self.way = way
        self.due_us = 0  # `tick` does nothing before it
        self.last_us = 0
        self._leads_to = leads_to
        self._told_after_ms = min(TOLD_AFTER_MS, answer_ms) if answer_ms else TOLD_AFTER_MS
        self._linger_us = linger_us
        self._by_key: dict[tuple[str, str], Episode] = {}
        self._waiting: dict[str, Episode] = {}  # TID -> its last episode with an unanswered request
        self._current: dict[int, Episode] = {}  # line -> the episode last touched on it
        self._answered: deque[Episode] = deque()
        self._unanswered: deque[Episode] = deque()
        self._ended: list[Episode] = []

    @property
    def empty(self) -> bool:
        return not (self._answered or self._unanswered)

    def clear(self, now_us: int) -> list[Episode]:
        """End everything that is open, in the order in which it began."""
        left = {id(episode): episode for episode in (*self._answered, *self._unanswered) if not episode.over}
        for episode in sorted(left.values(), key=lambda episode: episode.began_us):
            self._end(episode, now_us)
        self._answered.clear()
        self._unanswered.clear()
        ended, self._ended = self._ended, []
        return ended

    def tick(self, now_us: int) -> list[Episode]:
        """The episodes that are over by now."""
        if now_us < self.due_us:
            return []
        self.due_us = now_us + _TICK_US
        self._tick_answered(now_us)
        asking = self._unanswered
        while asking:
            episode = asking[0]
            waits = not episode.over and episode.pending is not None
            if waits and len(asking) <= MAX_OPEN and now_us - episode.touched_us <= PATIENCE_US:
                break
            asking.popleft()
            if waits:
                self._end(episode, now_us)
        ended, self._ended = self._ended, []
        return ended

    def _tick_answered(self, now_us: int) -> None:
        answered = self._answered
        while answered:
            episode = answered[0]
            lies = not episode.over and episode.pending is None
            if lies and len(answered) <= MAX_OPEN and now_us - episode.touched_us <= self._linger_us:
                break
            answered.popleft()
            if lies:
                self._end(episode, now_us)

    def _now_on(self, number: int) -> Episode | None:
        episode = self._current.get(number)
        return None if episode is None or episode.over else episode

    def _asking(self) -> Iterator[Episode]:
        """The open episodes whose last request is unanswered."""
        return (e for e in self._unanswered if not e.over and e.pending is not None)

    def _silence(self, episode: Episode, now_us: int) -> None:
        """What the POS's timer must have shown it by now; a refusal to the last is no silence."""
        asked = episode.pending
        if asked is None or episode.refused:
            return
        acknowledged = self.way is not None and self.way.acknowledged
        timer = "ack" if acknowledged and not episode.acked else "answer"
        waited_ms = (now_us - asked.at_us) // 1000
        episode.add(Mark(now_us, Seen.SILENCE, Party.POS, timer, waited_ms))
        episode.told = True

    def _end(self, episode: Episode, now_us: int) -> None:
        if episode.pending is not None and not episode.told:
            waited_ms = (now_us - episode.pending.at_us) // 1000
            acknowledged = self.way is not None and self.way.acknowledged
            enough = ACK_TOLD_AFTER_MS if acknowledged and not episode.acked else self._told_after_ms
            if waited_ms >= enough:
                self._silence(episode, now_us)
        episode.over = True
        episode.route = self._leads_to
        for key in episode.keys:
            if self._by_key.get(key) is episode:
                del self._by_key[key]
        if self._waiting.get(episode.tid) is episode:
            del self._waiting[episode.tid]
        self._ended.append(episode)
