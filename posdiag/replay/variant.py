"""A variant: a scenario as a shop would play it, on a release as its settings would make it."""

from __future__ import annotations

from dataclasses import dataclass

from posdiag.profile.model import PosRelease
from posdiag.replay.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Variant:
    """What is replayed. Advice, re-enactments and bisection turn one variant into another.

    `terminal` is the address of another terminal than the case's own; empty where it stays.
    """

    scenario: Scenario
    release: PosRelease
    terminal: str = ""
