"""Times a matrix: `python -m bench matrix`, or `python -m bench.matrix --rate N --large N --turns N
--runs N --small N` for other sizes; progress goes to stderr.

The same hundred squares, spread over all scenarios and releases, are played under as many seeds as a size
needs, so that every size has the same mix. Rates are by the clock on the wall, compared turn by turn
(`matrix_turns.py`), the cost of one replay by processor time; memory is what the playing process has in use.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.matrix_turns import apart, by_turns, crew_player, descendants, stretches
from posdiag import assembly
from posdiag.assembly_crew import Alone, Crew, Processes
from posdiag.assembly_dask import DaskCrew
from posdiag.assembly_matrix import Job, Play, data_digest
from posdiag.matrix.cells import Matrix, Square
from posdiag.matrix.journal import entry_line
from posdiag.matrix.tally import Tally

SQUARES = 100
#: From one square to the next: it shares no factor with the numbers of scenarios and of releases.
STRIDE = 29
CHUNK, CHUNK_FAR = 16, 64
#: A worker that looks at its own stack a hundred times a second has less time to play.
DASK_QUIET = {
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
    "DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "1s",
}
TWO_JOBS_AT_LEAST, DASK_AT_LEAST = 1.7, 1.4
SAME_COST_WITHIN, MEMORY_GROWS_AT_MOST = 0.10, 0.05


@dataclass(frozen=True, slots=True)
class Sizes:
    """Replays of each figure."""

    rate: int = 10_000
    large: int = 100_000
    turns: int = 10  # in which the crews play the same, one after the other
    runs: int = 50  # of a small matrix in random order
    small: int = 200


QUICK = Sizes(rate=1_000, large=4_000, turns=2, runs=10, small=100)


@dataclass(frozen=True, slots=True)
class Timed:
    """A matrix played once. `memory` in bytes at a tenth and at the end."""

    replays: int
    wall_s: float
    cpu_s: float
    memory: tuple[int, int]
    failures: int

    @property
    def rate(self) -> float:
        return self.replays / self.wall_s


def matrix_of(replays: int) -> Matrix:
    """The hundred squares under so many seeds."""
    scenarios = tuple(assembly.scenarios().values())
    releases = assembly.library().select(())
    every = [
        Square(at, number, f"sim:{release.rig}")
        for number, release in enumerate(releases)
        for at in range(len(scenarios))
    ]
    spread = tuple(every[at * STRIDE % len(every)] for at in range(SQUARES))
    return Matrix(scenarios, releases, spread, 0, max(replays // SQUARES, 1))


def played(
    crew: Crew, matrix: Matrix, size: int = CHUNK, processes: Sequence[int] = (), watch: str = ""
) -> Timed:
    """Play it as the verb does: counted, and written as a journal would be."""
    tally = Tally(matrix)
    total = len(matrix)
    tenth = told = 0
    began, cpu = time.perf_counter(), time.process_time()
    for answer in crew.work(Play(at, min(at + size, total)) for at in range(0, total, size)):
        assert isinstance(answer, list)
        for result in answer:
            entry_line(result)
            tally.take(result)
        if watch and (at := tally.total * 10 // total) > told:
            told = at
            passed = time.perf_counter() - began
            print(f"  {watch}: {at * 10} %, {passed:.0f} s", file=sys.stderr, flush=True)
        if not tenth and tally.total >= total // 10:
            tenth = memory_of(processes)
    wall, used = time.perf_counter() - began, time.process_time() - cpu
    return Timed(total, wall, used, (tenth, memory_of(processes)), len(tally.failures))


def memory_of(processes: Sequence[int]) -> int:
    """Bytes in use by this process and those; 0 where the system does not say."""
    total = 0
    for number in (os.getpid(), *processes):
        try:
            text = Path(f"/proc/{number}/status").read_text(encoding="ascii")
        except OSError:
            return 0
        total += next(int(row.split()[1]) for row in text.splitlines() if row.startswith("VmRSS")) * 1024
    return total


def alone(replays: int) -> Timed:
    matrix = matrix_of(replays)
    with closing(Alone(Job(matrix))) as crew:
        warm(crew, matrix)
        return played(crew, matrix, watch=f"one process, {replays:,}")


def warm(crew: Crew, matrix: Matrix, jobs: int = 1) -> None:
    """Every process has read its data and played each square once: starting is no part of a rate."""
    for _ in range(jobs * 2):
        list(crew.work(Play(at, at + 1) for at in range(0, len(matrix), matrix.seeds)))


# -- figures -----------------------------------------------------------------------------------------


def rates(sizes: Sizes) -> bool:
    """One process, two, and two that share nothing, by turns."""
    matrix = matrix_of(sizes.rate)
    plan = stretches(matrix, sizes.turns, CHUNK)
    with (
        closing(Alone(Job(matrix))) as single,
        closing(Processes(Job(matrix), 2)) as pair,
        apart(sizes.rate, sizes.turns) as limit,
    ):
        warm(single, matrix)
        warm(pair, matrix, 2)
        numbers = [one.process.pid or 0 for one in pair._workers]
        players = {
            "one": crew_player(single, matrix, plan, ()),
            "two": crew_player(pair, matrix, plan, numbers),
            "apart": limit,
        }
        told = by_turns(players, sizes.turns, f"{sizes.rate:,} replays")
    print(
        f"{sizes.rate:,} replays: {told.rate('one'):,.0f}/s in one process, {told.rate('two'):,.0f}/s in two"
    )
    for name in players:
        print(f"  {name}: {told.costs(name)} ms of processor a replay, process by process")
    most = told.ratio("apart", "one")
    print(f"two processes that share nothing: {most:.2f} times one, as far as the machine goes")
    return _held("two processes", told.ratio("two", "one"), TWO_JOBS_AT_LEAST)


def costs(sizes: Sizes) -> bool:
    """The cost of one replay at each size, and the memory of the largest."""
    told = [alone(count) for count in (sizes.large // 100, sizes.large // 10, sizes.large)]
    per = [one.cpu_s / one.replays * 1e6 for one in told]
    for one, cost in zip(told, per, strict=True):
        print(f"{one.replays:>9,} replays: {one.wall_s:8.1f} s, {cost:7.0f} µs of processor each")
    spread = max(per) / min(per) - 1
    print(f"cost of a replay from size to size: {spread:.1%} apart (at most {SAME_COST_WITHIN:.0%})")
    early, late = told[-1].memory
    growth = late / early - 1 if early else 0.0
    print(
        f"memory at 10 %: {early / 1e6:.1f} MB, at 100 %: {late / 1e6:.1f} MB, {growth:+.1%} "
        f"(at most {MEMORY_GROWS_AT_MOST:+.0%})"
    )
    return spread <= SAME_COST_WITHIN and growth <= MEMORY_GROWS_AT_MOST


def over_dask(sizes: Sizes) -> bool:
    """Two workers of a scheduler on this machine, and by turns with them a tenth as much in one process."""
    matrix = matrix_of(sizes.large)
    plan, tenth = (stretches(matrix, sizes.turns, size) for size in (CHUNK_FAR, CHUNK))
    with (
        _cluster(2) as url,
        closing(DaskCrew(Job(matrix, data_digest()), url)) as crew,
        closing(Alone(Job(matrix))) as single,
    ):
        warm(single, matrix)
        warm(crew, matrix, 2)
        players = {
            "one": crew_player(single, matrix, [stretch[::10] for stretch in tenth], ()),
            "dask": crew_player(crew, matrix, plan, descendants(os.getpid())),
        }
        told = by_turns(players, sizes.turns, f"Dask, {sizes.large:,}")
    print(f"{sizes.large:,} replays over Dask, two workers: {told.rate('dask'):,.0f}/s")
    for name in players:
        print(f"  {name}: {told.costs(name)} ms of processor a replay, process by process")
    return _held("Dask with two workers", told.ratio("dask", "one"), DASK_AT_LEAST)


def same_in_any_order(sizes: Sizes) -> bool:
    """Repeated runs in random order, with one, two and four processes: one result."""
    matrix = matrix_of(sizes.small)
    job = Job(matrix)
    dice = random.Random(20_260_921)
    makers: list[Callable[[], Crew]] = [
        lambda: Alone(job),
        lambda: Processes(job, 2),
        lambda: Processes(job, 4),
    ]
    seen: set[str] = set()
    done = 0
    for number, make in enumerate(makers):
        with closing(make()) as crew:
            share = sizes.runs // len(makers) + (number < sizes.runs % len(makers))
            for _ in range(share):
                order = list(range(len(matrix)))
                dice.shuffle(order)
                answers = crew.work(Play(at, at + 1) for at in order)
                results = [result for answer in answers if isinstance(answer, list) for result in answer]
                results.sort(key=lambda result: result.index)
                seen.add(hashlib.sha256(b"".join(map(entry_line, results))).hexdigest())
                done += 1
    print(
        f"{done} runs of {len(matrix):,} replays in random order, 1, 2 and 4 processes: {len(seen)} result(s)"
    )
    return len(seen) == 1


@contextmanager
def _cluster(workers: int) -> Iterator[str]:
    """A scheduler and workers in processes of their own, set as docs/matrix.md says; its address."""
    program = (
        "import sys\nfrom distributed import LocalCluster\nif __name__ == '__main__':\n"
        f"    with LocalCluster(n_workers={workers}, threads_per_worker=1, host='127.0.0.1',\n"
        "            dashboard_address=None) as cluster:\n"
        "        print(cluster.scheduler_address, flush=True)\n        sys.stdin.read()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **DASK_QUIET},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip().replace("tcp://", "dask://")
    finally:
        process.stdin.close()
        process.wait(30)
        process.stdout.close()


def _held(name: str, ratio: float, at_least: float) -> bool:
    print(f"{name}: {ratio:.2f} times one process (at least {at_least})")
    return ratio >= at_least


def run(sizes: Sizes) -> int:
    """Print all figures; 1 where one is not reached."""
    reached = [same_in_any_order(sizes), rates(sizes)]
    reached += [costs(sizes), over_dask(sizes)]
    return 0 if all(reached) else 1


def main(quick: bool = False) -> int:
    """The figures at their sizes, or small ones of which only the results must agree."""
    if not quick:
        return run(Sizes())
    run(QUICK)
    return 0 if same_in_any_order(QUICK) else 1


if __name__ == "__main__":
    usual = Sizes()
    asked = argparse.ArgumentParser(description="times a matrix")
    asked.add_argument("--rate", type=int, default=usual.rate)
    asked.add_argument("--large", type=int, default=usual.large)
    asked.add_argument("--turns", type=int, default=usual.turns)
    asked.add_argument("--runs", type=int, default=usual.runs)
    asked.add_argument("--small", type=int, default=usual.small)
    given = asked.parse_args()
    sys.exit(run(Sizes(given.rate, given.large, given.turns, given.runs, given.small)))
