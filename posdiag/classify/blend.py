"""The evidence of words, phrases and codes put together into one distribution over the causes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

from posdiag.classify.model import Model, Scores, softmax
from posdiag.classify.phrases import Hit
from posdiag.classify.result import APPROVED, UNKNOWN

if TYPE_CHECKING:
    from posdiag.classify.readings import Weighed

#: No code decides more than this.
_MOST_CODE = 0.97
#: Share of a code's weight for its own cause, the rest being shared by what else it may mean.
_OWN = 0.82
#: Causes that say little: where a code names one of them and the text names another, the text is heard.
_VAGUE = frozenset({"card.issuer_declined", "host.internal", UNKNOWN, APPROVED})
_SURE_TEXT = 0.6
#: Fewer known features than this share and number say nothing.
_LEAST_KNOWN, _FEW = 0.12, 4
_UNHEARD = 4.0
#: What a phrase adds to the score that was learned for it, so that rare words beside it do not drown it.
_SURE, _LIKELY = 2.0, 0.4
#: Phrases no longer than this stand in texts of other meaning too.
_SHORT = 4
#: As likely at most is a cause that one kind of evidence names and another does not.
_DISPUTED = 0.74


def of_words(model: Model, scores: Scores, hits: Sequence[Hit]) -> dict[str, float]:
    """Probabilities by the words of a text alone; `unknown` gains where little of it was recognised."""
    logits = scores.logits
    alone = first = logits.index(max(logits))
    if hits:
        logits = logits.copy()
        for cause, sure in {(hit.cause, hit.sure and len(hit.words) > _SHORT) for hit in hits}:
            if cause in model.place_of:
                logits[model.place_of[cause]] += _SURE if sure else _LIKELY
        first = logits.index(max(logits))
    elif scores.known < _FEW or scores.known < _LEAST_KNOWN * len(scores.asked):
        logits = logits.copy()
        logits[model.place_of[UNKNOWN]] += _UNHEARD
    shares = dict(zip(model.causes, softmax(logits), strict=True))
    if first != alone and shares[model.causes[first]] > _DISPUTED:
        return _held_to(shares, model.causes[first], model.causes[alone])
    return shares


def _held_to(shares: dict[str, float], first: str, other: str) -> dict[str, float]:
    """What a phrase and the other words disagree on is no certainty: the rest goes to the other cause."""
    shares[other] += shares[first] - _DISPUTED
    shares[first] = _DISPUTED
    return shares


def with_codes(words: Mapping[str, float], weighed: Sequence[Weighed], text_left: bool) -> dict[str, float]:
    """The same with what the codes say. `text_left` tells that there is text beside the codes."""
    most = max((one.weight for one in weighed), default=0.0)
    if not most:
        return dict(words)
    shares = words
    likeliest = max(words, key=words.__getitem__)
    total = sum(one.weight for one in weighed)
    weight = min(most, _MOST_CODE)
    first = weighed[0].reading.cause
    if first in _VAGUE and text_left and likeliest != UNKNOWN and words[likeliest] >= _SURE_TEXT:
        weight *= 0.35
    elif text_left and likeliest not in (UNKNOWN, first) and words[likeliest] >= _SURE_TEXT:
        weight = min(weight, _DISPUTED)
    by_code: dict[str, float] = {}
    for one in weighed:
        share = one.weight / total
        also = [cause for cause in one.reading.also if cause in shares]
        own = UNKNOWN if one.reading.cause == APPROVED else one.reading.cause
        by_code[own] = by_code.get(own, 0.0) + share * (_OWN if also else 1.0)
        for cause in also:
            by_code[cause] = by_code.get(cause, 0.0) + share * (1 - _OWN) / len(also)
    left = 1 - weight
    mixed = {cause: left * share for cause, share in words.items()}
    for cause, share in by_code.items():
        mixed[cause] = mixed.get(cause, 0.0) + weight * share
    return mixed


def with_damage(shares: Mapping[str, float], damage: Mapping[str, float]) -> dict[str, float]:
    """The same with a share set aside for what the garbling itself shows."""
    left = 1 - sum(damage.values())
    mixed = {cause: share * left for cause, share in shares.items()}
    for cause, share in damage.items():
        mixed[cause] = mixed.get(cause, 0.0) + share
    return mixed


def ranked(shares: Mapping[str, float], least: float, most: int) -> list[tuple[str, float]]:
    """The likeliest causes, the likeliest first; the first of them always."""
    told = [(cause, share) for cause, share in shares.items() if share >= least]
    if not told:
        return [max(shares.items(), key=itemgetter(1))]
    return sorted(told, key=itemgetter(1), reverse=True)[:most]


def certain(cause: str, causes: Iterable[str], share: float) -> dict[str, float]:
    """A distribution with this share on one cause, the rest the same for all others."""
    names = list(causes)
    return {one: share if one == cause else (1 - share) / max(len(names) - 1, 1) for one in names}
