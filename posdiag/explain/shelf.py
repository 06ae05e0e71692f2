"""The open payments of one route: which of them are over by now, and what is told of those unanswered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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
#: Where too much is open: what is unanswered so long, or by so many, is ended too.
_ANSWERED_BY_US, _MOST_ASKING = 40_000_000, 1_000
#: Open episodes are looked through once in so much time of the capture.
_TICK_US = 100_000


@dataclass(slots=True)
class Room:
    """How many episodes are open on all routes together."""

    count: int = 0


class Shelf:
    """Keeps episodes until they are over. `linger_us` is how long an answered one is kept open."""

    def __init__(self, way: Way | None, answer_ms: int, linger_us: int, leads_to: str) -> None:
        self.way = way
        self.due_us = 0  # `tick` does nothing before it
        self.last_us = 0
        self.room = Room()
        self._leads_to = leads_to
        self._told_after_ms = min(TOLD_AFTER_MS, answer_ms) if answer_ms else TOLD_AFTER_MS
        self._linger_us = linger_us
        self._by_key: dict[tuple[str, str], Episode] = {}
        self._waiting: dict[str, Episode] = {}  # TID -> its last episode with an unanswered request
        self._current: dict[int, Episode] = {}  # line -> the episode last touched on it
        self._answered: dict[int, Episode] = {}  # by id, the longest answered first
        self._unanswered: dict[int, Episode] = {}  # by id, the longest waiting first
        self._ended: list[Episode] = []

    @property
    def empty(self) -> bool:
        return not (self._answered or self._unanswered)

    def clear(self, now_us: int) -> list[Episode]:
        """End everything that is open, in the order in which it began."""
        left = [*self._answered.values(), *self._unanswered.values()]
        for episode in sorted(left, key=lambda episode: episode.began_us):
            self._end(episode, now_us)
        ended, self._ended = self._ended, []
        return ended

    def tick(self, now_us: int) -> list[Episode]:
        """The episodes that are over by now."""
        if now_us < self.due_us:
            return []
        self.due_us = now_us + _TICK_US
        self._over(self._answered, self._linger_us, now_us)
        self._over(self._unanswered, PATIENCE_US, now_us)
        ended, self._ended = self._ended, []
        return ended

    def thin(self, now_us: int) -> list[Episode]:
        """End the older half of what is answered, since too much is open on all routes together.

        Of what is not answered yet only what hardly will be, or is too much by itself.
        """
        for episode in list(self._answered.values())[: (len(self._answered) + 1) // 2]:
            self._end(episode, now_us)
        old = [e for e in self._unanswered.values() if now_us - e.touched_us > _ANSWERED_BY_US]
        for episode in old or list(self._unanswered.values())[: max(0, len(self._unanswered) - _MOST_ASKING)]:
            self._end(episode, now_us)
        ended, self._ended = self._ended, []
        return ended

    def _over(self, shelf: dict[int, Episode], patience_us: int, now_us: int) -> None:
        while shelf:
            episode = next(iter(shelf.values()))
            if len(shelf) <= MAX_OPEN and now_us - episode.touched_us <= patience_us:
                break
            self._end(episode, now_us)

    def _asks(self, episode: Episode) -> None:
        """The episode has an unanswered request."""
        self._answered.pop(id(episode), None)
        self._unanswered[id(episode)] = episode

    def _rests(self, episode: Episode) -> None:
        """Nothing of the episode is unanswered."""
        self._unanswered.pop(id(episode), None)
        self._answered[id(episode)] = episode
        if len(self._answered) > MAX_OPEN:
            self.due_us = 0

    def _now_on(self, number: int) -> Episode | None:
        episode = self._current.get(number)
        return None if episode is None or episode.over else episode

    def _asking(self) -> Iterator[Episode]:
        """The open episodes whose last request is unanswered."""
        return iter(tuple(self._unanswered.values()))

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
        self._answered.pop(id(episode), None)
        self._unanswered.pop(id(episode), None)
        self.room.count -= 1
        episode.over = True
        episode.route = self._leads_to
        for key in episode.keys:
            if self._by_key.get(key) is episode:
                del self._by_key[key]
        if self._waiting.get(episode.tid) is episode:
            del self._waiting[episode.tid]
        self._ended.append(episode)
