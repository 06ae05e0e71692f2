"""Everything that is known of one case when it is judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from posdiag.audit.campaign import AuditCase
from posdiag.audit.line import Cut, Noted
from posdiag.audit.outcome import UNKNOWN, Outcome, Patterns, Ran, outcomes
from posdiag.audit.sales import Payment, payments_of
from posdiag.audit.seen import Said, cut, transcript_of
from posdiag.explain.ways import Way
from posdiag.payment.money import Belief
from posdiag.transcript import Statement, Transcript
from posdiag.wire.ecr.codec import EcrCodec
from posdiag.wire.message import Kind


@dataclass(frozen=True)  # not slotted: cached_property needs a __dict__
class Evidence:
    """One case as it was played. `ran` is empty where a person or a script of its own made the payments.

    `bent` counts the answers that were bent.
    """

    case: AuditCase
    way: Way
    noted: Sequence[Noted]
    ran: Sequence[Ran] = ()
    patterns: Patterns = UNKNOWN
    statement: Statement | None = None
    bent: int = 0

    @property
    def ended_ms(self) -> int | None:
        """When the program was gone."""
        return self.ran[-1].ended_ms if self.ran else None

    @cached_property
    def said(self) -> Sequence[Said]:
        return cut(self.noted, self.way, self.ended_ms)

    @cached_property
    def transcript(self) -> Transcript:
        """The transcript; making it numbers what was said and printed."""
        lines = [line for one in self.ran for line in one.printed]
        noted = [one for one in self.noted if not isinstance(one, Cut) or self._alive(one.at_ms)]
        seen = transcript_of(self.said, noted, lines, self.way.link)
        seen.statement = self.statement
        return seen

    def _alive(self, at_ms: int) -> bool:
        return self.ended_ms is None or at_ms <= self.ended_ms

    @cached_property
    def payments(self) -> Sequence[Payment]:
        assert self.transcript is not None  # evidence is told by its numbers
        return payments_of(self.said, self.case.payments, [one.began_ms for one in self.ran])

    @cached_property
    def outcomes(self) -> Sequence[Outcome]:
        """What the POS called each payment: by its words where they are known, else by what it took."""
        if self.speaks:
            return outcomes(self.ran, self.patterns, [pay.request.first_ms for pay in self.payments])
        return [Outcome(self._taken(pay)) for pay in self.payments]

    @property
    def speaks(self) -> bool:
        """Whether the POS's words are known."""
        return bool(self.ran) and self.patterns.approved is not None

    def _taken(self, pay: Payment) -> Belief:
        """A POS that takes an answer is held to believe it."""
        if pay.answer is None or not self.acks:
            return pay.told
        later = (one for one in self.said if one.from_pos and one.first > pay.answer.first)
        return pay.told if any(one.control == "ACK" for one in later) else Belief.UNKNOWN

    @property
    def acks(self) -> int:
        """Bytes of an ACK; 0 where frames are not acknowledged."""
        return self.way.acks

    @property
    def can_settle(self) -> bool:
        """Whether a POS can ask on this line what became of a sale, or reverse it."""
        codec = self.way.codec
        if not isinstance(codec, EcrCodec):
            return True
        return any((kind, False) in codec.spec.by_kind for kind in (Kind.INQUIRE, Kind.REVERSE))

    @property
    def never_acked(self) -> frozenset[str]:
        codec = self.way.codec
        return codec.spec.never_acked if isinstance(codec, EcrCodec) else frozenset()

    def signs(self, frame: Said) -> Sequence[Said]:
        """The POS's ACKs and NAKs to a frame of the terminal: until the terminal said something else."""
        later = (one for one in self.said if not one.from_pos and one.first > frame.last)
        until = next((one.first for one in later if not one.control and one.data != frame.data), 1 << 60)
        return [one for one in self.said if one.from_pos and one.control and frame.first < one.first < until]

    def acked(self, frame: Said) -> bool:
        return any(one.control == "ACK" for one in self.signs(frame))

    @property
    def hung(self) -> bool:
        return any(one.hung for one in self.ran)

    @property
    def crashed(self) -> bool:
        return any(one.crashed for one in self.ran)

    @property
    def cuts(self) -> Sequence[Cut]:
        return [one for one in self.noted if isinstance(one, Cut) and one.why]
