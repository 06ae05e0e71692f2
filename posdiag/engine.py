"""The engine: a plan in, a stream of events out. It knows no report and no terminal by name.

One run: replay the scenario as the release would play it, look for findings, account for the money,
judge; where something is wrong, rank causes, choose guidance, and replay what can be re-enacted.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from posdiag.behind import Uncovered, joined, uncover, with_behind
from posdiag.diagnose.answer import answer_of, missing_of, ruled_out
from posdiag.diagnose.case import Case
from posdiag.diagnose.channels import EVERYTHING, Channel, channels_of
from posdiag.diagnose.detect import detect
from posdiag.diagnose.finding import CauseShare
from posdiag.diagnose.rank import rank
from posdiag.diagnose.verdict import judge
from posdiag.errors import InputError, LinkError
from posdiag.examine import Codecs as Codecs
from posdiag.examine import Examined as Examined
from posdiag.examine import House as House
from posdiag.examine import examine as examine
from posdiag.examine import watch
from posdiag.guidance.memory import Memory
from posdiag.guidance.offer import Offered, offer
from posdiag.guidance.prove import Prover, Replayed, effort_for
from posdiag.guidance.settle import settle
from posdiag.link.station import Station
from posdiag.profile.model import PosRelease
from posdiag.record import Reenacted, RunRecord, Verdict
from posdiag.reenact.try_out import try_out, weigh
from posdiag.replay.scenario import Scenario
from posdiag.replay.variant import Variant
from posdiag.transcript import LinkName
from posdiag.wire.agent.codec import AgentCodec

#: Re-enactments are played under the seed of the case and this.
_OTHER_SEED = 104_729


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
    folders: tuple[str, ...] = ()  # the user's own profile folders, for the command that repeats a run


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


def run(plan: Plan, house: House) -> Iterator[Event]:
    """Carry a plan out. A run that could not be judged ends with a record that says why.

    InputError at the first run for what the user must mend (an unknown rig, a refused fault), and
    LinkError where the terminal that the user named cannot be reached.
    """
    total = len(plan.scenarios) * len(plan.releases)
    index = 0
    floor = Floor(plan, house)
    try:
        for release in plan.releases:
            floor.station(release)
            for scenario in plan.scenarios:
                index += 1
                yield RunStarted(index, total, scenario.id, release.id, release.release)
                record, codecs = diagnose(scenario, release, floor)
                yield RunEnded(index, total, record, codecs)
    finally:
        floor.close()


@dataclass(slots=True)
class Floor:
    """Where a plan is carried out: its terminals, and what was replayed of the product at hand."""

    plan: Plan
    house: House
    _stations: dict[str, Station] = field(default_factory=dict)
    _product: str = ""
    _memory: Memory | None = None

    def station(self, release: PosRelease, other: str = "") -> Station:
        """The terminal of a release, or the one at another address."""
        address = other or self.plan.terminal or f"sim:{release.rig}"
        if address not in self._stations:
            self._stations[address] = self.house.station(address)
        return self._stations[address]

    def memory(self, release: PosRelease) -> Memory:
        """Replays of this product under the plan's faults, remembered where a replay is nothing but bytes."""
        memory = self._memory
        if memory is None or self._product != release.id or not self.station(release).simulated:
            memory = self._memory = Memory(self._play)
            self._product = release.id
        return memory

    def _play(self, variant: Variant, seed: int, judged: bool) -> Replayed:
        station = self.station(variant.release, variant.terminal)
        case, _ = watch(variant, station, self.plan.faults, seed, self.house, judged)
        clean = judged and judge(case, detect(case))[0] is Verdict.COMPATIBLE
        return Replayed.of(case, clean)

    def close(self) -> None:
        for station in self._stations.values():
            station.bench.close()


