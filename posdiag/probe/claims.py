"""What may be true of a line, what speaks for it, and how likely that makes it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from posdiag.probe.sayings import BY_CODE
from posdiag.probe.settings import LineSettings

#: The third sign of one kind says little more than the second.
_FADING: Final = (1.0, 0.5, 0.25)
#: Nothing is surer than this.
_SUREST: Final = 0.99
#: More behind a claim than this makes no difference, and no overflow.
_HEAVIEST: Final = 12.0
_MOST_SHOWN: Final = 6
_LEAST_SHOWN: Final = 0.01
#: A claim with so much behind it explains what was garbage elsewhere.
_SOUND: Final = 2.5
#: A claim with so much behind it ends the search.
SETTLED: Final = 5.0
#: How likely the first claim must be to count as found, and how much likelier than the next.
FOUND: Final = 0.5
AHEAD: Final = 2.0


class What(StrEnum):
    """Kinds of claims; in a hypothesis also what is wrong with the address as it was given."""

    DIALECT = "dialect"  # a known dialect, at these settings
    WRONG_SPEED = "wrong-speed"
    WRONG_PARITY = "wrong-parity"  # or bits, or stop bits
    WRONG_LINK = "wrong-link"  # TLS where there is none, or the reverse
    NOBODY = "nobody"
    IN_USE = "in-use"
    FORBIDDEN = "forbidden"
    GONE = "gone"
    OTHER_PROTOCOL = "other-protocol"
    UNKNOWN = "unknown"  # somebody is there; who, the bytes do not tell


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that may be true. `protocol` names one that is none of our dialects."""

    what: What
    settings: LineSettings | None = None
    dialect: str = ""
    protocol: str = ""
    tls: bool = False
    differs: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sign for a claim (or against it, with a weight below zero); `text` by language."""

    code: str
    claim: Claim
    weight: float
    facts: Mapping[str, str]
    text: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A claim with its likelihood; `dialects` are all that fit equally well.

    `what` tells what is wrong with the address as given: a dialect found at another speed is a wrong speed.
    """

    what: What
    probability: float
    evidence: tuple[Evidence, ...]
    settings: LineSettings | None = None
    dialects: tuple[str, ...] = ()
    protocol: str = ""
    tls: bool = False
    differs: str = ""


def sign(code: str, claim: Claim, weight: float | None = None, **facts: object) -> Evidence:
    """Evidence of a known kind; `weight` replaces its own."""
    saying = BY_CODE[code]
    told = {name: str(value) for name, value in facts.items()}
    text = {lang: phrase.format(**told) for lang, phrase in saying.text.items()}
    return Evidence(code, claim, saying.weight if weight is None else weight, told, text)


def scores(evidence: Iterable[Evidence]) -> dict[Claim, float]:
    """How much speaks for each claim, signs of one kind fading."""
    seen: dict[tuple[Claim, str], int] = {}
    found: dict[Claim, float] = {}
    for each in evidence:
        times = seen.get((each.claim, each.code), 0)
        seen[each.claim, each.code] = times + 1
        fading = _FADING[min(times, 2)] if times < len(_FADING) else 0.0
        found[each.claim] = found.get(each.claim, 0.0) + each.weight * fading
    return found


def rank(evidence: Sequence[Evidence], given: Mapping[str, object]) -> tuple[Hypothesis, ...]:
    """The hypotheses, the likeliest first. `given` are the settings that the user's address states.

    Something else altogether is always possible, so that the likelihoods add up to less than one.
    """
    found = {claim: min(score, _HEAVIEST) for claim, score in scores(evidence).items() if score > 0}
    found = {claim: score for claim, score in found.items() if not _explained(claim, found)}
    total = 1.0 + sum(map(math.exp, found.values()))
    merged: dict[tuple[object, ...], Hypothesis] = {}
    for claim, score in sorted(found.items(), key=lambda item: (-item[1], item[0].dialect)):
        likelihood = math.exp(score) / total
        signs = tuple(each for each in evidence if each.claim == claim)
        key = (claim.what, claim.settings, claim.protocol, claim.tls, claim.differs, round(score, 6))
        if claim.what is What.DIALECT and key in merged:
            before = merged[key]
            merged[key] = replace(
                before,
                probability=before.probability + likelihood,
                dialects=(*before.dialects, claim.dialect),
            )
            continue
        merged[key] = Hypothesis(
            _wrong_with(claim, given),
            likelihood,
            signs,
            claim.settings,
            (claim.dialect,) if claim.dialect else (),
            claim.protocol,
            claim.tls,
            claim.differs,
        )
    ranked = sorted(merged.values(), key=lambda each: -each.probability)[:_MOST_SHOWN]
    return tuple(
        replace(each, probability=min(_SUREST, round(each.probability, 2)))
        for each in ranked
        if each.probability >= _LEAST_SHOWN
    )


def is_found(hypotheses: Sequence[Hypothesis]) -> bool:
    """Whether the first hypothesis names what to speak, and leaves little room for another."""
    if not hypotheses:
        return False
    first = hypotheses[0]
    names = bool(first.dialects) or first.protocol in ("http", "websocket")
    others = [each.probability for each in hypotheses[1:]]
    return names and first.probability >= FOUND and first.probability >= AHEAD * max(others, default=0.0)


def _explained(claim: Claim, found: Mapping[Claim, float]) -> bool:
    """Whether a claim made of garbage is what a sound one predicts: any line is garbage at other speeds."""
    if claim.protocol or claim.what not in (What.WRONG_SPEED, What.UNKNOWN):
        return False
    for other, score in found.items():
        sound = other.what is What.DIALECT or bool(other.protocol)
        if not sound or other.settings is None or score < _SOUND:
            continue
        if claim.what is What.WRONG_SPEED:
            return True
        if claim.settings is not None and claim.settings.baud != other.settings.baud:
            return True
    return False


def _wrong_with(claim: Claim, given: Mapping[str, object]) -> What:
    """What is wrong with the address as given, where the claim is right."""
    if claim.what is not What.DIALECT:
        return claim.what
    if "tls" in given and given["tls"] != claim.tls:
        return What.WRONG_LINK
    settings = claim.settings
    if settings is None:
        return claim.what
    if given.get("baud", settings.baud) != settings.baud:
        return What.WRONG_SPEED
    shape = {"bits": settings.bits, "parity": settings.parity, "stop": settings.stop}
    if any(given.get(name, value) != value for name, value in shape.items()):
        return What.WRONG_PARITY
    return claim.what
