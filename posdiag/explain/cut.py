"""Cuts what was seen on the lines of one route into payments, interleaved ones each into their own.

A route is a cable, or all connections between the same two hosts to the same port: a payment goes on over
a new connection. What belongs together is told by trace number, by the trace number of the original, and,
where a request is still unanswered, by the terminal's next request.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from posdiag.capture.events import Line
from posdiag.explain.episode import MAX_TURNS, Episode, Mark
from posdiag.explain.turns import Turn, Words
from posdiag.explain.ways import Way
from posdiag.transcript import LinkName, Party, Seen
from posdiag.wire.message import Kind

#: An answered payment stays open so long for its cancel or reversal.
LINGER_US = 65_000_000
#: A payment without an answer stays open so long for what the POS does about it.
PATIENCE_US = 180_000_000
#: The next sale of another amount counts as the same trouble so long after one without an answer.
_GOES_ON_US = 60_000_000
#: More open episodes than this are ended, the oldest first.
MAX_OPEN = 4096
#: A silence is told of a request that was watched so long: a host answers within 30 s (DOMAIN 3.3).
TOLD_AFTER_MS = 30_000
#: The same for an acknowledgement (PROTOCOLS 1.8: 3 s).
ACK_TOLD_AFTER_MS = 3_000

#: Open episodes are looked through once in so much time of the capture.
_TICK_US = 100_000
#: Bytes in no frame belong to the payment before them so long after it.
_STRAY_US = 10_000_000

_FOLLOW_UPS = (Kind.REVERSE, Kind.INQUIRE, Kind.CANCEL)


class Cutter:
    """The open payments of one route. `linger_us` is how long an answered one is kept open."""

    def __init__(
        self, way: Way | None, answer_ms: int = 0, linger_us: int = LINGER_US, leads_to: str = ""
    ) -> None:
        self.way = way
        self._leads_to = leads_to
        self._one_terminal = way is None or way.link is LinkName.ECR
        self._told_after_ms = min(TOLD_AFTER_MS, answer_ms) if answer_ms else TOLD_AFTER_MS
        self._linger_us = linger_us
        self._by_key: dict[tuple[str, str], Episode] = {}
        self._waiting: dict[str, Episode] = {}  # TID -> its last episode with an unanswered request
        self._current: dict[int, Episode] = {}  # line -> the episode last touched on it
        self._lead: dict[int, tuple[Line, list[Turn]]] = {}  # line -> controls ahead of the next request
        self._answered: deque[Episode] = deque()
        self._unanswered: deque[Episode] = deque()
        self._ended: list[Episode] = []
        self._last_end = ""  # why the route's last line ended
        self.due_us = 0  # `tick` does nothing before it
        self.last_us = 0

    @property
    def idle(self) -> bool:
        """Nothing is open."""
        return not (self._answered or self._unanswered or self._lead)

    # -- what comes in ---------------------------------------------------------------------------

    def take(self, line: Line, turn: Turn, place: str = "") -> None:
        """File one piece."""
        self.last_us = max(self.last_us, turn.at_us)
        words = turn.words
        if words is not None:
            if turn.from_pos and not words.reply:
                self._request(line, turn, words, place)
            elif words.reply and not turn.from_pos:
                self._reply(line, turn, words, place)
            else:
                self._beside(line, turn, place)
        elif turn.control:
            self._control(line, turn, place)
        else:
            self._beside(line, turn, place)

    def closed(self, line: Line, at_us: int, why: str, by_pos: bool | None) -> None:
        """A line ended: the POS hung up, or it was hung up on."""
        waiting = [e for e in self._asking() if line.number in e.lines and not e.told]
        for episode in waiting:
            if by_pos and why != "refused":
                self._silence(episode, at_us)
            else:
                episode.add(Mark(at_us, Seen.CLOSED, episode.far, why))
            episode.told = True
        if why == "refused" and not waiting:
            episode = self._begin(line, at_us, "")
            episode.add(Mark(at_us, Seen.CLOSED, episode.far, why))
        self._last_end = why
        self._current.pop(line.number, None)
        self._flush_lead(line.number)

    def missed(self, line: Line, at_us: int, from_pos: bool, size: int | None) -> None:
        """The capture lacks bytes: nobody can tell any more what the open requests of the line got."""
        touched = {id(e): e for e in self._asking() if line.number in e.lines}
        current = self._now_on(line.number)
        if current is not None:
            touched[id(current)] = current
        for episode in touched.values():
            by = Party.POS if from_pos else episode.far
            episode.add(Mark(at_us, Seen.MISSED, by, "" if size is None else str(size)))
            episode.missed = episode.told = True

    # -- what goes out ---------------------------------------------------------------------------

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

    def end(self, now_us: int) -> list[Episode]:
        """The capture is over: every episode still open."""
        for number in list(self._lead):
            self._flush_lead(number)
        left = {id(episode): episode for episode in (*self._answered, *self._unanswered) if not episode.over}
        for episode in sorted(left.values(), key=lambda episode: episode.began_us):
            self._end(episode, now_us)
        ended, self._ended = self._ended, []
        return ended

    # -- requests and answers --------------------------------------------------------------------

    def _request(self, line: Line, turn: Turn, words: Words, place: str) -> None:
        tid = "" if self._one_terminal else words.tid
        episode = self._match(turn, words, tid)
        if episode is None:
            episode = Episode(self.way, turn.at_us, place, tid, {line.number: line})
        elif episode.pending is not None and not episode.told and not self._again(episode, turn):
            self._silence(episode, turn.at_us)
        if line.number not in episode.lines:
            episode.add(Mark(turn.at_us, Seen.DIALLED, Party.POS, self._last_end or "silence"))
            episode.lines[line.number] = line
        if self._lead:
            self._announce(line.number, episode)
        if episode.pending is None or not self._again(episode, turn):
            episode.acked = episode.refused = False
        episode.add(turn)
        if episode.pending is None:
            self._unanswered.append(episode)
        episode.pending = turn
        episode.told = episode.missed
        key = (tid, words.stan)
        if key not in episode.keys:
            episode.keys.append(key)
        self._by_key[key] = episode
        self._waiting[tid] = episode
        self._current[line.number] = episode

    def _match(self, turn: Turn, words: Words, tid: str) -> Episode | None:
        """The open episode that a request goes on with."""
        if words.orig_stan:
            named = self._by_key.get((tid, words.orig_stan))
            if named is not None:
                return named
        same = self._by_key.get((tid, words.stan)) if words.stan else None
        if same is not None:
            return same
        waiting = self._waiting.get(tid)
        if waiting is None or waiting.pending is None or (not tid and not self._one_terminal):
            return None
        since_us = turn.at_us - waiting.touched_us
        before = waiting.pending.words
        if words.kind in _FOLLOW_UPS or before is None or before.kind in _FOLLOW_UPS:
            return waiting if since_us <= PATIENCE_US else None
        alike = words.kind is before.kind and words.amount == before.amount
        return waiting if since_us <= (PATIENCE_US if alike else _GOES_ON_US) else None

    def _again(self, episode: Episode, turn: Turn) -> bool:
        """The link's own repeat of a frame that was not acknowledged: no new attempt at the sale."""
        acknowledged = self.way is not None and self.way.acknowledged
        before = episode.pending
        return acknowledged and not episode.acked and before is not None and before.data == turn.data

    def _reply(self, line: Line, turn: Turn, words: Words, place: str) -> None:
        tid = "" if self._one_terminal else words.tid
        episode = self._by_key.get((tid, words.stan))
        if episode is None:
            episode = self._asked_on(line, words)
        if episode is None:
            episode = self._begin(line, turn.at_us, place)
            episode.orphan = True
        episode.add(turn)
        episode.lines.setdefault(line.number, line)
        self._current[line.number] = episode
        asked = None if episode.pending is None else episode.pending.words
        if asked is None or turn.broken or asked.kind is not words.kind:
            return
        if words.stan in (asked.stan, "") or not asked.stan:
            episode.pending = None
            episode.told = False
            if self._waiting.get(episode.tid) is episode:
                del self._waiting[episode.tid]
            self._answered.append(episode)
            if len(self._answered) > MAX_OPEN:
                self.due_us = 0

    def _asked_on(self, line: Line, words: Words) -> Episode | None:
        """The episode that an answer belongs to whose terminal or trace number nobody asked with."""
        if self._one_terminal:
            return self._now_on(line.number) or next(iter(self._waiting.values()), None)
        on_line = (e for e in self._waiting.values() if line.number in e.lines and e.pending is not None)
        for episode in on_line:
            asked = episode.pending.words if episode.pending is not None else None
            if asked is not None and asked.stan == words.stan and not (asked.tid and words.tid):
                return episode
        return None

    # -- all else --------------------------------------------------------------------------------

    def _control(self, line: Line, turn: Turn, place: str) -> None:
        episode = self._now_on(line.number)
        calls = turn.control == "ENQ" and turn.from_pos and (episode is None or episode.pending is None)
        if calls or line.number in self._lead:
            _, lead = self._lead.setdefault(line.number, (line, []))
            lead.append(turn)
            if len(lead) > MAX_TURNS:
                self._flush_lead(line.number)
            return
        if episode is None:
            episode = self._begin(line, turn.at_us, place)
            episode.orphan = True
        episode.add(turn)
        if not turn.from_pos and episode.pending is not None:
            episode.acked = episode.acked or turn.control == "ACK"
            episode.refused = turn.control == "NAK" or (episode.refused and turn.control != "ACK")

    def _beside(self, line: Line, turn: Turn, place: str) -> None:
        """Junk, frames that say nothing readable, and what the other side asks of its own accord."""
        episode = self._now_on(line.number)
        if not self._one_terminal and not turn.from_pos:
            episode = next((e for e in self._asking() if line.number in e.lines), episode)
        if episode is None or self._begins(episode, turn):
            episode = self._begin(line, turn.at_us, place)
        self._announce(line.number, episode)
        episode.add(turn)

    def _begins(self, episode: Episode, turn: Turn) -> bool:
        """Whether such a piece belongs to no payment before it: that one has its answer."""
        if episode.pending is not None or self.way is None:
            return False
        if turn.words is not None:
            return not turn.words.reply
        return turn.from_pos or turn.at_us - episode.touched_us > _STRAY_US

    def _begin(self, line: Line, at_us: int, place: str) -> Episode:
        episode = Episode(self.way, at_us, place, lines={line.number: line}, touched_us=at_us)
        self._answered.append(episode)
        self._current[line.number] = episode
        return episode

    def _announce(self, number: int, episode: Episode) -> None:
        """Give a request the ENQ and the ACK that came ahead of it."""
        for lead in self._lead.pop(number, (None, ()))[1]:
            episode.began_us = min(episode.began_us, lead.at_us)
            episode.add(lead)

    def _flush_lead(self, number: int) -> None:
        """Calls that no request followed are an episode of their own."""
        if number in self._lead:
            line, turns = self._lead.pop(number)
            episode = self._begin(line, turns[0].at_us, "")
            for turn in turns:
                episode.add(turn)
            waited_ms = (turns[-1].at_us - turns[0].at_us) // 1000
            episode.add(Mark(turns[-1].at_us, Seen.SILENCE, Party.POS, "ack", waited_ms))

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
