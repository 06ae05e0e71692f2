"""What a proven setting tells of the cause: where only it makes the case pass, the cause lies there."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from posdiag.diagnose.finding import CauseShare
from posdiag.guidance.cards import Cards
from posdiag.record import Advice, ProofStatus

#: Deeds that change what the POS writes or knows, and nothing else: they pass for their own cause only.
TELLING_DEEDS = frozenset({"wire", "wire_options", "fallback", "restart", "route"})

#: How much likelier a proven setting makes its cause (natural logarithm).
PROOF_WEIGHT = 4.0


def settle(causes: Sequence[CauseShare], advice: Sequence[Advice], cards: Cards) -> tuple[CauseShare, ...]:
    """The causes once the advice was replayed; the sum of their probabilities stays the same."""
    telling = _telling(advice, cards)
    if not telling:
        return tuple(causes)
    mass = {
        share.cause: share.probability * (math.exp(PROOF_WEIGHT) if share.cause in telling else 1.0)
        for share in causes
    }
    scale = sum(share.probability for share in causes) / (sum(mass.values()) or 1.0)
    settled = (
        replace(
            share,
            probability=round(mass[share.cause] * scale, 4),
            because=(*share.because, *telling.get(share.cause, ())),
        )
        for share in causes
    )
    return tuple(sorted(settled, key=lambda share: (-share.probability, share.cause)))


def _telling(advice: Sequence[Advice], cards: Cards) -> Mapping[str, tuple[str, ...]]:
    """Cause -> ids of its proven cards whose deed is a setting."""
    acts = {card.id: card.act for card in cards}
    telling: dict[str, tuple[str, ...]] = {}
    for one in advice:
        act = acts.get(one.id, {})
        if one.proof.status is ProofStatus.PROVEN and act and set(act) <= TELLING_DEEDS:
            telling[one.cause] = (*telling.get(one.cause, ()), one.id)
    return telling
