"""A second cause that the first one hides: mend the first in a replay, and see what fails then.

A request that no terminal can read is never refused, so that an expired coupon behind it leaves no trace.
A technician mends what he sees and tries again; this does the same with the settings that the cards of the
first cause name. Other deeds (another card, another way of reading, another release) change more than the
cause they are for: what fails after them proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from posdiag.diagnose.answer import LEAST_BESIDE
from posdiag.diagnose.beside import LEAST_VOICE, put_beside
from posdiag.diagnose.causes import UNKNOWN, CauseTable
from posdiag.diagnose.channels import channels_of
from posdiag.diagnose.finding import CauseShare, Finding, Severity, class_of
from posdiag.diagnose.rank import rank
from posdiag.examine import Examined
from posdiag.guidance.act import rungs
from posdiag.guidance.cards import Card, Cards
from posdiag.guidance.choose import STANDING_ORDER, fitting_cards
from posdiag.guidance.deeds import SETTINGS
from posdiag.guidance.ladders import Stock
from posdiag.guidance.offer import Offered, can_speak, gathered_facts, in_order
from posdiag.profile.library import Library
from posdiag.record import Advice, Behind, Proof, ProofStatus, Tried, Verdict
from posdiag.replay.variant import Variant

#: Who changes settings, and the deeds that do: a timer is one too.
_READER = "technician"
_DEEDS = frozenset((*SETTINGS, "timer"))
#: No more settings than this are tried.
_MOST_TRIED = 6
#: What comes after the first cause must be this likely, all else weighed.
_LEAST_SHARE = 0.5

Play = Callable[[Variant], Examined]


@dataclass(frozen=True, slots=True)
class Uncovered:
    """The case with the first cause mended by a card, as it then failed, and the causes of that."""

    first: CauseShare
    card: Card
    seen: Examined
    causes: tuple[CauseShare, ...]

    def told(self) -> Behind:
        """The same for a record."""
        return Behind(self.first.cause, self.card.id, self.seen.findings, self.causes)


def uncover(
    seen: Examined,
    shares: Sequence[CauseShare],
    table: CauseTable,
    cards: Cards,
    library: Library,
    play: Play,
) -> Uncovered | None:
    """What the first cause had hidden; None where nothing else fails, or the first cannot be mended so.

    A deed counts that silences all that spoke for the first cause. Where the case then passes, there was
    nothing behind it.
    """
    if not shares or shares[0].cause == UNKNOWN:
        return None
    first = shares[0]
    spoke = _speaking_for(first.cause, seen.findings, table)
    if not spoke:
        return None
    for card, variant in islice(_mended(seen, first, cards, library), _MOST_TRIED):
        after = play(variant)
        if after.verdict is Verdict.COMPATIBLE:
            return None
        if spoke & {finding.code for finding in after.findings if finding.severity is not Severity.NOTE}:
            continue
        causes = rank(after.findings, table, channels_of(after.case))
        if causes and _is_another(causes[0], first):
            return Uncovered(first, card, after, causes)
    return None


def _speaking_for(cause: str, findings: Sequence[Finding], table: CauseTable) -> set[str]:
    """The codes of the findings that speak for a cause by hand."""
    weights = table[cause].for_
    return {
        finding.code
        for finding in findings
        if finding.severity is not Severity.NOTE and weights.get(finding.code, 0.0) >= LEAST_VOICE
    }


def _mended(
    seen: Examined, first: CauseShare, cards: Cards, library: Library
) -> Iterator[tuple[Card, Variant]]:
    """The case with each setting changed that a card of the first cause names; of a timer the longest."""
    for card in fitting_cards(cards, first.cause, _READER, seen.case):
        if not card.act or not _DEEDS.issuperset(card.act) or card.passes != "expected":
            continue
        for variant in deeds(card, seen.variant, seen.findings):
            if can_speak(library, variant):
                yield card, variant


def deeds(card: Card, variant: Variant, findings: Sequence[Finding]) -> Iterator[Variant]:
    """The case with a setting of the card changed as these findings tell; a timer as long as it may be."""
    found = [rung.variant for rung in rungs(card, variant, Stock(facts=gathered_facts(findings)))]
    yield from found[-1:] if "timer" in card.act else found


def _is_another(share: CauseShare, first: CauseShare) -> bool:
    """Whether a cause is one of its own and likely enough to be told."""
    other = share.cause != UNKNOWN and class_of(share.cause) != class_of(first.cause)
    return other and share.probability >= _LEAST_SHARE


def with_behind(shares: Sequence[CauseShare], found: Uncovered) -> tuple[CauseShare, ...]:
    """The shares with what was uncovered beside the first, where it is not told beside it already.

    What speaks for it was seen in the other replay: the record's own findings do not.
    """
    second = found.causes[0]
    known = {class_of(share.cause) for share in shares if share.beside >= LEAST_BESIDE}
    if class_of(second.cause) in known:
        return tuple(shares)
    return put_beside(shares, [replace(second, because=(), against=(), beside=second.probability)])


#: What is said of the card that mends the first cause, which by itself does not bring the payment through.
_NEXT_SHOWS = {
    "ko": "재생해 보니 이 원인은 사라지고, 가려져 있던 다음 원인이 드러납니다. 둘 다 바로잡아야 합니다.",
    "en": "Replayed: with this done its cause is gone, and another that it had hidden shows. Mend both.",
}


def joined(before: Offered, found: Uncovered, after: Offered) -> Offered:
    """The advice for both causes: of the first, then the deed that mends it, then what is to follow on it.

    The deed was refuted as long as it had to bring the payment through alone.
    """
    card = found.card
    mends = Advice(
        card.id,
        card.kind,
        card.audience,
        card.text,
        found.first.cause,
        Proof(ProofStatus.NOT_REPLAYABLE, why=_NEXT_SHOWS),
    )
    told = {one.id for one in before.advice} | {card.id}
    first = tuple(one for one in before.advice if one.id != card.id)
    second = tuple(
        replace(one, after=card.id)
        for one in after.advice
        if one.id not in told and not one.id.startswith(STANDING_ORDER)
    )
    return Offered(in_order((*first, mends, *second)), _sum(before.tried, after.tried))


def _sum(one: Tried, other: Tried) -> Tried:
    return Tried(
        one.deeds + other.deeds,
        one.proven + other.proven,
        one.refuted + other.refuted,
        one.replays + other.replays,
    )
