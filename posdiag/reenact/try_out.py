"""Re-enact the likely causes of a case, and see which of them look like it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from posdiag.diagnose.answer import LEAST_BESIDE
from posdiag.diagnose.case import Case
from posdiag.diagnose.causes import UNKNOWN
from posdiag.diagnose.detect import detect
from posdiag.diagnose.finding import CauseShare, Finding
from posdiag.errors import InputError
from posdiag.guidance.deeds import changed_traits
from posdiag.record import Reenacted
from posdiag.reenact.enact import Enacted, enact, fits
from posdiag.reenact.likeness import likeness, reproduces
from posdiag.reenact.load import Reenactments
from posdiag.reenact.way import Way, filled
from posdiag.replay.variant import Variant

#: A first cause this likely needs no trying.
DECIDED = 0.95
#: Causes less likely than this are not tried, and no more than so many; ways of each, and replays in all.
LEAST_SHARE, MOST_CAUSES, MOST_WAYS, MOST_TRIALS = 0.03, 5, 3, 12
#: What a cause that nobody tried is taken to look like.
UNTRIED = 0.55

#: Replays a variant under faults and gives the case as it would have been seen: through the same channels.
Play = Callable[[Variant, tuple[str, ...]], Case]


def try_out(
    case: Case,
    findings: Sequence[Finding],
    shares: Sequence[CauseShare],
    known: Reenactments,
    base: Variant,
    link: str,
    play: Play,
) -> tuple[Reenacted, ...]:
    """A trial for each way of the likely causes, on `base`: the case as it would be were nothing wrong.

    None at all where the first cause is decided already. What rig or dialect cannot do is passed over.
    """
    if not shares or decided(shares):
        return ()
    trials: list[Reenacted] = []
    bare: bool | None = None  # whether the base itself looks like the case: asked once something does
    for enacted in _to_try(shares, known, base, link):
        if len(trials) >= MOST_TRIALS:
            break
        try:
            seen = play(enacted.variant, enacted.faults)
        except InputError:
            continue
        found = detect(seen)
        values = ",".join(f"{name}={value}" for name, value in enacted.values.items())
        alike, same = likeness(case, seen, findings, found), reproduces(case, seen, findings, found)
        if same and (enacted.variant, enacted.faults) != (base, ()):
            bare = _as_it_is(case, findings, base, play) if bare is None else bare
            if bare:
                continue  # it would have come so without the cause: that shows nothing
        trials.append(Reenacted(enacted.way.cause, enacted.way.id, values, alike, same))
    return tuple(trials)


def _as_it_is(case: Case, findings: Sequence[Finding], base: Variant, play: Play) -> bool:
    """Whether the base looks like the case with nothing enacted on it: the release itself does it."""
    seen = play(base, ())
    return reproduces(case, seen, findings, detect(seen))


def decided(shares: Sequence[CauseShare]) -> bool:
    """Whether nothing needs to be tried: the first cause is sure, or it and one that stands beside it are."""
    sure = (share for share in shares if share is shares[0] or share.beside >= LEAST_BESIDE)
    return sum(share.probability for share in sure) >= DECIDED


def _to_try(shares: Sequence[CauseShare], known: Reenactments, base: Variant, link: str) -> Iterator[Enacted]:
    """The ways of the likely causes, the likeliest cause first, turn by turn."""
    likely = [share.cause for share in shares if share.cause != UNKNOWN and share.probability >= LEAST_SHARE]
    lists = []
    for cause in likely[:MOST_CAUSES]:
        ways = [way for way in known.ways(cause) if fits(way, base, link)]
        tried = (_enacted(way, base) for way in ways)
        lists.append([enacted for enacted in tried if enacted is not None][:MOST_WAYS])
    for turn in range(MOST_WAYS):
        yield from (ways[turn] for ways in lists if turn < len(ways))


def _enacted(way: Way, base: Variant) -> Enacted | None:
    """The way on the base; where the profile has its traits already, the base as it is."""
    values = way.typical()
    changed = changed_traits(base.release.traits, filled(dict(way.traits), values)) if way.traits else None
    if changed is None or changed != base.release.traits:
        return enact(way, values, base)
    bare = replace(way, traits={})
    return enact(bare, values, base) or Enacted(way, values, base, ())


def weigh(shares: Sequence[CauseShare], trials: Sequence[Reenacted], worth: float) -> tuple[CauseShare, ...]:
    """The causes once they were re-enacted; the sum of their probabilities stays the same.

    A cause counts by its way that looks most like what was seen: `worth` is the natural logarithm of how
    much likelier one is that looks wholly like it than one that does not at all.
    """
    best: dict[str, float] = {}
    for trial in trials:
        best[trial.cause] = max(best.get(trial.cause, 0.0), trial.likeness)
    if not best:
        return tuple(shares)
    mass = {
        share.cause: share.probability * math.exp(worth * best.get(share.cause, UNTRIED)) for share in shares
    }
    scale = sum(share.probability for share in shares) / (sum(mass.values()) or 1.0)
    weighed = (replace(share, probability=round(mass[share.cause] * scale, 4)) for share in shares)
    return tuple(sorted(weighed, key=lambda share: (-share.probability, share.cause)))