def diagnose(scenario: Scenario, release: PosRelease, floor: Floor) -> tuple[RunRecord, Codecs]:
    """One run from replay to guidance."""
    plan, house, station = floor.plan, floor.house, floor.station(release)
    seen = examine(Variant(scenario, release), station, plan.faults, plan.seed, house, plan.evidence)
    channels = channels_of(seen.case)
    causes = rank(seen.findings, house.causes, channels)
    trials: tuple[Reenacted, ...] = ()
    offered, uncovered = Offered(), None
    if causes and seen.verdict is not Verdict.COMPATIBLE:
        trials = _reenacted(seen, causes, plan, house)
        causes = weigh(causes, trials, house.causes.ranking.likeness)
        offered = _advised(seen, causes, floor)
        causes = settle(causes, offered.advice, house.cards)
        uncovered = _uncovered(seen, causes, floor)
        if uncovered is not None:
            causes = with_behind(causes, uncovered)
            offered = joined(offered, uncovered, _advised(uncovered.seen, uncovered.causes, floor))
    answer = answer_of(causes)
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
        guidance=offered.advice,
        tried=offered.tried,
        transcript=seen.case.transcript,
        why=seen.why,
        command=command_for(scenario, release, plan),
        place=scenario.place,
        answer=answer,
        ruled_out=ruled_out(seen.findings, causes, house.causes),
        missing=missing_of(answer, channels),
        reenacted=trials,
        behind=None if uncovered is None else uncovered.told(),
    )
    return record, seen.codecs


def _reenacted(
    seen: Examined, causes: Sequence[CauseShare], plan: Plan, house: House
) -> tuple[Reenacted, ...]:
    """The likely causes, each played on the case as it would be were nothing wrong, on the release's own rig.

    The faults of plan and scenario are what the diagnosis is about: none of them is known to it. Another
    seed is played than that of the case, since nobody knows the chances of a real one. Of an unknown till
    nobody knows what to play.
    """
    if not plan.reenact or Channel.PROFILE not in plan.evidence:
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


def _uncovered(seen: Examined, causes: Sequence[CauseShare], floor: Floor) -> Uncovered | None:
    """What the first cause had hidden, by replays with it mended. At a real terminal each were a payment."""
    plan, house = floor.plan, floor.house
    station = floor.station(seen.variant.release)
    if not plan.prove or not station.simulated:
        return None

    def play(variant: Variant) -> Examined:
        return examine(variant, station, plan.faults, plan.seed, house, plan.evidence)

    return uncover(seen, causes, house.causes, house.cards, house.library, play)


def _advised(seen: Examined, causes: Sequence[CauseShare], floor: Floor) -> Offered:
    """The advice for a run, proven where the plan asks for it and the terminal is still there.

    Whatever of the case counts as seen, a proof looks at all of its replays.
    """
    plan, house, variant = floor.plan, floor.house, seen.variant
    station, memory = floor.station(variant.release), floor.memory(variant.release)
    memory.next_case()

    def offered(prover: Prover | None) -> Offered:
        newer = station.newer
        return offer(house.cards, causes, seen.case, house.library, variant, prover, seen.findings, newer)

    if not plan.prove:
        return offered(None)
    try:
        if plan.evidence == EVERYTHING:
            memory.keep(variant, plan.seed, Replayed.of(seen.case, seen.verdict is Verdict.COMPATIBLE))
        before = memory.of(variant, plan.seed, True)
        effort = effort_for((*variant.scenario.faults, *plan.faults), station.simulated)
        return offered(Prover(variant, before, plan.seed, memory.of, effort))
    except LinkError:  # the terminal went away with the failing run: what was found still counts
        return offered(None)


def command_for(scenario: Scenario, release: PosRelease, plan: Plan) -> str:
    """The command line that repeats a run."""
    words = ["posdiag", "diagnose", _named(scenario, plan.folders)]
    for folder in plan.folders:
        words += ["--profiles", folder]
    words += ["--pos", release.label]
    if plan.terminal:
        words += ["--terminal", plan.terminal]
    for fault in plan.faults:
        words += ["--fault", fault]
    words += ["--seed", str(plan.seed)]
    if plan.evidence != EVERYTHING:
        words += ["--evidence", ",".join(sorted(plan.evidence))]
    words += [] if plan.prove else ["--no-prove"]
    words += [] if plan.reenact else ["--no-reenact"]
    return shlex.join(words)


def _named(scenario: Scenario, folders: Sequence[str]) -> str:
    """A scenario as a command line names it: its id where a profile folder holds it, or its file."""
    file = scenario.place.rpartition(":")[0]
    known = file.startswith("profiles/") or any(
        file.startswith(f"{PurePath(folder).as_posix()}/scenarios/") for folder in folders
    )
    return scenario.id if known or "_profiles" in file else file
