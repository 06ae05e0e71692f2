"""Where a POS is measured: it is sent on errands, and what was seen of each is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from posdiag.audit.evidence import Evidence
from posdiag.audit.sales import APPROVED
from posdiag.audit.seen import Said
from posdiag.errors import InputError
from posdiag.explain.ways import Way
from posdiag.learn.errand import Errand
from posdiag.learn.learnt import Learnt
from posdiag.payment.money import Belief
from posdiag.replay.scenario import Instrument
from posdiag.wire.message import Kind, Message

_SETTLING = (Kind.INQUIRE, Kind.REVERSE, Kind.CANCEL)


class Seat(Protocol):
    """A POS that can be sent on errands: a program, a person at a till, or a release that is played."""

    @property
    def told(self) -> bool:
        """Whether it can be told more than to pay."""
        ...

    @property
    def date(self) -> str:
        """The true local time when an errand began, ISO 8601."""
        ...

    def play(self, errand: Errand) -> Evidence:
        """Send it on an errand; InputError where the bench refuses what the errand needs."""
        ...


@dataclass(slots=True)
class Desk:
    """One measurement. `instruments` are the shared ones by name; `watch` is told of each errand."""

    seat: Seat
    way: Way
    instruments: Mapping[str, Instrument]
    learnt: Learnt = field(default_factory=Learnt)
    watch: Callable[[Errand], None] = lambda errand: None
    played: dict[str, Evidence] = field(default_factory=dict)

    def play(self, errand: Errand) -> Evidence | None:
        """What was seen of an errand, played once; None where it cannot be played."""
        if errand.id not in self.played:
            if errand.told and not self.seat.told:
                return None
            self.watch(errand)
            try:
                self.played[errand.id] = self.seat.play(errand)
            except InputError:
                return None
        return self.played[errand.id]


def requests(seen: Evidence, *kinds: Kind) -> list[Said]:
    """The POS's sound requests, of these kinds or of all."""
    assert seen.transcript is not None
    return [one for one in seen.said if one.asks(*(kinds or tuple(Kind)))]


def message_of(said: Said) -> Message:
    """The message of a sound frame."""
    assert said.message is not None
    return said.message


def began_ms(seen: Evidence, said: Said) -> int:
    """When the POS began to send a frame: with its call, where it calls first."""
    before = [one for one in seen.said if one.last < said.first and one.from_pos]
    if before and before[-1].control == "ENQ":
        calls = [one.first_ms for one in before[-1:]]
        return calls[0]
    return said.first_ms


def answer_to(seen: Evidence, sale: Said) -> Message | None:
    """The first sound answer to a sale after it."""
    later = (one for one in seen.said if one.first > sale.last and one.answers(Kind.APPROVE))
    found = next(later, None)
    return None if found is None else found.message


def is_approved(seen: Evidence, sale: Said) -> bool:
    """Whether the terminal approved a sale."""
    answer = answer_to(seen, sale)
    return answer is not None and answer.get("result") in APPROVED


def belief(seen: Evidence) -> Belief | None:
    """The POS's last word on its payments, by what it printed; None where nothing tells."""
    told = [seen.patterns.belief(line.text) for ran in seen.ran for line in ran.printed]
    words = [one for one in told if one is not None]
    return words[-1] if words else None


def gave_up_ms(seen: Evidence, after: Said) -> int | None:
    """When the POS first said that a payment failed, in what it printed after a frame."""
    lines = (line for ran in seen.ran for line in ran.printed if line.at_ms > after.last_ms)
    return next((line.at_ms for line in lines if seen.patterns.belief(line.text) is Belief.DECLINED), None)


def followed_up(seen: Evidence, sale: Said) -> Sequence[Said]:
    """What the POS asked after a sale that was not settled: inquiries, reversals, the sale once more."""
    later = [one for one in requests(seen) if one.first > sale.last]
    return [one for one in later if one.asks(Kind.APPROVE, *_SETTLING)]
