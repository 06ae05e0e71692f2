"""Jobs of a server as they are kept, and what a database must offer to keep them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class JobRow:
    """One job. Times are seconds since 1970, 0 for not yet; `spec` is JSON; `error` a word or a sentence."""

    id: str
    kind: str
    spec: str
    who: str
    state: str
    made_s: float
    began_s: float = 0.0
    ended_s: float = 0.0
    error: str = ""
    tries: int = 0


class JobBook(Protocol):
    """Where jobs are kept. Every call is whole: it has happened when it returns, also after a power cut."""

    def put(self, row: JobRow, events: Sequence[str], server: str, until_s: float, most: int) -> None:
        """Keep a job as it stands, held by a server until then; beyond `most` the oldest that are over go."""
        ...

    def get(self, id_: str) -> tuple[JobRow, list[str]] | None:
        """A job and what it told."""
        ...

    def recent(self, count: int, kind: str = "") -> list[JobRow]:
        """The newest jobs, newest first."""
        ...

    def claim(self, server: str, now_s: float, until_s: float) -> list[JobRow]:
        """Take the jobs that are not over and that no server holds; they are this server's then."""
        ...

    def renew(self, server: str, until_s: float) -> None:
        """Hold on to the jobs of this server."""
        ...

    def release(self, server: str) -> None:
        """Let go of them."""
        ...
