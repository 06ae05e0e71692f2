"""The plan of a probe, sans-I/O: what to listen for, what to ask, in which order, and when to stop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from posdiag.link.api import Why
from posdiag.link.opening import Bar
from posdiag.probe.answers import note_answer
from posdiag.probe.banner import other_protocol
from posdiag.probe.claims import Claim, What
from posdiag.probe.converse import Exchange, Outcome, converse
from posdiag.probe.ears import MOST_BYTES, Ears
from posdiag.probe.notebook import Notebook
from posdiag.probe.questions import Question, ecr_questions, host_questions, http_questions
from posdiag.probe.settings import LineSettings, worth_trying
from posdiag.probe.steps import Barred, Gone, Got, Hear, Open, Opened, Part, Sound
from posdiag.wire.codec import Codec

#: Silence within a stretch after which it is read.
_PAUSE_MS: Final = 600
#: Outcomes that show the right speed: chance makes an ACK or a NAK of noise once in 128.
_UNDERSTOOD: Final = frozenset({Outcome.ACKED, Outcome.REFUSED, Outcome.OTHER})
_CERTAIN: Final = 2


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user wants. `settings` are those of the address, None on a network; times in milliseconds.

    `sent_at` (YYYYMMDDhhmmss) goes into questions that carry a time.
    """

    settings: LineSettings | None = None
    tls: bool = False
    host: str = ""  # host:port, on a network
    ask: bool = False
    listen_ms: int = 5_000
    limit_ms: int = 120_000
    sent_at: str = "20260101000000"


@dataclass(frozen=True, slots=True)
class Done:
    """How far the plan came. `cut_short`: the time was up before everything was tried."""

    tried: tuple[LineSettings | None, ...]
    asked: tuple[str, ...]
    listened_ms: int
    cut_short: bool = False


