"""Jobs in processes of their own: so many at once, and taken up again by the next server."""

from __future__ import annotations

import asyncio
import json
from collections import OrderedDict, deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, TypeVar

from posdiag.errors import PosdiagError
from posdiag.store.job_rows import JobRows
from posdiag.web.desk import World
from posdiag.web.failure import Failure
from posdiag.web.job import MOST_EVENT_BYTES, MOST_EVENTS, TAP, Job, State, job_of
from posdiag.web.journal import Journal
from posdiag.web.settings import Limits
from posdiag.web.shelf import Shelf
from posdiag.web.upload import discard

Value = TypeVar("Value")

#: Jobs that are over and still in memory, with all that they told.
_MOST_REMEMBERED = 8
#: A job whose server died is tried so often; one that kills its server is not tried for ever.
MOST_TRIES = 3
#: How the line begins by which a worker says what is wrong with its order.
_FAILED = '{"event": "failed"'
_LONGEST_LINE = 32_000_000
#: A server says so often that it still works on its jobs; another takes them when it has not for so long.
LEASE_S, RENEW_S = 30.0, 10.0


class Jobs:
    """The jobs of one server. `command` starts a worker, `shelf` keeps the jobs."""

    def __init__(
        self,
        command: tuple[str, ...],
        shelf: Shelf,
        world: World,
        journal: Journal,
        limits: Limits,
        count: Callable[[str, str], None] = lambda name, of: None,
    ) -> None:
        self._command = command
        self._shelf = shelf
        self._world = world
        self._journal = journal
        self._limits = limits
        self._count = count
        self._server = world.name()
        self._waiting: deque[Job] = deque()
        self._known: OrderedDict[str, Job] = OrderedDict()
        self._running: dict[str, asyncio.Task[None]] = {}
        self._processes: dict[str, asyncio.subprocess.Process] = {}
        self._stopping = False  # nothing more begins
        self._leaving = False  # what is not over is left to the next server
        self._lease: asyncio.Task[None] | None = None

    # -- what handlers ask for -------------------------------------------------------------------

    async def start(self, kind: str, spec: Mapping[str, Any], who: str) -> Job:
        """A new job. Failure `busy` where too many wait already, or the server is about to stop."""
        if self._stopping or len(self._waiting) >= self._limits.queued:
            raise Failure("busy", wait_s=5.0)
        job = Job(self._world.name(), kind, spec, who, self._world.now_s())
        await self._keep(job)
        self._take_on(job)
        return job

    async def get(self, id_: str) -> Job:
        """A job with everything it has told. Failure `not_found`."""
        known = self._known.get(id_)
        if known is not None:
            return known
        kept = await self._shelf.read(lambda store: store.jobs.get(id_))
        if kept is None:
            raise Failure("not_found", "path.id", what=id_)
        row, events = kept
        job = job_of(row, events)
        if job.over:
            self._remember(job)
        return job

    def following(self, tap: str) -> Job | None:
        """The job that follows a recording now."""
        return next(
            (job for job in self._known.values() if not job.over and job.spec.get("tap") == tap), None
        )

    async def recent(self, count: int, kind: str = "") -> list[Job]:
        """The newest jobs, without what they told."""
        rows = await self._shelf.read(lambda store: store.jobs.recent(count, kind))
        return [self._known.get(row.id) or job_of(row, []) for row in rows]

    async def stop(self, id_: str) -> Job:
        """End a job; one that is over stays as it is."""
        job = await self.get(id_)
        if job in self._waiting:
            self._waiting.remove(job)
        process = self._processes.get(id_)
        if not job.over:
            await self._over(job, State.STOPPED, "")
        if process is not None:
            with suppress(ProcessLookupError):
                process.kill()
        return job

    @property
    def running(self) -> int:
        return len(self._running)

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    # -- begin and end of the server -------------------------------------------------------------

    async def open(self) -> None:
        """Take up what another server left."""
        await self._claim()
        self._lease = asyncio.create_task(self._renew())

    async def close(self) -> None:
        """Let running jobs end, as long as allowed; what does not end in time waits for the next server."""
        self._stopping = True
        if self._lease is not None:
            self._lease.cancel()
            await asyncio.gather(self._lease, return_exceptions=True)
        ending = {task for id_, task in self._running.items() if self._known[id_].kind != TAP}
        if ending:
            await asyncio.wait(ending, timeout=self._limits.stop_s)
        self._leaving = True
        left = [*self._waiting, *(self._known[id_] for id_ in self._running)]
        for job in left:
            job.move(State.WAITING)
            job.events.clear()
        for process in list(self._processes.values()):
            with suppress(ProcessLookupError):
                process.kill()
        if self._running:
            await asyncio.gather(*self._running.values(), return_exceptions=True)
        await idle(0.01)  # the pipes of what was killed close in the next turn of the loop
        try:
            for job in left:
                await self._keep(job)
            await self._rows(lambda rows: rows.release(self._server))
            self._journal.note("jobs-left", count=len(left))
        except PosdiagError:  # the database is gone: whoever comes next takes them once the lease is over
            self._journal.note("jobs-lost", count=len(left))

    async def _renew(self) -> None:
        while True:
            await idle(RENEW_S)
            with suppress(Exception):
                await self._rows(lambda rows: rows.renew(self._server, self._world.now_s() + LEASE_S))
                await self._claim()

    async def _claim(self) -> None:
        now_s = self._world.now_s()
        rows = await self._rows(lambda rows: rows.claim(self._server, now_s, now_s + LEASE_S))
        for row in rows:
            job = job_of(row, [])
            if job.tries >= MOST_TRIES:
                self._known[job.id] = job
                await self._over(job, State.FAILED, "gave-up")
            elif job.id not in self._known:
                self._take_on(job)

    # -- work ------------------------------------------------------------------------------------

    def _take_on(self, job: Job) -> None:
        self._remember(job)
        self._waiting.append(job)
        self._next()

    def _next(self) -> None:
        for job in tuple(self._waiting):
            if self._stopping or not self._has_room(job):
                continue
            self._waiting.remove(job)
            self._running[job.id] = asyncio.create_task(self._run(job))

    def _has_room(self, job: Job) -> bool:
        """Whether one more may run: who looks on at a line for hours does not keep replays waiting."""
        looking_on = sum(self._known[id_].kind == TAP for id_ in self._running)
        if job.kind == TAP:
            return looking_on < self._limits.follows
        return len(self._running) - looking_on < self._limits.jobs

    async def _run(self, job: Job) -> None:
        try:
            if self._leaving:
                return
            job.began_s, job.tries = self._world.now_s(), job.tries + 1
            job.move(State.RUNNING)
            await self._keep(job)
            limits = self._limits
            await asyncio.wait_for(self._work(job), limits.follow_s if job.kind == TAP else limits.job_s)
        except TimeoutError:
            await self._over(job, State.FAILED, "too-long")
        except asyncio.CancelledError:
            raise
        except Exception as error:
            self._journal.note("bug", job=job.id, error=type(error).__name__)
            await self._over(job, State.FAILED, "internal")
        finally:
            process = self._processes.pop(job.id, None)
            if process is not None and process.returncode is None:
                with suppress(ProcessLookupError):
                    process.kill()
            self._running.pop(job.id, None)
            self._next()

    async def _work(self, job: Job) -> None:
        """Start the worker, tell what it tells, and see how it ended."""
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            *self._command, stdin=pipe, stdout=pipe, stderr=asyncio.subprocess.DEVNULL, limit=_LONGEST_LINE
        )
        self._processes[job.id] = process
        if job.over or self._leaving:  # stopped or left before there was a process to stop
            return
        assert process.stdin is not None and process.stdout is not None  # noqa: PT018
        with suppress(ConnectionError):
            process.stdin.write(json.dumps({"kind": job.kind, "spec": job.spec}).encode() + b"\n")
            await process.stdin.drain()
            process.stdin.close()
        last = ""
        async for line in process.stdout:
            text = line.decode("utf-8", "replace").rstrip("\n")
            last = text
            if text.startswith(_FAILED):
                break
            if len(job.events) >= MOST_EVENTS or job.size >= MOST_EVENT_BYTES:
                await self._over(job, State.FAILED, "too-much")
                return
            job.tell(text)
        code = await process.wait()
        if job.over or job.state is State.WAITING:  # stopped meanwhile, or left for the next server
            return
        if code == 0:
            await self._over(job, State.ENDED, "")
        else:
            said = json.loads(last).get("said", "") if last.startswith(_FAILED) else "internal"
            await self._over(job, State.FAILED, said)

    async def _over(self, job: Job, state: State, error: str) -> None:
        job.ended_s, job.error = self._world.now_s(), error
        discard(job.spec.get("file"))
        if not job.began_s:
            job.began_s = job.ended_s
        job.state = state
        await self._keep(job)
        job.move(state)
        self._count("jobs", state.value)
        self._journal.note(
            "job",
            job=job.id,
            job_kind=job.kind,
            state=state.value,
            seconds=round(job.ended_s - job.began_s, 3),
        )

    async def _keep(self, job: Job) -> None:
        row, events = job.row(), list(job.events) if job.over else []
        until_s = self._world.now_s() + LEASE_S
        most = self._limits.kept_jobs
        await self._rows(lambda rows: rows.put(row, events, self._server, until_s, most))

    async def _rows(self, work: Callable[[JobRows], Value]) -> Value:
        return await self._shelf.do(lambda store: work(store.jobs))

    def _remember(self, job: Job) -> None:
        self._known[job.id] = job
        over = [id_ for id_, one in self._known.items() if one.over]
        for id_ in over[: max(len(over) - _MOST_REMEMBERED, 0)]:
            del self._known[id_]


async def idle(seconds: float) -> None:
    """Let others work for so long."""
    with suppress(TimeoutError):
        await asyncio.wait_for(asyncio.Event().wait(), seconds)
