"""Stands between the simulated world and the door by which the POS comes in: notes every byte, and bends.

What is noted is what the POS's end of the line saw, when, in the world's milliseconds.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

#: Chunks noted of one case; a POS that floods the line shows no more by more of it.
MOST_CHUNKS = 20_000


class PlayedWorld(Protocol):
    """A world that is served in real time."""

    def now_ms(self) -> int: ...
    def next_due(self) -> int | None: ...
    def write(self, data: bytes) -> None: ...
    def read_until(self, until_ms: int) -> tuple[str, bytes, int]: ...
    def reopen(self) -> None: ...
    def advance(self, to_ms: int) -> None: ...
    def ask(self, line: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Heard:
    """Bytes at the POS's end of the line."""

    at_ms: int
    from_pos: bool
    data: bytes


@dataclass(frozen=True, slots=True)
class Cut:
    """The line ended (`why`: refused, reset, ended), or was opened anew (`why` empty)."""

    at_ms: int
    why: str


Noted = Heard | Cut


def _straight(content: bytes) -> bytes:
    return content


class AuditedLine:
    """A world as its server sees it. One thread serves it; another may read `noted` and `time_ms`.

    `clock` runs as the world does when it is served: the world itself is only as far as it was last asked.
    """

    def __init__(self, world: PlayedWorld, clock: Callable[[], int] | None = None) -> None:
        self._world = world
        self._clock = clock or world.now_ms
        self._began_ms = 0
        self._bend: Callable[[bytes], bytes] = _straight
        self._next: Callable[[bytes], bytes] = _straight
        self._noted: list[Noted] = []

    # -- whoever audits --------------------------------------------------------------------------

    def prepare(self, bend: Callable[[bytes], bytes]) -> None:
        """From the next setup of the bench on, answers go to the POS as `bend` makes them."""
        self._next = bend

    def noted(self) -> tuple[Noted, ...]:
        """Everything since the last setup."""
        return tuple(self._noted)

    def time_ms(self) -> int:
        """The time now, since the last setup."""
        return self._clock() - self._began_ms

    # -- the server ------------------------------------------------------------------------------

    def now_ms(self) -> int:
        return self._world.now_ms()

    def next_due(self) -> int | None:
        return self._world.next_due()

    def write(self, data: bytes) -> None:
        if data:
            self._note(Heard(self._world.now_ms(), True, data))
        self._world.write(data)

    def read_until(self, until_ms: int) -> tuple[str, bytes, int]:
        what, content, at_ms = self._world.read_until(until_ms)
        if what == "heard":
            content = self._bend(content)
            if content:
                self._note(Heard(at_ms, False, content))
        elif what != "silence":
            self._note(Cut(at_ms, what))
        return what, content, at_ms

    def reopen(self) -> None:
        self._note(Cut(self._world.now_ms(), ""))
        self._world.reopen()

    def advance(self, to_ms: int) -> None:
        self._world.advance(to_ms)

    def ask(self, line: str) -> str:
        answer = self._world.ask(line)
        if json.loads(line).get("do") == "setup" and json.loads(answer).get("ok"):
            self._noted = []
            self._began_ms = self._clock() - self._world.now_ms()
            self._bend = self._next
        return answer

    def _note(self, noted: Noted) -> None:
        if len(self._noted) < MOST_CHUNKS:
            self._noted.append(noted)
