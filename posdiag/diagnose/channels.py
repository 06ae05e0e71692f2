"""Evidence channels: which of them a case has, and the same case with fewer of them.

A capture of one link, a call without receipt or statement, a till of which nothing is known: each is a
replay of which somebody saw only a part. `narrowed` leaves that part and nothing that follows from the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from enum import StrEnum

from posdiag.diagnose.case import Case
from posdiag.diagnose.message_money import account_of
from posdiag.diagnose.reading import Reading
from posdiag.payment.money import MoneyAccount, SeenBy
from posdiag.transcript import Frame, LinkName, Observation, Party, Seen, Transcript
from posdiag.wire.codec import Codec

#: A host answers within this time (DOMAIN 3.3); whoever watches only its link calls more than that silence.
HOST_PATIENCE_MS = 30_000


class Channel(StrEnum):
    """One kind of evidence, each of which may be missing."""

    ECR = "ecr"  # the link between POS and terminal
    HOST = "host"  # the link to the VAN
    RECEIPT = "receipt"  # what was printed or shown, and what the POS told its cashier
    STATEMENT = "statement"  # the issuer's records
    PROFILE = "profile"  # how this POS release speaks and behaves


EVERYTHING = frozenset(Channel)

#: Finds the codec of an ECR link by its frames; None where none fits.
Recognise = Callable[[Sequence[Frame]], Codec | None]

_SHOWN = (Seen.SCREEN, Seen.RECEIPT, Seen.REFUSED, Seen.BELIEF)


def channels_of(case: Case) -> frozenset[Channel]:
    """The channels that a case has."""
    seen = case.transcript
    found = {Channel(frame.link.value) for frame in seen.frames}
    own_link = {Channel.HOST if case.speaks_to_host else Channel.ECR}
    found |= own_link if case.observed(Seen.SILENCE, Seen.CLOSED) else set()
    found |= {Channel.RECEIPT} if case.observed(*_SHOWN) else set()
    found |= {Channel.STATEMENT} if seen.statement is not None else set()
    found |= {Channel.PROFILE} if case.traits is not None else set()
    return frozenset(found)


def narrowed(case: Case, kept: Collection[Channel], recognise: Recognise = lambda frames: None) -> Case:
    """The case as somebody sees it who has these channels only.

    Who watches the host link alone takes the terminal for the POS: it is the end that asks. Without
    the profile nobody knows how an ECR link speaks; `recognise` finds it by its frames.
    """
    if set(kept) >= EVERYTHING:
        return case
    behind_only = Channel.ECR not in kept and not case.speaks_to_host
    transcript = Transcript(statement=case.transcript.statement if Channel.STATEMENT in kept else None)
    transcript.frames = list(_frames(case, kept, behind_only))
    transcript.observations = list(_observations(case, kept))
    codec = case.ecr_codec
    if Channel.PROFILE not in kept and transcript.frames and not behind_only and not case.speaks_to_host:
        codec = recognise([frame for frame in transcript.frames if frame.link is LinkName.ECR])
    seen = replace(
        case,
        transcript=transcript,
        traits=case.traits if Channel.PROFILE in kept else None,
        ecr_codec=codec,
        decoded=case.decoded if codec is case.ecr_codec and not behind_only else {},
    )
    if behind_only:
        _mark_silences(seen)
        seen = replace(seen)  # what was read before the silences were marked counts no more
    return replace(seen, money=_money(case.money, seen, kept))


def _frames(case: Case, kept: Collection[Channel], behind_only: bool) -> Iterable[Frame]:
    for frame in case.transcript.frames:
        if Channel(frame.link.value) in kept:
            yield _as_pos(frame) if behind_only else frame


def _as_pos(frame: Frame) -> Frame:
    ends = {Party.TERMINAL: Party.POS}
    return replace(
        frame,
        sender=ends.get(frame.sender, frame.sender),
        receiver=ends.get(frame.receiver, frame.receiver),
    )


def _observations(case: Case, kept: Collection[Channel]) -> Iterable[Observation]:
    own = Channel.HOST if case.speaks_to_host else Channel.ECR
    for seen in case.transcript.observations:
        if (Channel.RECEIPT if seen.kind in _SHOWN else own) in kept:
            yield seen


def _mark_silences(case: Case) -> None:
    """Note each request to the host that got no answer in the time that hosts have."""
    n = max((frame.n for frame in case.transcript.frames), default=0)
    for exchange in case.exchanges:
        until_ms = exchange.request.t_ms + HOST_PATIENCE_MS
        if any(reply.t_ms <= until_ms for reply in exchange.replies):
            continue
        n += 1
        silence = Observation(n, until_ms, Seen.SILENCE, Party.POS, "answer", wait_ms=HOST_PATIENCE_MS)
        case.transcript.observations.append(_before_the_next(case, exchange.request, silence))


def _before_the_next(case: Case, request: Reading, silence: Observation) -> Observation:
    """The silence with a number that lies before whatever was seen after it: evidence goes by numbers."""
    earlier = [frame.n for frame in case.transcript.frames if frame.t_ms <= silence.t_ms]
    return replace(silence, n=max((request.n, *earlier)))


def _money(full: MoneyAccount, seen: Case, kept: Collection[Channel]) -> MoneyAccount:
    """The account by what is left: the statement tells the charges, the cashier's screen the books."""
    behind = [reading for talk in seen.host_talks.values() for reading in (*talk.requests, *talk.replies)]
    told = account_of(seen.exchanges, behind)
    by_statement = Channel.STATEMENT in kept and full.seen_by is SeenBy.STATEMENT
    charges = full if by_statement else told
    books = full if Channel.RECEIPT in kept else told
    return MoneyAccount(
        charges.charges,
        charges.charged_krw,
        charges.from_purse,
        books.pos_believes,
        books.booked_krw,
        charges.charged_krw == books.booked_krw,
        charges.seen_by,
    )
