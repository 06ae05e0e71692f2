"""Why a cause was ranked: the code, the phrase or the words that spoke for it, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from posdiag.classify.features import shown
from posdiag.classify.model import Model, Scores
from posdiag.classify.phrases import Hit
from posdiag.classify.repair import Repair
from posdiag.classify.result import Words

if TYPE_CHECKING:
    from posdiag.classify.readings import Weighed

#: So many reasons at most, and so many words in the last.
_MOST, _MOST_WORDS = 4, 3


def why(
    cause: str,
    first: bool,
    scores: Scores,
    hits: Sequence[Hit],
    weighed: Sequence[Weighed],
    mended: Repair,
    model: Model,
) -> tuple[Words, ...]:
    """The reasons, the surest first. Single words are told of the first cause alone."""
    reasons: list[Words] = []
    if weighed:
        reasons = [_of_code(one) for one in weighed if one.reading.cause == cause][:2]
        also = [one for one in weighed if cause in one.reading.also]
        if not reasons and also:
            reasons = [_of_code(also[0])]
    if mended.how is not None and cause.startswith("pos.charset"):
        how = mended.how
        reasons.append(
            {"ko": f"글자 자체가 깨져 왔음 ({how})", "en": f"the text itself came garbled ({how})"}
        )
    own = [hit.words for hit in hits if hit.cause == cause]
    if own:
        phrases = list({words.replace(" ", ""): words for words in own}.values())[:2]
        quoted = ", ".join(f"“{words}”" for words in phrases)
        reasons.append({"ko": f"{quoted}라는 말이 있음", "en": f"it says {quoted}"})
    elif first and (words := _words(cause, scores, model)):
        quoted = ", ".join(f"“{word}”" for word in words)
        reasons.append({"ko": f"쓰인 말: {quoted}", "en": f"words used: {quoted}"})
    return tuple(reasons[:_MOST])


def _of_code(one: Weighed) -> Words:
    reading = one.reading
    return {
        lang: f"{reading.scheme} {reading.code} “{reading.message[lang]}”: {reading.reason[lang]}"
        for lang in ("ko", "en")
    }


def _words(cause: str, scores: Scores, model: Model) -> list[str]:
    """The weightiest words, none inside another."""
    if cause not in model.place_of:
        return []
    chosen: list[str] = []
    for feature in model.telling(scores, cause):
        if len(chosen) == _MOST_WORDS:
            break
        word = shown(feature)
        if word and not any(word in other or other in word for other in chosen):
            chosen.append(word)
    return chosen
