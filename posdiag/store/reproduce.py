"""A case turned into what can be replayed: a scenario, a release of its POS,
and the faults of its likely cause.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from posdiag.diagnose.causes import UNKNOWN
from posdiag.diagnose.finding import class_of
from posdiag.intake.dossier import Dossier
from posdiag.intake.facts import value_of
from posdiag.profile.library import Library
from posdiag.profile.model import PosRelease
from posdiag.profile.trait_types import ENTRY_WORDS
from posdiag.reenact.enact import Enacted, enact, fits
from posdiag.reenact.load import Reenactments
from posdiag.replay.scenario import Do, Scenario
from posdiag.replay.variant import Variant
from posdiag.wire.agent.codec import AgentCodec

#: A cause less likely than this is not played for a case.
LEAST_SHARE = 0.05
#: Where devices often pay by a gateway, the causes that show themselves there as an ordinary approval, and
#: what that looks like: there the route is played first.
_BY_GATEWAY = ("kiosk", "table-order")
_OF_ROUTE = ("channel.unsupported", "pos.config.pg_before_van")
_LIKE_ROUTE = "coupon.not_applied"
#: Instruments of the intake that the simulated world calls otherwise.
_KINDS = {"special": "coupon-check"}
_ENTRIES = {"chip": "chip", "stripe": "stripe", "tap": "contactless", "code": "qr", "keyed": "keyed"}


@dataclass(frozen=True, slots=True)
class Played:
    """What is to be replayed for a case, and the cause that it plays."""

    cause: str
    enacted: Enacted
    base: Scenario


def link_of(release: PosRelease, library: Library) -> str:
    """The kind of link that a release speaks on: ecr, host or agent."""
    if isinstance(library.codec_of(release), AgentCodec):
        return "agent"
    return "host" if release.traits.link == "host" else "ecr"


def causes_of(dossier: Dossier, wanted: str = "") -> tuple[str, ...]:
    """The causes to play, the likeliest first: the one asked for, that of the close,
    or what the intake told.
    """
    if wanted:
        return (wanted,)
    named = [dossier.closed_cause] if dossier.closed_cause else []
    likely = [cause for cause, share in dossier.causes if share >= LEAST_SHARE]
    if value_of(dossier.facts, "place") in _BY_GATEWAY and {_LIKE_ROUTE, *_OF_ROUTE} & set(likely):
        likely = [*(cause for cause in likely if cause in _OF_ROUTE), _OF_ROUTE[0], *likely]
    return tuple(dict.fromkeys(cause for cause in (*named, *likely) if cause and cause != UNKNOWN))


def to_play(
    dossier: Dossier,
    causes: Sequence[str],
    release: PosRelease,
    link: str,
    scenarios: Mapping[str, Scenario],
    known: Reenactments,
) -> Iterator[Played]:
    """What can be replayed, the likeliest cause and the scenario that is most like the case first.

    `link` is ecr, host or agent. A detail that cannot be played is played as its class.
    """
    for cause in causes:
        ways = known.ways(cause) or known.ways(class_of(cause))
        for way in ways:
            for scenario in _alike(dossier, scenarios.values()):
                variant = Variant(scenario, release)
                if not fits(way, variant, link):
                    continue
                enacted = enact(way, way.typical(), variant)
                if enacted is None and way.traits:
                    enacted = Enacted(way, way.typical(), variant, ())  # the release is so already
                if enacted is not None:
                    yield Played(cause, enacted, scenario)
                    break


def _alike(dossier: Dossier, scenarios: Iterable[Scenario]) -> list[Scenario]:
    """Sound scenarios, the most like the case first: instrument, entry, what was done, and the shortest."""
    kind = value_of(dossier.facts, "instrument")
    kind = _KINDS.get(kind, kind)
    entry = _ENTRIES.get(value_of(dossier.facts, "entry"), "")
    cancels = value_of(dossier.facts, "action") == "cancel"
    return sorted(
        (one for one in scenarios if any(step.do is Do.PAY for step in one.steps)),
        key=lambda one: (-_likeness(one, kind, entry, cancels), len(one.steps), one.id),
    )


def _likeness(scenario: Scenario, kind: str, entry: str, cancels: bool) -> int:
    pays = [step for step in scenario.steps if step.do is Do.PAY]
    first = pays[0]
    shown = scenario.instruments.get(first.instrument)
    score = 4 if shown is not None and shown.kind == kind else 0
    score += 2 if entry and first.entry == ENTRY_WORDS.get(entry) else 0
    score += 1 if cancels is any(step.do is Do.CANCEL for step in scenario.steps) else 0
    score += 1 if "approved" in scenario.expect.outcome and len(pays) == 1 else 0
    return score
