"""One process or several: the same answers in the same order, and a lost worker is told."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import closing
from multiprocessing import Pipe

import pytest

from posdiag.assembly_crew import Alone, Crew, Processes, serve
from posdiag.assembly_matrix import Job, Play, Whole
from posdiag.errors import PosdiagError
from posdiag.matrix.cells import Matrix
from posdiag.matrix.played import Played
from tests.test_assembly_matrix import shipped


@pytest.fixture(scope="module")
def matrix() -> Matrix:
    return shipped(("sale-within-balance", "barcode"), "reference/hangang", seeds=3)


def answers(crew: Crew, matrix: Matrix, size: int) -> list[Played]:
    tasks = (Play(at, min(at + size, len(matrix))) for at in range(0, len(matrix), size))
    return [result for answer in crew.work(tasks) if isinstance(answer, list) for result in answer]


def test_two_processes_say_what_one_says_in_its_order(matrix: Matrix) -> None:
    with closing(Alone(Job(matrix))) as alone, closing(Processes(Job(matrix), 2)) as crew:
        wanted = answers(alone, matrix, 100)
        assert [result.index for result in wanted] == list(range(36))
        assert answers(crew, matrix, 1) == wanted
        assert answers(crew, matrix, 7) == wanted
        assert list(crew.work(iter(()))) == []
        whole = next(iter(crew.work([Whole(0, diagnosed=False)])))
        assert whole == next(iter(alone.work([Whole(0, diagnosed=False)])))
        os.kill(crew._workers[0].process.pid or 0, signal.SIGKILL)
        with pytest.raises(PosdiagError, match="a worker process was lost") as caught:
            answers(crew, matrix, 1)
    assert caught.value.exit_code == 3


def test_a_worker_ends_with_its_line_and_sends_back_what_goes_wrong(
    matrix: Matrix, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)  # only a main thread may set it
    ours, theirs = Pipe()
    worker = threading.Thread(target=serve, args=(theirs, Job(matrix)))
    worker.start()
    ours.send((0, Play(0, 1)))
    number, answer, error = ours.recv()
    assert (number, len(answer), error) == (0, 1, None)
    ours.send((1, Play(0, 1_000_000)))
    number, answer, error = ours.recv()
    assert (number, answer) == (1, None)
    assert error.startswith("IndexError")
    ours.close()
    worker.join(10)
    assert not worker.is_alive()
