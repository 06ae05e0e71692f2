"""Who plays a matrix: this process, or several of its own on this machine."""

from __future__ import annotations

import multiprocessing
import signal
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Protocol

from posdiag.assembly_matrix import Answer, Job, Player, Task, player_of
from posdiag.errors import PosdiagError, Problem
from posdiag.link.undisturbed import begin
from posdiag.worded import worded

#: Tasks that a worker has before it ends the first: it need not wait for the next one.
_AHEAD = 2
#: Tasks whose answers may wait for an earlier one, for each worker: what is kept in memory stays small.
_WAITING = 4


class Crew(Protocol):
    """Carries tasks out. PosdiagError where a worker is lost; what was answered before stays answered."""

    def work(self, tasks: Iterable[Task]) -> Iterator[Answer]:
        """The answers, in the order of the tasks."""
        ...

    def close(self) -> None:
        """Let go of whoever works."""
        ...


class Alone:
    """This process alone."""

    def __init__(self, job: Job) -> None:
        self._player = Player(job.matrix)

    def work(self, tasks: Iterable[Task]) -> Iterator[Answer]:
        return map(self._player.carry_out, tasks)

    def close(self) -> None:
        self._player.close()


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    line: Connection
    open: int = 0  # tasks given and not answered


class Processes:
    """So many processes, each begun afresh on every system, so that all systems behave alike.

    Each has a pipe of its own: where this process is killed, theirs end, and so do they.
    """

    def __init__(self, job: Job, count: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []
        for _ in range(count):
            ours, theirs = context.Pipe()
            process = context.Process(target=serve, args=(theirs, job), daemon=True)
            begin(process, afresh=True)
            theirs.close()
            self._workers.append(_Worker(process, ours))

    def work(self, tasks: Iterable[Task]) -> Iterator[Answer]:
        queue = iter(tasks)
        answers: dict[int, Answer] = {}
        given = told = 0
        more = True
        while True:
            while more and given - told < _WAITING * len(self._workers):
                worker = min(self._workers, key=lambda one: one.open)
                if worker.open >= _AHEAD:
                    break
                task = next(queue, None)
                if task is None:
                    more = False
                    break
                self._give(worker, (given, task))
                given += 1
            if told == given:
                return
            if told not in answers:
                for number, answer in self._heard():
                    answers[number] = answer
            while told in answers:
                yield answers.pop(told)
                told += 1

    def _give(self, worker: _Worker, task: tuple[int, Task]) -> None:
        try:
            worker.line.send(task)
        except OSError as error:
            raise self._lost(worker) from error
        worker.open += 1

    def _heard(self) -> Iterator[tuple[int, Answer]]:
        by_line = {worker.line: worker for worker in self._workers}
        for line in wait(list(by_line)):
            worker = by_line[line]  # type: ignore[index]
            try:
                number, answer, error = worker.line.recv()
            except (EOFError, OSError) as gone:
                raise self._lost(worker) from gone
            worker.open -= 1
            if isinstance(error, PosdiagError):
                raise error
            if error is not None:
                raise RuntimeError(f"in a worker process: {error}")
            yield number, answer

    def _lost(self, worker: _Worker) -> PosdiagError:
        worker.process.join(1)
        what = worded("a worker process was lost (exit code {exitcode})", exitcode=worker.process.exitcode)
        return PosdiagError(
            Problem("--jobs", what, worded("use fewer jobs; with --resume nothing is played twice"))
        )

    def close(self) -> None:
        for worker in self._workers:
            worker.line.close()
        for worker in self._workers:
            worker.process.terminate()
            worker.process.join()


def serve(line: Connection, job: Job) -> None:
    """A worker process: tasks in, answers out, until the line ends. Ctrl-C is for the process that asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    player = player_of(job)
    while True:
        try:
            number, task = line.recv()
        except (EOFError, OSError):
            return
        answer: Answer | None = None
        error: PosdiagError | str | None = None
        try:
            answer = player.carry_out(task)
        except PosdiagError as known:
            error = known
        except Exception as bug:
            error = f"{type(bug).__name__}: {bug}\n{traceback.format_exc()}"
        try:
            line.send((number, answer, error))
        except OSError:
            return
