"""The evidence of words, phrases and codes put together into one distribution over the causes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from posdiag.classify.model import Model, Scores, softmax
from posdiag.classify.phrases import Hit
from posdiag.classify.readings import Weighed
from posdiag.classify.result import APPROVED, UNKNOWN

#: A second phrase of one cause adds this share of its weight, a third nothing.
_SECOND = 0.35
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


def of_words(model: Model, scores: Scores, hits: Sequence[Hit]) -> dict[str, float]:
    """Probabilities by the words of a text alone; `unknown` gains where little of it was recognised."""
    logits = [logit / model.temperature for logit in scores.logits]
    place = model.place_of
    given: dict[str, int] = {}
    for hit in hits:
        count = given.get(hit.cause, 0)
        given[hit.cause] = count + 1
        if count < 2 and hit.cause in place:
            logits[place[hit.cause]] += hit.weight * (1.0 if count == 0 else _SECOND)
    if not hits and (scores.known < _FEW or scores.known < _LEAST_KNOWN * scores.asked):
        logits[place[UNKNOWN]] += _UNHEARD
    return dict(zip(model.causes, softmax(logits), strict=True))


def with_codes(words: Mapping[str, float], weighed: Sequence[Weighed], text_left: bool) -> dict[str, float]:
    """The same with what the codes say. `text_left` tells that there is text beside the codes."""
    shares = dict(words)
    most = max((one.weight for one in weighed), default=0.0)
    if not most:
        return shares
    likeliest = max(words, key=lambda cause: words[cause])
    total = sum(one.weight for one in weighed)
    weight = min(most, _MOST_CODE)
    first = weighed[0].reading.cause
    if first in _VAGUE and text_left and likeliest != UNKNOWN and words[likeliest] >= _SURE_TEXT:
        weight *= 0.35
    by_code: dict[str, float] = {}
    for one in weighed:
        share = one.weight / total
        also = [cause for cause in one.reading.also if cause in shares]
        own = UNKNOWN if one.reading.cause == APPROVED else one.reading.cause
        by_code[own] = by_code.get(own, 0.0) + share * (_OWN if also else 1.0)
        for cause in also:
            by_code[cause] = by_code.get(cause, 0.0) + share * (1 - _OWN) / len(also)
    return {
        cause: (1 - weight) * share + weight * by_code.get(cause, 0.0)
        for cause, share in (shares | dict.fromkeys(by_code.keys() - shares.keys(), 0.0)).items()
    }


def with_damage(shares: Mapping[str, float], damage: Mapping[str, float]) -> dict[str, float]:
    """The same with a share set aside for what the garbling itself shows."""
    left = 1 - sum(damage.values())
    mixed = {cause: share * left for cause, share in shares.items()}
    for cause, share in damage.items():
        mixed[cause] = mixed.get(cause, 0.0) + share
    return mixed


def ranked(shares: Mapping[str, float], least: float, most: int) -> list[tuple[str, float]]:
    """The likeliest causes, the likeliest first; the first of them always."""
    order = sorted(shares.items(), key=lambda one: (-one[1], one[0]))
    return [one for place, one in enumerate(order[:most]) if place == 0 or one[1] >= least]


def certain(cause: str, causes: Iterable[str], share: float) -> dict[str, float]:
    """A distribution with this share on one cause and the rest on `unknown`."""
    return {**dict.fromkeys(causes, 0.0), UNKNOWN: 1 - share, cause: share if cause != UNKNOWN else 1.0}
