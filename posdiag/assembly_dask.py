"""A matrix on many machines: the workers of a running Dask scheduler (`posdiag[dask]`)."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

from posdiag.assembly_matrix import Answer, Job, Player, Task, data_digest, player_of, version_of_posdiag
from posdiag.errors import InputError, LinkError, PosdiagError, Problem
from posdiag.worded import worded

_SCHEME = "dask://"
_CONNECT_S = 10
#: While nothing comes, it is asked this often whether there is still anyone to work.
_ASK_S = 15
#: Tasks on their way for each thread of a worker.
_AHEAD = 3
#: A worker may have several threads, yet Python runs one at a time, and codecs and data are shared by all.
_ONE_AT_A_TIME = threading.Lock()
_known: list[tuple[Job, Player]] = []


class DaskCrew:
    """The workers of the scheduler at `url`. Results and their order are those of one process.

    InputError for an address that is none, PosdiagError (exit 3) where Dask is not installed, nobody
    answers, there is no worker, or a worker has another posdiag or other profiles.
    """

    def __init__(self, job: Job, url: str) -> None:
        self._place = f"--engine {url}"
        address = _address(url)
        try:
            from distributed import Client
        except ImportError as error:
            what = worded("Dask is not installed")
            raise PosdiagError(Problem(self._place, what, worded("pip install 'posdiag[dask]'"))) from error
        for name in ("distributed", "distributed.comm", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        try:
            connect: Any = Client
            self._client: Any = connect(address, timeout=_CONNECT_S, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            what = worded(
                "no Dask scheduler answers: {which}",
                which=str(error).splitlines()[0] if str(error) else "time-out",
            )
            raise LinkError(Problem(self._place, what, worded("start one with `dask scheduler`"))) from error
        self._threads = self._count()
        if not self._threads:
            self._client.close()
            raise self._no_workers()
        self._job = self._client.scatter(job, broadcast=True, hash=False)

    def _count(self) -> int:
        """Threads of all workers."""
        return sum(self._client.nthreads().values())

    def work(self, tasks: Iterable[Task]) -> Iterator[Answer]:
        queue = iter(tasks)
        waiting: deque[Any] = deque()
        try:
            while True:
                while len(waiting) < max(self._threads, 1) * _AHEAD and (task := next(queue, None)):
                    wanted = (self._job, version_of_posdiag(), task)
                    waiting.append(self._client.submit(carry_out, *wanted, pure=False))
                if not waiting:
                    return
                yield self._answer(waiting.popleft())
        finally:
            if waiting:
                self._client.cancel(list(waiting))

    def _answer(self, future: Any) -> Answer:
        while True:
            try:
                answer: Answer = future.result(timeout=_ASK_S)
                return answer
            except TimeoutError as error:
                if future.done():
                    raise self._failed(error) from error
                self._threads = self._count()
                if not self._threads:
                    raise self._no_workers() from error
            except PosdiagError:
                raise
            except Exception as error:
                raise self._failed(error) from error

    def _no_workers(self) -> LinkError:
        remedy = worded("start some with `dask worker`, where posdiag is installed")
        return LinkError(Problem(self._place, worded("the Dask scheduler has no workers"), remedy))

    def _failed(self, error: Exception) -> PosdiagError:
        what = worded(
            "a Dask worker failed: {name}: {error}",
            name=type(error).__name__,
            error=" ".join(str(error).split())[:300],
        )
        remedy = worded("install the same posdiag on every worker; with --resume nothing is played twice")
        return PosdiagError(Problem(self._place, what, remedy))

    def close(self) -> None:
        self._client.close()


def _address(url: str) -> str:
    host = url.removeprefix(_SCHEME)
    name, colon, port = host.rpartition(":")
    if not url.startswith(_SCHEME) or not (name and colon and port.isdecimal() and int(port) < 65_536):
        raise InputError(
            Problem(f"--engine {url}", worded("not an engine"), worded("write it like dask://scheduler:8786"))
        )
    return f"tcp://{host}"


def carry_out(job: Job, version: str, task: Task) -> Answer:
    """One task in a worker, which keeps its player from one task to the next."""
    with _ONE_AT_A_TIME:
        if not _known or _known[0][0] is not job:
            _known.clear()
            player = player_of(job)
            _refuse_others(job, version)
            _known.append((job, player))
        return _known[0][1].carry_out(task)


def _refuse_others(job: Job, version: str) -> None:
    remedy = worded("install the same posdiag with the same profiles on every worker")
    own = version_of_posdiag()
    if own != version:
        raise PosdiagError(
            Problem(
                "--engine",
                worded("a worker has posdiag {own}, and this is {version}", own=own, version=version),
                remedy,
            )
        )
    if data_digest() != job.data:
        raise PosdiagError(
            Problem("--engine", worded("a worker has other profiles, scenarios or rigs"), remedy)
        )