class Plan:
    """One probe of one line; `notes` gathers the evidence."""

    def __init__(self, wanted: Wanted, ears: Ears, codecs: Sequence[Codec], notes: Notebook) -> None:
        self.notes = notes
        self._wanted = wanted
        self._ears = ears
        self._codecs = codecs
        self._now_ms = 0
        self._start_ms = 0
        self._listened_ms = 0
        self._tried: list[LineSettings | None] = []
        self._asked: list[str] = []
        self._cut_short = False

    def run(self) -> Part[Done]:
        """Everything: open, listen, and ask if that is wanted. Stops as soon as one claim is settled."""
        opened = yield from self._open(self._wanted.settings, self._wanted.tls)
        if opened is not None:
            yield from self._look(opened)
        return Done(tuple(self._tried), tuple(self._asked), self._listened_ms, self._cut_short)

    def _look(self, opened: Opened) -> Part[None]:
        notes, wanted = self.notes, self._wanted
        notes.fixed_speed = opened.fixed_speed
        heard = yield from self._listen(wanted.settings)
        if notes.settled or heard is None:
            return
        if wanted.settings is None:
            if wanted.ask:
                yield from self._ask_network()
        elif wanted.ask:
            yield from self._ask_serial(wanted.settings, opened.fixed_speed)
        elif heard.data and not opened.fixed_speed and not notes.sensible:
            yield from self._listen_elsewhere(wanted.settings)
        if not notes.settled:
            notes.nothing_came(self._cut_short)

    # -- opening and listening -------------------------------------------------------------------

    def _open(
        self, settings: LineSettings | None, tls: bool = False, told: bool = True
    ) -> Part[Opened | None]:
        """Open the line; None, and a note where `told`, if it cannot be."""
        reply = yield Open(settings, tls)
        if isinstance(reply, Opened):
            if not self._tried:
                self._start_ms = reply.at_ms
            self._now_ms = reply.at_ms
            if settings not in self._tried:
                self._tried.append(settings)
            self.notes.tried.add(settings)
            return reply
        if isinstance(reply, Barred) and told:
            self.notes.barred(reply)
        return None

    def _listen(self, settings: LineSettings | None) -> Part[Sound | None]:
        """Listen until something was said and a pause came; None where the line closed."""
        sound, began = Sound(settings), self._now_ms
        end = began + self._wanted.listen_ms
        while self._now_ms < end and len(sound.data) < MOST_BYTES:
            until = min(end, self._now_ms + _PAUSE_MS) if sound.data else end
            got = yield Hear(until)
            if isinstance(got, Gone):
                self.notes.heard(sound, self._wanted.tls)
                self.notes.gone(got.why)
                return None
            if not isinstance(got, Got):
                raise TypeError(f"{got!r} is no answer to Hear")
            self._now_ms = max(self._now_ms, got.at_ms)
            sound.add(got)
            if sound.data and not got.data and self._makes_sense(bytes(sound.data)):
                break
        self._listened_ms += self._now_ms - began
        if sound.data:
            self.notes.heard(sound, self._wanted.tls)
        elif not self._wanted.ask:
            self.notes.silence(self._now_ms - began)
        return sound

    def _makes_sense(self, data: bytes) -> bool:
        """Whether a stretch is worth ending the listening for."""
        return bool(other_protocol(data)) or self.notes.ears.read(data, self.notes.network).sound

    def _listen_elsewhere(self, given: LineSettings) -> Part[None]:
        """Something was heard that makes no sense: listen at other settings, those it points at first."""
        for settings in self._next_settings(given):
            if self._over():
                return
            opened = yield from self._open(settings)
            if opened is None:
                return
            heard = yield from self._listen(settings)
            if heard is None or self.notes.settled or (heard.data and self.notes.sensible):
                return

    def _next_settings(self, given: LineSettings) -> Iterator[LineSettings]:
        """Settings not tried yet: suspects first, whenever there are new ones."""
        waiting = [one for one in worth_trying(given, self._ears.names) if one != given]
        while self.notes.suspects or waiting:
            settings = self.notes.suspects.pop(0) if self.notes.suspects else waiting.pop(0)
            if settings not in self._tried:
                yield settings

    def _over(self) -> bool:
        self._cut_short = self._cut_short or self._now_ms - self._start_ms >= self._wanted.limit_ms
        return self._cut_short

    # -- asking ----------------------------------------------------------------------------------

    def _ask_serial(self, given: LineSettings, fixed_speed: bool) -> Part[None]:
        """Ask at the settings given, then (where there is a speed) at others."""
        going = yield from self._ask_at(given)
        if not going or fixed_speed:
            return
        for settings in self._next_settings(given):
            if self._over():
                return
            opened = yield from self._open(settings, told=False)
            if opened is None:
                continue  # a device that does not take these settings
            going = yield from self._ask_at(settings)
            if not going:
                return

    def _ask_at(self, settings: LineSettings) -> Part[bool]:
        """All questions at one setting; whether it is worth going on at others."""
        uncalled = False
        understood = 0
        for question in ecr_questions(self._ears, self._wanted.sent_at, settings):
            if self._over():
                return False
            if question.called and uncalled:
                continue  # nobody answers the call
            exchange = yield from self._ask(question, settings)
            if exchange.gone is not None:
                self.notes.gone(exchange.gone)
                return False
            if self.notes.settled:
                return False
            if not question.dialects:
                uncalled = exchange.outcome is Outcome.SILENT
            understood += exchange.outcome in _UNDERSTOOD
        return understood < _CERTAIN

    def _ask(self, question: Question, settings: LineSettings | None, tls: bool = False) -> Part[Exchange]:
        hosts = settings is None
        exchange = yield from converse(question, self._ears, self._codecs, self._now_ms, settings, tls, hosts)
        self._now_ms = max(self._now_ms, exchange.ended_ms)
        if question.name not in self._asked:
            self._asked.append(question.name)
        note_answer(self.notes, exchange)
        return exchange

    def _ask_network(self) -> Part[None]:
        """All questions, each on a connection of its own; then by TLS where plain brought nothing."""
        tls = self._wanted.tls
        yield from self._ask_all(tls)
        if self.notes.settled or tls or self.notes.heard_bytes or self._over():
            return
        reply = yield Open(None, True)
        if isinstance(reply, Barred):
            if reply.why is Bar.CERTIFICATE:
                self.notes.barred(reply)
            return
        self.notes.add("asked.tls", Claim(What.OTHER_PROTOCOL, protocol="tls", tls=True))
        if isinstance(reply, Opened):
            self._now_ms = reply.at_ms
        yield from self._ask_all(True, connected=True)

    def _ask_all(self, tls: bool, connected: bool = True) -> Part[None]:
        web = list(http_questions(self._wanted.host))
        waiting: Iterator[Question] = chain(  # made one by one: to look for harm in all of them takes a while
            web[:1],  # a web server answers at once, and what is none throws a line of text away
            ecr_questions(self._ears, self._wanted.sent_at, None),
            host_questions(self._ears, self._wanted.sent_at),
        )
        while not self._over() and (question := next(waiting, None)) is not None:
            if not connected:
                opened = yield from self._open(None, tls)
                if opened is None:
                    return
            exchange = yield from self._ask(question, None, tls)
            connected = False
            if exchange.gone is Why.LOST:
                return
            if question is web[0] and any(each.claim.protocol == "http" for each in self.notes.evidence):
                waiting = iter(web[1:])  # one more question tells a WebSocket from a plain server
            elif self.notes.settled:
                return
