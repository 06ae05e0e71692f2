"""Cuts what was seen on the lines of one route into payments, interleaved ones each into their own.

A route is a cable, or all connections between the same two hosts to the same port: a payment goes on over
a new connection. What belongs together is told by trace number, by the trace number of the original, and,
where a request is still unanswered, by the terminal's next request.
"""

from __future__ import annotations

from posdiag.capture.events import Line, Place
from posdiag.explain.episode import MAX_TURNS, Episode, Mark
from posdiag.explain.glance import Glances
from posdiag.explain.plain import Payment
from posdiag.explain.shelf import LINGER_US, PATIENCE_US, Shelf, is_on
from posdiag.explain.turns import Turn, Words
from posdiag.explain.ways import Way
from posdiag.replay.saying import acked_only
from posdiag.transcript import LinkName, Party, Seen
from posdiag.wire.message import Kind

#: The next sale of another amount counts as the same trouble so long after one without an answer.
_GOES_ON_US = 60_000_000
#: Bytes in no frame belong to the payment before them so long after it.
_STRAY_US = 60_000_000

_FOLLOW_UPS = (Kind.REVERSE, Kind.INQUIRE, Kind.CANCEL)


class Cutter(Shelf):
    """The open payments of one route. `linger_us` is how long an answered one is kept open."""

    def __init__(
        self,
        way: Way | None,
        answer_ms: int = 0,
        linger_us: int = LINGER_US,
        leads_to: str = "",
        glances: Glances | None = None,
    ) -> None:
        super().__init__(way, answer_ms, linger_us, leads_to, glances)
        self._one_terminal = way is None or way.link is LinkName.ECR
        self._lead: dict[int, tuple[Line, list[Turn]]] = {}  # line -> controls ahead of the next request
        self._last_end = ""  # why the route's last line ended

    @property
    def idle(self) -> bool:
        """Nothing is open."""
        return self.empty and not self._lead

    # -- what comes in ---------------------------------------------------------------------------

    def take(self, line: Line, turn: Turn, place: Place = "") -> None:
        """File one piece."""
        if turn.at_us > self.last_us:
            self.last_us = turn.at_us
        words = turn.words
        if words is not None:
            if words.reply is turn.from_pos:
                self._beside(line, turn, place)
            elif words.reply:
                self._reply(line, turn, words, place)
            else:
                self._request(line, turn, words, place)
        elif turn.control:
            self._control(line, turn, place)
        else:
            self._beside(line, turn, place)

    def closed(self, line: Line, at_us: int, why: str, by_pos: bool | None) -> None:
        """A line ended: the POS hung up, or it was hung up on."""
        waiting = [episode for episode in self._asking_on(line.number) if not episode.told]
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
        self.current.pop(line.number, None)
        self._flush_lead(line.number)

    def missed(self, line: Line, at_us: int, from_pos: bool, size: int | None) -> None:
        """The capture lacks bytes: nobody can tell any more what the open requests of the line got."""
        touched = {episode.number: episode for episode in self._asking_on(line.number)}
        current = self._now_on(line.number)
        if current is not None:
            touched[current.number] = current
        for episode in touched.values():
            by = Party.POS if from_pos else episode.far
            episode.add(Mark(at_us, Seen.MISSED, by, "" if size is None else str(size)))
            episode.missed = episode.told = True

    # -- what goes out ---------------------------------------------------------------------------

    def end(self, now_us: int) -> list[Payment]:
        """The capture is over: every episode still open."""
        for number in list(self._lead):
            self._flush_lead(number)
        return self.clear(now_us)

    # -- requests and answers --------------------------------------------------------------------

    def _request(self, line: Line, turn: Turn, words: Words, place: Place) -> None:
        tid = "" if self._one_terminal else words.tid
        key = (tid, words.stan)
        episode = None
        if words.orig_stan or key in self.by_key or tid in self.waiting:  # else it goes on with none
            episode = self._match(turn, words, tid)
        if episode is None:
            episode = Episode(self.way, turn.at_us, place, tid, {line.number: line}, number=self.count())
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
            self._asks(episode)
        episode.pending = turn
        episode.told = episode.missed
        if key not in episode.keys:
            episode.keys.append(key)
        self.by_key[key] = episode
        self.waiting[tid] = episode
        self.current[line.number] = episode

    def _match(self, turn: Turn, words: Words, tid: str) -> Episode | None:
        """The open episode that a request goes on with."""
        if words.orig_stan:
            named = self._keyed((tid, words.orig_stan))
            if named is not None and self._open_at(named, turn.at_us):
                return named
        same = self._keyed((tid, words.stan)) if words.stan else None
        if same is not None and self._open_at(same, turn.at_us):
            return same
        waiting = self._waiting_of(tid)
        if waiting is None or waiting.pending is None or waiting.missed:
            return None
        if not tid and not self._one_terminal:
            return None
        since_us = turn.at_us - waiting.touched_us
        before = waiting.pending.words
        if words.kind in _FOLLOW_UPS or before is None or before.kind in _FOLLOW_UPS:
            return waiting if since_us <= PATIENCE_US else None
        alike = words.kind is before.kind and words.amount == before.amount
        return waiting if since_us <= (PATIENCE_US if alike else _GOES_ON_US) else None

    def _open_at(self, episode: Episode, at_us: int) -> bool:
        """Whether it is not over by then, though nobody has looked since."""
        return at_us - episode.touched_us <= (self._linger_us if episode.pending is None else PATIENCE_US)

    def _again(self, episode: Episode, turn: Turn) -> bool:
        """The link's own repeat of a frame that was not acknowledged: no new attempt at the sale."""
        acknowledged = self.way is not None and self.way.acknowledged
        before = episode.pending
        return acknowledged and not episode.acked and before is not None and before.data == turn.data

    def _reply(self, line: Line, turn: Turn, words: Words, place: Place) -> None:
        tid = "" if self._one_terminal else words.tid
        episode = self._keyed((tid, words.stan))
        if episode is None:
            episode = self._asked_on(line, words)
        if episode is None:
            episode = self._begin(line, turn.at_us, place)
            episode.orphan = True
        episode.add(turn)
        episode.lines.setdefault(line.number, line)
        self.current[line.number] = episode
        asked = None if episode.pending is None else episode.pending.words
        if asked is None or turn.broken or asked.kind is not words.kind:
            return
        if words.stan in (asked.stan, "") or not asked.stan:
            self._has_its_answer(episode)

    def _has_its_answer(self, episode: Episode) -> None:
        """Nothing more is to come for what was asked last."""
        episode.pending = None
        episode.told = False
        if self.waiting.get(episode.tid) is episode:
            del self.waiting[episode.tid]
        self.rests(episode)

    def _asked_on(self, line: Line, words: Words) -> Episode | None:
        """The episode that an answer belongs to whose terminal or trace number nobody asked with."""
        if self._one_terminal:
            return self._now_on(line.number) or next(map(self._whole, self.waiting.values()), None)
        on_line = (self._whole(one) for one in tuple(self.waiting.values()) if is_on(one, line.number))
        for episode in on_line:
            asked = episode.pending.words if episode.pending is not None else None
            if asked is not None and asked.stan == words.stan and not (asked.tid and words.tid):
                return episode
        return None

    # -- all else --------------------------------------------------------------------------------

    def _control(self, line: Line, turn: Turn, place: Place) -> None:
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
            asked = episode.pending.words
            if turn.control == "ACK" and asked is not None and self._acked_only(asked.kind):
                self._has_its_answer(episode)

    def _acked_only(self, kind: Kind) -> bool:
        """Whether the ACK is all that answers such a request."""
        return self.way is not None and acked_only(self.way.codec, kind)

    def _beside(self, line: Line, turn: Turn, place: Place) -> None:
        """Junk, frames that say nothing readable, and what the other side asks of its own accord."""
        episode = self._now_on(line.number)
        if not self._one_terminal and not turn.from_pos:
            episode = next(iter(self._asking_on(line.number)), episode)
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
        late = turn.at_us - episode.touched_us > _STRAY_US
        return late or (turn.from_pos and bool(episode.keys))

    def _begin(self, line: Line, at_us: int, place: Place) -> Episode:
        episode = Episode(
            self.way, at_us, place, lines={line.number: line}, touched_us=at_us, number=self.count()
        )
        self.rests(episode)
        self.current[line.number] = episode
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
