"""Crews that play by turns: each plays a stretch, then the next one does, in another order each time.

What the neighbours of a machine take falls on all alike so, where one long run after the other lets it fall
on one. Of every turn the rates are compared with each other; what counts is the median of the turns.
"""

from __future__ import annotations

import itertools
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from posdiag.assembly_crew import Crew
from posdiag.assembly_matrix import Play
from posdiag.matrix.cells import Matrix
from posdiag.matrix.journal import entry_line
from posdiag.matrix.tally import Tally


def stretches(matrix: Matrix, turns: int, size: int) -> list[list[Play]]:
    """The matrix in so many stretches of the same mix, each a part of the seeds of every square."""
    edges = [matrix.seeds * at // turns for at in range(turns + 1)]
    return [
        [
            Play(at, min(at + size, square * matrix.seeds + stop))
            for square in range(len(matrix.squares))
            for at in range(square * matrix.seeds + start, square * matrix.seeds + stop, size)
        ]
        for start, stop in itertools.pairwise(edges)
    ]


@dataclass(slots=True)
class Turns:
    """Rates of each player, turn by turn, in replays a second, and the processor time of its processes."""

    rates: dict[str, list[float]] = field(default_factory=dict)
    processor_s: dict[str, list[float]] = field(default_factory=dict)
    replays: dict[str, int] = field(default_factory=dict)

    def ratio(self, name: str, to: str) -> float:
        """How many times as fast as `to`: the median of the turns."""
        return statistics.median(a / b for a, b in zip(self.rates[name], self.rates[to], strict=True))

    def rate(self, name: str) -> float:
        return statistics.median(self.rates[name])

    def costs(self, name: str) -> str:
        """Milliseconds of processor time that each of its processes takes for a replay."""
        each = self.processor_s.get(name, [])
        return " + ".join(f"{seconds / self.replays[name] * 1000:.2f}" for seconds in each)


@dataclass(frozen=True, slots=True)
class Player:
    """Plays stretch number so and so; how many replays that were. `processes` are those that work for it."""

    play: Callable[[int], int]
    processes: Sequence[int] = ()


def by_turns(players: Mapping[str, Player], turns: int, watch: str = "") -> Turns:
    """Let each play each turn's stretch; who begins changes from turn to turn."""
    told = Turns()
    names = list(players)
    for turn in range(turns):
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            player = players[name]
            before = list(map(processor_s, player.processes))
            began = time.perf_counter()
            count = player.play(turn)
            told.rates.setdefault(name, []).append(count / (time.perf_counter() - began))
            used = [processor_s(number) - at for number, at in zip(player.processes, before, strict=True)]
            known = told.processor_s.get(name, [0.0] * len(used))
            told.processor_s[name] = [a + b for a, b in zip(known, used, strict=True)]
            told.replays[name] = told.replays.get(name, 0) + count
        if watch:
            rates = ", ".join(f"{name} {rates[-1]:,.0f}/s" for name, rates in told.rates.items())
            print(f"  {watch}, turn {turn + 1} of {turns}: {rates}", file=sys.stderr, flush=True)
    return told


def crew_player(
    crew: Crew, matrix: Matrix, plan: Sequence[Sequence[Play]], processes: Sequence[int]
) -> Player:
    """A crew that plays the stretches of `plan`, counted and written as the verb does."""
    tally = Tally(matrix)

    def play(turn: int) -> int:
        before = tally.total
        for answer in crew.work(iter(plan[turn])):
            assert isinstance(answer, list)
            for result in answer:
                entry_line(result)
                tally.take(result)
        return tally.total - before

    return Player(play, (os.getpid(), *processes))


_APART = """
import sys
from posdiag.assembly_crew import Alone
from posdiag.assembly_matrix import Job
from bench.matrix import matrix_of, warm, CHUNK
from bench.matrix_turns import crew_player, stretches
replays, turns, half = map(int, sys.argv[1:])
matrix = matrix_of(replays)
crew = Alone(Job(matrix))
warm(crew, matrix)
plan = [stretch[half::2] for stretch in stretches(matrix, turns, CHUNK)]
player = crew_player(crew, matrix, plan, ())
print(flush=True)
for line in sys.stdin:
    print(player.play(int(line)), flush=True)
"""


@contextmanager
def apart(replays: int, turns: int) -> Iterator[Player]:
    """Two processes that play half each and share nothing: as much as the machine gives to two."""
    words = [sys.executable, "-c", _APART, str(replays), str(turns)]
    pair = [
        subprocess.Popen([*words, half], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for half in "01"
    ]

    def said(one: subprocess.Popen[str]) -> str:
        assert one.stdout is not None
        return one.stdout.readline()

    def play(turn: int) -> int:
        for one in pair:
            assert one.stdin is not None
            one.stdin.write(f"{turn}\n")
            one.stdin.flush()
        return sum(int(said(one)) for one in pair)

    try:
        for one in pair:
            said(one)
        yield Player(play, [one.pid for one in pair])
    finally:
        for one in pair:
            one.communicate()


def processor_s(number: int) -> float:
    """Processor time of one process up to now, in seconds; 0 where the system does not say."""
    with suppress(OSError, ValueError, AttributeError):
        fields = Path(f"/proc/{number}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def descendants(number: int) -> list[int]:
    """The processes that a process began, and theirs."""
    found: list[int] = []
    with suppress(OSError):
        for task in sorted(Path(f"/proc/{number}/task").iterdir()):
            for child in (task / "children").read_text("ascii").split():
                found += [int(child), *descendants(int(child))]
    return found
