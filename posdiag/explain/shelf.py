"""The open payments of one route: which of them are over by now, and what is told of those unanswered."""

from __future__ import annotations

from dataclasses import dataclass

from posdiag.explain.episode import Episode, Mark
from posdiag.explain.glance import Glances
from posdiag.explain.plain import Payment, Plain
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

    def __init__(
        self, way: Way | None, answer_ms: int, linger_us: int, leads_to: str, glances: Glances | None
    ) -> None:
        self.way = way
        self.leads_to = leads_to
        self.due_us = 0  # `tick` does nothing before it
        self.last_us = 0
        self.room = Room()
        self._glances = glances
        self.counted = 0
        self._told_after_ms = min(TOLD_AFTER_MS, answer_ms) if answer_ms else TOLD_AFTER_MS
        self._linger_us = linger_us
        # Those that are filed by `lane.py` are in its short form, until they are looked at.
        self.by_key: dict[tuple[str, str], Payment] = {}
        self.waiting: dict[str, Payment] = {}  # TID -> its last episode with an unanswered request
        self.current: dict[int, Payment] = {}  # line -> the episode last touched on it
        self.answered: dict[int, Payment] = {}  # by number, the longest answered first
        self.unanswered: dict[int, Payment] = {}  # by number, the longest waiting first
        self._ended: list[Payment] = []

    @property
    def empty(self) -> bool:
        return not (self.answered or self.unanswered)

    def clear(self, now_us: int) -> list[Payment]:
        """End everything that is open, in the order in which it began."""
        left = [*self.answered.values(), *self.unanswered.values()]
        for episode in sorted(left, key=lambda episode: episode.began_us):
            self._end(episode, now_us)
        ended, self._ended = self._ended, []
        return ended

    def tick(self, now_us: int) -> list[Payment]:
        """The episodes that are over by now."""
        if now_us < self.due_us:
            return []
        self.due_us = now_us + _TICK_US
        self._over(self.answered, self._linger_us, now_us)
        self._over(self.unanswered, PATIENCE_US, now_us)
        ended, self._ended = self._ended, []
        return ended

    def thin(self, now_us: int) -> list[Payment]:
        """End the older half of what is answered, since too much is open on all routes together.

        Of what is not answered yet only what hardly will be, or is too much by itself.
        """
        for episode in list(self.answered.values())[: (len(self.answered) + 1) // 2]:
            self._end(episode, now_us)
        old = [e for e in self.unanswered.values() if now_us - e.touched_us > _ANSWERED_BY_US]
        for episode in old or list(self.unanswered.values())[: max(0, len(self.unanswered) - _MOST_ASKING)]:
            self._end(episode, now_us)
        ended, self._ended = self._ended, []
        return ended

    def _over(self, shelf: dict[int, Payment], patience_us: int, now_us: int) -> None:
        while shelf:
            episode = next(iter(shelf.values()))
            if len(shelf) <= MAX_OPEN and now_us - episode.touched_us <= patience_us:
                break
            self._end(episode, now_us)

    def _asks(self, episode: Episode) -> None:
        """The episode has an unanswered request."""
        self.answered.pop(episode.number, None)
        self.unanswered[episode.number] = episode

    def rests(self, episode: Payment) -> None:
        """Nothing of the episode is unanswered."""
        self.unanswered.pop(episode.number, None)
        self.answered[episode.number] = episode
        if len(self.answered) > MAX_OPEN:
            self.due_us = 0

    def count(self) -> int:
        """A number for one more episode."""
        self.room.count += 1
        self.counted += 1
        return self.counted

    def _now_on(self, number: int) -> Episode | None:
        found = self.current.get(number)
        if isinstance(found, Plain):
            is_open = found.number in self.answered or found.number in self.unanswered
            return self._whole(found) if is_open else None
        return None if found is None or found.over else found

    def _keyed(self, key: tuple[str, str]) -> Episode | None:
        """The open episode with such a request."""
        found = self.by_key.get(key)
        return None if found is None else self._whole(found)

    def _waiting_of(self, tid: str) -> Episode | None:
        """The last episode of a terminal with an unanswered request."""
        found = self.waiting.get(tid)
        return None if found is None else self._whole(found)

    def _asking_on(self, number: int) -> list[Episode]:
        """The open episodes on a line whose last request is unanswered."""
        return [self._whole(one) for one in tuple(self.unanswered.values()) if is_on(one, number)]

    def _whole(self, payment: Payment) -> Episode:
        """An open payment as an episode, which then stands in its place."""
        if isinstance(payment, Episode):
            return payment
        assert self._glances is not None
        assert self.way is not None
        episode = self._glances.episode(payment, self.way)
        number, key = payment.number, (payment.tid, payment.stan)
        shelf = self.answered if payment.answered_us else self.unanswered
        shelf[number] = episode
        if self.by_key.get(key) is payment:
            self.by_key[key] = episode
        if self.waiting.get(payment.tid) is payment:
            self.waiting[payment.tid] = episode
        if self.current.get(payment.line.number) is payment:
            self.current[payment.line.number] = episode
        return episode

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

    def _end(self, payment: Payment, now_us: int) -> None:
        if isinstance(payment, Plain) and payment.answered_us:
            del self.answered[payment.number]
            self.room.count -= 1
            key = payment.tid, payment.stan
            if self.by_key.get(key) is payment:
                del self.by_key[key]
            self._ended.append(payment)
            return
        episode = self._whole(payment)
        if episode.pending is not None and not episode.told:
            waited_ms = (now_us - episode.pending.at_us) // 1000
            acknowledged = self.way is not None and self.way.acknowledged
            enough = ACK_TOLD_AFTER_MS if acknowledged and not episode.acked else self._told_after_ms
            if waited_ms >= enough:
                self._silence(episode, now_us)
        self.answered.pop(episode.number, None)
        self.unanswered.pop(episode.number, None)
        self.room.count -= 1
        episode.over = True
        episode.route = self.leads_to
        for key in episode.keys:
            if self.by_key.get(key) is episode:
                del self.by_key[key]
        if self.waiting.get(episode.tid) is episode:
            del self.waiting[episode.tid]
        self._ended.append(episode)


def is_on(payment: Payment, number: int) -> bool:
    """Whether a payment was seen on a line."""
    return payment.line.number == number if isinstance(payment, Plain) else number in payment.lines
