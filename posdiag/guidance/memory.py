"""Replays that were made before: the same case under the same seed need not be played twice."""

from __future__ import annotations

from dataclasses import dataclass, field

from posdiag.guidance.prove import Play, Replayed
from posdiag.replay.variant import Variant

#: A product's releases and scenarios give some thousands; beyond this the oldest are forgotten all at once.
MAX_KEPT = 50_000


@dataclass(slots=True)
class Memory:
    """What cases came to, by the very scenario and release; `play` replays what is not known yet.

    Deeds make scenarios and releases anew each time, equal or not: `same` gives the one seen first.
    """

    play: Play
    played: int = 0  # replays made, which are fewer than those asked for
    _known: dict[tuple[int, int, str, int], tuple[Replayed, bool, Variant]] = field(default_factory=dict)
    _made: list[Variant] = field(default_factory=list)

    def of(self, variant: Variant, seed: int, judged: bool) -> Replayed:
        """What the case came to under this seed, judged where that is asked for."""
        variant = self._same(variant)
        key = (id(variant.scenario), id(variant.release), variant.terminal, seed)
        found = self._known.get(key)
        if found is not None and (found[1] or not judged):
            return found[0]
        outcome = self.play(variant, seed, judged)
        self.played += 1
        self.keep(variant, seed, outcome, judged)
        return outcome

    def keep(self, variant: Variant, seed: int, outcome: Replayed, judged: bool = True) -> None:
        """Note a replay that somebody else made."""
        if len(self._known) >= MAX_KEPT:
            self._known.clear()
        key = (id(variant.scenario), id(variant.release), variant.terminal, seed)
        self._known[key] = (outcome, judged, variant)  # the variant too, so that nothing else gets its id

    def next_case(self) -> None:
        """Another case: what deeds made of the last one is not made again."""
        self._made.clear()

    def _same(self, variant: Variant) -> Variant:
        for made in self._made:
            if made is variant or made == variant:
                return made
        self._made.append(variant)
        return variant
