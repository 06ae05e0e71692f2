"""The engine: a plan in, a stream of events out. It knows no report and no terminal by name.

One run: replay the scenario as the release would play it, look for findings, account for the money,
judge; where something is wrong, rank causes, choose guidance, and replay what can be re-enacted.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from posdiag.diagnose.answer import answer_of, missing_of, ruled_out
from posdiag.diagnose.case import Case
from posdiag.diagnose.causes import CauseTable
from posdiag.diagnose.channels import EVERYTHING, Channel, Recognise, channels_of, narrowed
from posdiag.diagnose.detect import detect
from posdiag.diagnose.finding import CauseShare, Finding
from posdiag.diagnose.rank import rank
from posdiag.diagnose.verdict import judge
from posdiag.errors import InputError, LinkError, Problem
from posdiag.guidance.cards import Cards
from posdiag.guidance.offer import offer
from posdiag.guidance.prove import Replayed
from posdiag.guidance.settle import settle
from posdiag.link.station import Station
from posdiag.profile.library import Library
from posdiag.profile.model import PosRelease
from posdiag.record import Advice, Reenacted, RunRecord, Verdict
from posdiag.reenact.load import Reenactments
from posdiag.reenact.try_out import try_out, weigh
from posdiag.replay.dial import speech_of
from posdiag.replay.replay import Replay, replay
from posdiag.replay.scenario import Scenario
from posdiag.replay.variant import Variant
from posdiag.transcript import LinkName
from posdiag.wire.agent.codec import AgentCodec
from posdiag.wire.codec import Codec

#: Re-enactments are played under the seed of the case and this.
_OTHER_SEED = 104_729

Codecs = Mapping[LinkName, Codec]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to replay: every scenario on every release. `terminal` is None for each release's own rig."""

    scenarios: tuple[Scenario, ...]
    releases: tuple[PosRelease, ...]
    terminal: str | None = None
    faults: tuple[str, ...] = ()
    seed: int = 0
    prove: bool = True
    reenact: bool = True  # play the likely causes where the findings alone do not decide
    evidence: frozenset[Channel] = EVERYTHING  # what of each replay counts as seen


@dataclass(frozen=True, slots=True)
class RunStarted:
    index: int  # from 1
    total: int
    scenario_id: str
    pos_id: str
    release: str


@dataclass(frozen=True, slots=True)
class RunEnded:
    """`codecs` read the record's frames once more: by link, None where nobody knows the dialect."""

    index: int
    total: int
    record: RunRecord
    codecs: Codecs


Event = RunStarted | RunEnded


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


def run(plan: Plan, house: House) -> Iterator[Event]:
    """Carry a plan out. A run that could not be judged ends with a record that says why.

    InputError at the first run for what the user must mend (an unknown rig, a refused fault), and
    LinkError where the terminal that the user named cannot be reached.
    """
    total = len(plan.scenarios) * len(plan.releases)
    index = 0
    stations: dict[str, Station] = {}
    try:
        for release in plan.releases:
            address = plan.terminal or f"sim:{release.rig}"
            if address not in stations:
                stations[address] = house.station(address)
            for scenario in plan.scenarios:
                index += 1
                yield RunStarted(index, total, scenario.id, release.id, release.release)
                record, codecs = diagnose(scenario, release, stations[address], plan, house)
                yield RunEnded(index, total, record, codecs)
    finally:
        for station in stations.values():
            station.bench.close()


def diagnose(
    scenario: Scenario, release: PosRelease, station: Station, plan: Plan, house: House
) -> tuple[RunRecord, Codecs]:
    """One run from replay to guidance."""
    seen = examine(Variant(scenario, release), station, plan.faults, plan.seed, house, plan.evidence)
    channels = channels_of(seen.case)
    causes = rank(seen.findings, house.causes, channels)
    trials: tuple[Reenacted, ...] = ()
    advice: tuple[Advice, ...] = ()
    if causes and seen.verdict is not Verdict.COMPATIBLE:
        trials = _reenacted(seen, causes, plan, house)
        causes = weigh(causes, trials, house.causes.ranking.likeness)
        advice = _advised(seen, causes, station, plan, house)
        causes = settle(causes, advice, house.cards)
    answer = answer_of(seen.findings, causes, house.causes)
    record = RunRecord(
        scenario=scenario.id,
        scenario_name=scenario.name,
        pos_id=release.id,
        release=release.release,
        terminal=station.address,
        faults=(*scenario.faults, *plan.faults),
        seed=plan.seed,
        verdict=seen.verdict,
        money=seen.case.money,
        findings=seen.findings,
        causes=causes,
        guidance=advice,
        transcript=seen.case.transcript,
        why=seen.why,
        command=command_for(scenario, release, plan),
        place=scenario.place,
        answer=answer,
        ruled_out=ruled_out(seen.findings, causes, house.causes),
        missing=missing_of(answer, channels),
        reenacted=trials,
    )
    return record, seen.codecs


