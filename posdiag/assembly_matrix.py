"""The assembly of a matrix: one process that plays its cells, and a digest of all data."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from posdiag import assembly, engine
from posdiag.assembly_folders import use_folders
from posdiag.diagnose.channels import channels_of
from posdiag.diagnose.finding import CauseShare, Finding
from posdiag.diagnose.rank import rank
from posdiag.errors import InputError, LinkError
from posdiag.examine import examine
from posdiag.masking import mask_text
from posdiag.matrix.again import plan_of
from posdiag.matrix.cells import Matrix
from posdiag.matrix.played import Played, played
from posdiag.record import Verdict
from posdiag.replay.variant import Variant
from posdiag.report.redact import Shown, masked
from posdiag_sim.rig import find_rig, load_rig
from posdiag_sim.rig_files import list_rigs

if TYPE_CHECKING:
    from posdiag.link.station import Station

#: Files that bear on what a replay comes to.
_DATA = (".yaml", ".yml", ".json")
_masked = lru_cache(maxsize=10_000)(mask_text)


@dataclass(frozen=True, slots=True)
class Play:
    """A task: play the cells from `start` up to, not including, `stop`."""

    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Whole:
    """A task: one cell with its full record, `diagnosed` as `diagnose` does it, or replayed alone."""

    index: int
    diagnosed: bool = True


Task = Play | Whole
Answer = list[Played] | Shown


@dataclass(frozen=True, slots=True)
class Job:
    """A matrix on its way to other processes, with the digest of the data that they must have too."""

    matrix: Matrix
    data: str = ""


@dataclass(slots=True)
class Player:
    """Plays cells of one matrix in this process."""

    matrix: Matrix
    _stations: dict[str, Station] = field(default_factory=dict)

    def carry_out(self, task: Task) -> Answer:
        match task:
            case Play():
                return [self.play(index) for index in range(task.start, task.stop)]
            case Whole():
                return self.whole(task.index, task.diagnosed)

    def play(self, index: int) -> Played:
        """One replay, judged and its causes ranked by its findings. What cannot be played says why."""
        cell, house = self.matrix.cell(index), assembly.house()
        try:
            station = self._station(cell.terminal)
            variant = Variant(cell.scenario, cell.release)
            seen = examine(variant, station, self.matrix.faults, cell.seed, house)
        except (InputError, LinkError) as error:
            text = _masked("; ".join(str(problem) for problem in error.problems))
            return Played(index, Verdict.INCONCLUSIVE, error=text)
        causes = () if seen.verdict is Verdict.COMPATIBLE else _ranked(seen)
        findings = tuple(map(_without_cards, seen.findings))
        return played(index, seen.verdict, findings, causes, seen.case.money, _texts(seen.why))

    def whole(self, index: int, diagnosed: bool) -> Shown:
        """The record that `diagnose` gives for the same cell, masked; nothing is remembered between two."""
        plan = plan_of(self.matrix, index, diagnosed)
        floor = engine.Floor(plan, assembly.house())
        try:
            record, codecs = engine.diagnose(plan.scenarios[0], plan.releases[0], floor)
        finally:
            floor.close()
        return masked(record, codecs)

    def _station(self, address: str) -> Station:
        if address not in self._stations:
            self._stations[address] = assembly.station(address)
        return self._stations[address]

    def close(self) -> None:
        for station in self._stations.values():
            station.bench.close()


def _ranked(seen: engine.Examined) -> tuple[CauseShare, ...]:
    return tuple(rank(seen.findings, assembly.house().causes, channels_of(seen.case)))


def _without_cards(finding: Finding) -> Finding:
    return replace(finding, summary=_texts(finding.summary))


def _texts(texts: Mapping[str, str]) -> dict[str, str]:
    return {lang: _masked(text) for lang, text in texts.items()}


def player_of(job: Job) -> Player:
    """A player in a process that was begun for it, reading the same folders."""
    use_folders(tuple(map(Path, job.matrix.folders)))
    return Player(job.matrix)


def rigs() -> Mapping[str, tuple[str, ...]]:
    """Names of the rigs with the firmware releases of each, oldest first."""
    return {name: tuple(one for one in load_rig(name).releases if one) for name in list_rigs()}


def rig_files() -> Mapping[Path, str]:
    """The rigs' files, each with the name of its rig."""
    return {find_rig(name): name for name in list_rigs()}


def version_of_posdiag() -> str:
    return version("posdiag")


def data_digest() -> str:
    """The same where all profiles, scenarios, causes and rigs are the same, byte for byte."""
    digest = hashlib.sha256()
    for name, path in _data_files():
        digest.update(f"{name}\n".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:32]


def _data_files() -> Iterator[tuple[str, Path]]:
    for number, folder in enumerate(assembly.library().roots.folders):
        for path in sorted(folder.rglob("*")):
            if path.suffix in _DATA and path.is_file():
                yield f"{number}/{path.relative_to(folder).as_posix()}", path
    for path, name in sorted(rig_files().items()):
        yield f"rigs/{name}", path
