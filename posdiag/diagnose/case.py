"""A case: everything seen in one replay or capture, decoded once, with requests paired to their answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from posdiag.diagnose.once import once
from posdiag.diagnose.pairing import pair
from posdiag.diagnose.reading import Exchange, HostTalk, Reading, control_of
from posdiag.payment.money import Belief, MoneyAccount
from posdiag.profile.traits import Traits
from posdiag.replay.scenario import Do, Instrument, Scenario, Step
from posdiag.transcript import (
    AS_SET,
    ECHO,
    SAME_LINE,
    UNREAD,
    Frame,
    LinkName,
    Observation,
    Party,
    Seen,
    StatementRow,
    Transcript,
)
from posdiag.wire.agent.codec import AgentCodec
from posdiag.wire.codec import Codec
from posdiag.wire.message import Decoded, Kind

#: Purses that a coupon programme fills; the others are the customer's own money.
COUPON_PURSES = ("coupon", "coupon1", "coupon2", "policy", "charged")

#: By this the dialects of terse terminals say that a sale was refused and not why.
UNEXPLAINED = "R1"
#: By this a terminal says that the host did not answer.
GAVE_UP = "T1"


@dataclass(frozen=True)  # not slotted: what is worked out once stands in its __dict__
class Case:
    """The evidence of one replay or capture. Everything but transcript and money may be unknown.

    `codes` maps a response code to the causes it may mean, likeliest first. `decoded` holds readings
    that somebody already made, by frame number; the rest is decoded here, once.
    """

    transcript: Transcript
    money: MoneyAccount
    traits: Traits | None = None
    scenario: Scenario | None = None
    ecr_codec: Codec | None = None
    host_codec: Codec | None = None
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    decoded: Mapping[int, Decoded] = field(default_factory=dict)

    # -- readings --------------------------------------------------------------------------------

    @once
    def readings(self) -> tuple[Reading, ...]:
        """Every frame of the replay itself, decoded once, in the order of time."""
        of_replay = (frame for frame in self.transcript.frames if not frame.note.startswith(ECHO))
        frames = sorted(of_replay, key=lambda frame: (frame.t_ms, frame.n))
        return tuple(self._read(frame) for frame in frames)

    def _read(self, frame: Frame) -> Reading:
        if frame.link is LinkName.ECR:
            control = control_of(frame.data)
            if control is not None:
                return Reading(frame, None, control)
        codec = self.ecr_codec if frame.link is LinkName.ECR else self.host_codec
        decoded = self.decoded.get(frame.n)
        if decoded is None and codec is not None:
            decoded = codec.decode(frame.data)
        return Reading(frame, decoded)

    @once
    def pos_readings(self) -> tuple[Reading, ...]:
        """Frames that the POS sent or heard."""
        return tuple(
            reading
            for reading in self.readings
            if Party.POS in (reading.frame.sender, reading.frame.receiver)
        )

    @once
    def heard(self) -> tuple[Reading, ...]:
        """Frames, not control sequences, that reached the POS."""
        return tuple(r for r in self.pos_readings if r.frame.receiver is Party.POS and r.control is None)

    @once
    def said(self) -> tuple[Reading, ...]:
        """Frames, not control sequences, that the POS sent."""
        return tuple(r for r in self.pos_readings if r.frame.sender is Party.POS and r.control is None)

    @once
    def other_side_heard(self) -> bool:
        """The POS heard anything at all: somebody is there."""
        heard = any(reading.frame.receiver is Party.POS for reading in self.pos_readings)
        return heard or self.echo_answered == SAME_LINE

    @once
    def echo_answered(self) -> str:
        """How the echo test after the replay was written when it was answered; empty where it never was."""
        heard = (frame.note for frame in self.transcript.frames if frame.receiver is Party.POS)
        noted = (note.removeprefix(ECHO) for note in heard if note.startswith(ECHO))
        ways = [way for way in noted if way != UNREAD]
        return AS_SET if AS_SET in ways else next(iter(ways), "")

    @once
    def dead_to_a_check(self) -> bool:
        """A device check or echo met nothing at all on the old connection, and was answered on a new one."""
        checks = [frame for frame in self.transcript.frames if frame.note.startswith(ECHO)]
        new = next((frame.n for frame in checks if frame.note == ECHO + AS_SET), 0)
        came = any(frame.receiver is Party.POS and frame.n < new for frame in checks)
        return self.echo_answered == AS_SET and not came

    @property
    def answered_otherwise(self) -> bool:
        """The other side answered the echo test once it was written in another way than the POS's."""
        return self.echo_answered not in ("", SAME_LINE, AS_SET)

    @once
    def speaks_to_host(self) -> bool:
        """The POS has the reader itself and its link is the host link."""
        return any(reading.frame.link is LinkName.HOST for reading in self.said)

    @once
    def acknowledges(self) -> bool:
        """Frames on the POS's link are answered by ACKs: so on ECR links, not to hosts and local agents."""
        return not self.speaks_to_host and not isinstance(self.ecr_codec, AgentCodec)

    @once
    def exchanges(self) -> tuple[Exchange, ...]:
        return pair(self.pos_readings, self.observed(Seen.SILENCE, Seen.CLOSED))

    @once
    def host_talks(self) -> Mapping[str, HostTalk]:
        """What the host link behind the terminal shows, by trace number."""
        asked: dict[str, list[Reading]] = {}
        told: dict[str, list[Reading]] = {}
        for reading in self.readings:
            behind = reading.frame.link is LinkName.HOST and Party.POS not in (
                reading.frame.sender,
                reading.frame.receiver,
            )
            if behind and reading.message is not None:
                side = told if reading.message.reply else asked
                side.setdefault(reading.get("stan"), []).append(reading)
        return {
            stan: HostTalk(tuple(asked.get(stan, ())), tuple(told.get(stan, ())))
            for stan in dict.fromkeys([*asked, *told])
        }

    @once
    def _own_numbers(self) -> bool:
        """The terminal counts for itself: no trace number of the POS is known on the host link."""
        return bool(self.host_talks) and not any(e.stan in self.host_talks for e in self.exchanges)

    def talk_of(self, exchange: Exchange) -> HostTalk | None:
        """What the host link shows of an exchange: by its trace number or, where there is none, by time."""
        if not self._own_numbers:
            return self.host_talks.get(exchange.stan)
        later = (e.request.t_ms for e in self.exchanges if e.request.n > exchange.request.n)
        until = next(later, None)
        for talk in self.host_talks.values():
            first = talk.requests[0] if talk.requests else None
            if first is None or first.message is None or first.message.kind is not exchange.kind:
                continue
            if first.t_ms >= exchange.request.t_ms and (until is None or first.t_ms < until):
                return talk
        return None

    def reason(self, exchange: Exchange) -> str:
        """The response code of an answer; where the terminal tells no reason, the host's, if it was seen."""
        answer = exchange.answer
        code = "" if answer is None else answer.get("result")
        talk = self.talk_of(exchange) if code == UNEXPLAINED else None
        if answer is None or talk is None:
            return code
        told = [reply.get("result") for reply in talk.replies if reply.t_ms <= answer.t_ms]
        return told[-1] if told else GAVE_UP

    @property
    def host_seen(self) -> bool:
        """Somebody watched the host link: something of it is in the transcript."""
        return bool(self.host_talks)

    # -- observations ----------------------------------------------------------------------------

    def observed(self, *kinds: Seen) -> tuple[Observation, ...]:
        return tuple(seen for seen in self.transcript.observations if seen.kind in kinds)

    @once
    def terminal_screens(self) -> tuple[Observation, ...]:
        """What the terminal's own screen and printer showed."""
        return tuple(s for s in self.observed(Seen.SCREEN, Seen.RECEIPT) if s.by is Party.TERMINAL)

    @once
    def pos_screens(self) -> tuple[Observation, ...]:
        """What the POS showed to its cashier, refusals among it."""
        return tuple(s for s in self.observed(Seen.SCREEN, Seen.REFUSED) if s.by is Party.POS)

    # -- money and expectation -------------------------------------------------------------------

    @once
    def live_rows(self) -> tuple[StatementRow, ...]:
        """Charges of the statement that no later cancel of the same approval undid."""
        statement = self.transcript.statement
        if statement is None:
            return ()
        undone = {row.approval for row in statement.rows if row.kind == "cancel"}
        return tuple(r for r in statement.rows if r.kind == "charge" and r.approval not in undone)

    @once
    def money_as_expected(self) -> bool:
        """The account is one that the scenario accepts; true where nothing is expected."""
        accepted = () if self.scenario is None else self.scenario.expect.money
        if not accepted:
            return True
        for money in accepted:
            if (money.charges, money.charged_krw) != (self.money.charges, self.money.charged_krw):
                continue
            known = {purse: won for purse, won in self.money.from_purse.items() if won}
            if not money.from_purse or not known or dict(money.from_purse) == known:
                return True
        return False

    @once
    def outcome_as_expected(self) -> bool:
        if self.scenario is None or not any(s.do in (Do.PAY, Do.CANCEL) for s in self.scenario.steps):
            return True
        expect = self.scenario.expect
        if self.money.pos_believes is Belief.DECLINED and expect.reply and not self.answered(expect.reply):
            return False  # refused, but not by what the scenario is about
        return self.money.pos_believes.value in expect.outcome

    def answered(self, codes: Iterable[str]) -> bool:
        """Some answer that the POS got in time carries one of these response codes."""
        known = {*codes, UNEXPLAINED}
        return any(e.answer is not None and e.in_time and self.reason(e) in known for e in self.exchanges)

    @once
    def ended_well(self) -> bool:
        """Whatever happened on the way, the POS was answered and the money is as it should be."""
        if self.scenario is None and self.money.pos_believes is Belief.UNKNOWN and self.sales:
            return False
        return self.outcome_as_expected and self.money.agrees and self.money_as_expected

    @once
    def sales(self) -> tuple[Exchange, ...]:
        return tuple(exchange for exchange in self.exchanges if exchange.kind is Kind.APPROVE)

    # -- the scenario ----------------------------------------------------------------------------

    @property
    def pay_step(self) -> Step | None:
        """The scenario's first payment."""
        if self.scenario is None:
            return None
        return next((step for step in self.scenario.steps if step.do is Do.PAY), None)

    @property
    def instrument(self) -> Instrument | None:
        """What the customer shows at the first payment."""
        step = self.pay_step
        return (
            None if step is None or self.scenario is None else self.scenario.instruments.get(step.instrument)
        )

    @property
    def allows_fallback(self) -> bool:
        """The POS may take the stripe after a failed chip, as far as its profile is known."""
        return self.traits is None or self.traits.chip_fallback

    def expects_refusal(self, code: str) -> bool:
        """The scenario is about this refusal."""
        if self.scenario is None:
            return False
        expect = self.scenario.expect
        known = (*expect.reply, UNEXPLAINED) if expect.reply else ()
        return code in known or ("declined" in expect.outcome and not expect.reply)

    def causes_of(self, code: str) -> tuple[str, ...]:
        """What a response code may mean, likeliest first."""
        return self.codes.get(code, ())
