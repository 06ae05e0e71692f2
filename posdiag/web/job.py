"""A job: a diagnosis, matrix or capture that a process beside the server works on, and what it tells."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from posdiag.store.job_rows import JobRow

#: So many things are kept of what one job tells; a job that tells more is ended.
MOST_EVENTS = 50_000
MOST_EVENT_BYTES = 64_000_000


#: The kind of a job that follows a recording for as long as it grows.
TAP = "tap"


class State(StrEnum):
    """Where a job stands. `waiting` and `running` are taken up again by the next server."""

    WAITING = "waiting"
    RUNNING = "running"
    ENDED = "ended"
    FAILED = "failed"
    STOPPED = "stopped"


#: States in which nothing more comes.
OVER = (State.ENDED, State.FAILED, State.STOPPED)


@dataclass(slots=True)
class Job:
    """One job. `events` are lines of JSON, in the order in which they were told.

    `spec` is what the worker is asked for; it holds no text of a caller and no file name of a user's.
    """

    id: str
    kind: str  # diagnose, matrix, capture, reproduce, tap
    spec: Mapping[str, Any]
    who: str
    made_s: float
    state: State = State.WAITING
    began_s: float = 0.0
    ended_s: float = 0.0
    error: str = ""
    tries: int = 0
    events: list[str] = field(default_factory=list)
    size: int = 0
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def over(self) -> bool:
        return self.state in OVER

    def tell(self, event: Mapping[str, Any] | str) -> None:
        """One more event; whoever follows hears of it."""
        line = event if isinstance(event, str) else json.dumps(event, ensure_ascii=False)
        self.events.append(line)
        self.size += len(line)
        self._wake()

    def move(self, state: State) -> None:
        self.state = state
        self._wake()

    def _wake(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    async def news(self, timeout_s: float) -> bool:
        """Wait until something more is told; False where nothing was for so long."""
        try:
            await asyncio.wait_for(self._news.wait(), timeout_s)
        except TimeoutError:
            return False
        return True

    def row(self) -> JobRow:
        """The job as it is kept."""
        return JobRow(
            id=self.id,
            kind=self.kind,
            spec=json.dumps(self.spec, ensure_ascii=False, sort_keys=True),
            who=self.who,
            state=self.state.value,
            made_s=self.made_s,
            began_s=self.began_s,
            ended_s=self.ended_s,
            error=self.error,
            tries=self.tries,
        )


def job_of(row: JobRow, events: list[str]) -> Job:
    """The job that was kept."""
    return Job(
        id=row.id,
        kind=row.kind,
        spec=json.loads(row.spec),
        who=row.who,
        made_s=row.made_s,
        state=State(row.state),
        began_s=row.began_s,
        ended_s=row.ended_s,
        error=row.error,
        tries=row.tries,
        events=events,
        size=sum(map(len, events)),
    )