def _reenacted(
    seen: Examined, causes: Sequence[CauseShare], plan: Plan, house: House
) -> tuple[Reenacted, ...]:
    """The likely causes, each played on the case as it would be were nothing wrong, on the release's own rig.

    The faults of plan and scenario are what the diagnosis is about: none of them is known to it. Another
    seed is played than that of the case, since nobody knows the chances of a real one.
    """
    if not plan.reenact:
        return ()
    variant = seen.variant
    sound = replace(variant, scenario=replace(variant.scenario, faults=()))
    try:
        stand_in = house.station(f"sim:{variant.release.rig}")
    except InputError:  # the product has no simulated terminal
        return ()

    def play(changed: Variant, faults: tuple[str, ...]) -> Case:
        return examine(changed, stand_in, faults, plan.seed + _OTHER_SEED, house, plan.evidence).case

    link = LinkName.HOST if variant.release.traits.link == "host" else LinkName.ECR
    kind = "agent" if isinstance(house.library.codec_of(variant.release), AgentCodec) else link.value
    try:
        return try_out(seen.case, seen.findings, causes, house.reenactments, sound, kind, play)
    finally:
        stand_in.bench.close()


def _advised(
    seen: Examined, causes: Sequence[CauseShare], station: Station, plan: Plan, house: House
) -> tuple[Advice, ...]:
    """The advice for a run, proven where the plan asks for it and the terminal is still there."""
    variant, outcome = seen.variant, _outcome(seen)

    def play(changed: Variant, seed: int) -> Replayed:
        return _outcome(examine(changed, station, plan.faults, seed, house))

    def offered(proof: Callable[[Variant, int], Replayed] | None) -> tuple[Advice, ...]:
        return offer(
            house.cards, causes, seen.case, variant, house.library, outcome, proof, plan.seed, seen.findings
        )

    try:
        return offered(play if plan.prove else None)
    except LinkError:  # the terminal went away with the failing run: what was found still counts
        return offered(None)


def examine(
    variant: Variant,
    station: Station,
    faults: Sequence[str],
    seed: int,
    house: House,
    evidence: frozenset[Channel] = EVERYTHING,
) -> Examined:
    """Replay once and judge by what of it counts as seen."""
    scenario, release = variant.scenario, variant.release
    codec = house.library.codec_of(release)
    try:
        seen = replay(
            scenario, release.traits, speech_of(codec, release.traits), station, tuple(faults), seed
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
    case = narrowed(case, evidence, house.recognise)
    findings = detect(case)
    verdict, why = judge(case, findings)
    return Examined(variant, case, findings, verdict, why, codecs)


def _placed(problems: Sequence[Problem], scenario: Scenario) -> list[Problem]:
    """The same; a refused fault that the scenario itself asks for is to be mended there."""
    own = {f"--fault {fault}" for fault in scenario.faults}
    return [replace(one, place=scenario.place) if one.place in own else one for one in problems]


def _outcome(seen: Examined) -> Replayed:
    """What a replay came to, in the words of a proof."""
    money = seen.case.money
    return Replayed(
        seen.verdict,
        money.pos_believes,
        money.charges,
        money.charged_krw,
        money.agrees,
        seen.case.ended_well,
    )


def _codecs(seen: Replay, codec: Codec, library: Library) -> Codecs:
    """The codec of the POS's own link, and one that reads the host link behind a terminal."""
    codecs = {seen.link: codec}
    if seen.link is LinkName.ECR:
        first = next(iter(seen.transcript.on(LinkName.HOST)), None)
        if first is not None:
            codecs[LinkName.HOST] = library.host_codec(first.data)
    return codecs


def command_for(scenario: Scenario, release: PosRelease, plan: Plan) -> str:
    """The command line that repeats a run."""
    shipped = scenario.place.startswith("profiles/") or "_profiles" in scenario.place
    words = ["posdiag", "diagnose", scenario.id if shipped else scenario.place.rpartition(":")[0]]
    words += ["--pos", release.label]
    if plan.terminal:
        words += ["--terminal", plan.terminal]
    for fault in plan.faults:
        words += ["--fault", fault]
    words += ["--seed", str(plan.seed)]
    return shlex.join(words)
