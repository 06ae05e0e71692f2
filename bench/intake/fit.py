"""Weights of the intake that fit the stories best: `python -m bench.intake.fit`.

The held-out half judges. Each weight of `posdiag.intake.judge` is tried alone from the values beside it,
again and again until none helps; what counts is the mean logarithm of the probability of the true class, an
answer that is wrong and sure costing most. It prints; a person writes the values down.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from statistics import fmean

from bench.intake.score import Heard, hear
from bench.intake.stories import read_stories
from posdiag.cli.case_desk import ears, knowledge
from posdiag.diagnose.finding import class_of
from posdiag.intake import judge
from posdiag.intake.decide import Knowledge

#: Weight -> values to try.
TRIED: Mapping[str, tuple[float, ...]] = {
    "OF_SURE": (0.8, 0.85, 0.9, 0.95, 0.98, 1.0),
    "COMPLAINT": (1.0, 2.0, 2.5, 3.0, 3.5),
    "OF_UNSURE": (0.25, 0.35, 0.5, 0.65, 0.8, 1.0),
    "UNKNOWN_HELD": (0.15, 0.3, 0.5, 1.0),
}
#: No class is held less likely than this when scored.
_LEAST = 1e-4


def main() -> None:
    """Print the values that fit, and the score before and after."""
    known, listening = knowledge(), ears()
    everything = [hear(told, listening, known) for told in read_stories()]
    heard = [one for one in everything if not one.told.held_out]
    held = [one for one in everything if one.told.held_out]
    best, before = score(heard, known), score(held, known)
    print(f"{len(heard)} stories, mean log probability {best:.4f} with the weights as they are")
    helped = True
    while helped:
        helped = False
        for name, values in TRIED.items():
            kept = getattr(judge, name)
            for value in values:
                setattr(judge, name, value)
                if (tried := score(heard, known)) > best + 1e-6:
                    best, kept, helped = tried, value, True
            setattr(judge, name, kept)
    print(", ".join(f"{name} {getattr(judge, name)}" for name in TRIED), f": {best:.4f}")
    print(f"the held-out half, only looked at now: {before:.4f} before, {score(held, known):.4f} with these")


def score(heard: Sequence[Heard], known: Knowledge) -> float:
    """The mean log probability of the true class under the weights as they stand."""
    logs = []
    for one in heard:
        state = judge.judge(one.dossier, known.causes, known.checks, known.lexicon, known.book)
        right = sum(s for cause, s in state.posterior.items() if class_of(cause) in one.told.causes)
        logs.append(math.log(max(right, _LEAST)))
    return fmean(logs)


if __name__ == "__main__":
    main()
