"""One replay, read and judged: a case against a terminal, with the data by which it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from posdiag.diagnose.case import Case
from posdiag.diagnose.causes import CauseTable
from posdiag.diagnose.channels import EVERYTHING, Channel, Recognise, narrowed
from posdiag.diagnose.detect import detect
from posdiag.diagnose.finding import Finding
from posdiag.diagnose.verdict import judge
from posdiag.errors import InputError, Problem
from posdiag.guidance.cards import Cards
from posdiag.link.station import Station
from posdiag.profile.library import Library
from posdiag.record import Verdict
from posdiag.reenact.load import Reenactments
from posdiag.replay.dial import speech_of
from posdiag.replay.replay import Replay, replay
from posdiag.replay.scenario import Scenario
from posdiag.replay.variant import Variant
from posdiag.transcript import LinkName
from posdiag.wire.codec import Codec

Codecs = Mapping[LinkName, Codec]


@dataclass(frozen=True, slots=True)
class House:
    """What the engine works with. `station` turns a terminal's address into the terminal.

    `recognise` finds the codec of an ECR link by its frames, for where the POS's profile is withheld.
    """

    library: Library
    station: Callable[[str], Station]
    causes: CauseTable
    cards: Cards
    reenactments: Reenactments = field(default_factory=lambda: Reenactments({}))
    recognise: Recognise = lambda frames: None


@dataclass(frozen=True, slots=True)
class Examined:
    """One replay, read and judged."""

    variant: Variant
    case: Case
    findings: tuple[Finding, ...]
    verdict: Verdict
    why: Mapping[str, str]
    codecs: Codecs


def examine(
    variant: Variant,
    station: Station,
    faults: Sequence[str],
    seed: int,
    house: House,
    evidence: frozenset[Channel] = EVERYTHING,
) -> Examined:
    """Replay once and judge by what of it counts as seen."""
    case, codecs = watch(variant, station, faults, seed, house)
    case = narrowed(case, evidence, house.recognise)
    findings = detect(case)
    verdict, why = judge(case, findings)
    return Examined(variant, case, findings, verdict, why, codecs)


def watch(
    variant: Variant,
    station: Station,
    faults: Sequence[str],
    seed: int,
    house: House,
    asks_more: bool = True,
) -> tuple[Case, Codecs]:
    """Replay once; what was seen is not judged yet. For `asks_more` see `replay`."""
    scenario, release = variant.scenario, variant.release
    codec = house.library.codec_of(release)
    try:
        seen = replay(
            scenario,
            release.traits,
            speech_of(codec, release.traits),
            station,
            tuple(faults),
            seed,
            asks_more,
        )
    except InputError as error:
        raise InputError(_placed(error.problems, scenario)) from error
    codecs = _codecs(seen, codec, house.library)
    case = Case(
        transcript=seen.transcript,
        money=seen.money,
        traits=release.traits,
        scenario=scenario,
        ecr_codec=codecs.get(LinkName.ECR),
        host_codec=codecs.get(LinkName.HOST),
        codes=house.library.codes.causes(),
        decoded=seen.decoded,
    )
    return case, codecs


def _placed(problems: Sequence[Problem], scenario: Scenario) -> list[Problem]:
    """The same; a refused fault that the scenario itself asks for is to be mended there."""
    own = {f"--fault {fault}" for fault in scenario.faults}
    return [replace(one, place=scenario.place) if one.place in own else one for one in problems]


def _codecs(seen: Replay, codec: Codec, library: Library) -> Codecs:
    """The codec of the POS's own link, and one that reads the host link behind a terminal."""
    codecs = {seen.link: codec}
    if seen.link is LinkName.ECR:
        first = next(iter(seen.transcript.on(LinkName.HOST)), None)
        if first is not None:
            codecs[LinkName.HOST] = library.host_codec(first.data)
    return codecs
