"""A link over a simulated world: time is the world's event heap, so a wait of 30 s costs microseconds."""

from __future__ import annotations

from typing import Protocol

from posdiag.link.api import Answer, Closed, Heard, Silence, Why


class SimulatedWorld(Protocol):
    """What posdiag needs of a simulated world; whoever has these five methods is one."""

    def now_ms(self) -> int:
        """Simulated milliseconds since the world began."""
        ...

    def write(self, data: bytes) -> None:
        """The POS's bytes enter the line now."""
        ...

    def read_until(self, until_ms: int) -> tuple[str, bytes, int]:
        """Run on until bytes reach the POS, the line closes, or `until_ms`.

        `("heard", bytes, at)`, `("silence", b"", at)`, or a value of `Why` with `b""` and the time.
        """
        ...

    def reopen(self) -> None:
        """The POS dials anew."""
        ...

    def ask(self, line: str) -> str:
        """One request to the bench and its answer, each one JSON object."""
        ...


class VirtualLink:
    """The POS's end of the line of a simulated world.

    A world that is set up afresh begins with a new connection: take a new `VirtualLink` then.
    """

    __slots__ = ("_closed", "_world")

    def __init__(self, world: SimulatedWorld) -> None:
        self._world = world
        self._closed: Why | None = None

    def now_ms(self) -> int:
        return self._world.now_ms()

    def send(self, data: bytes) -> None:
        if self._closed is None and data:
            self._world.write(data)

    def wait(self, until_ms: int) -> Answer:
        if self._closed is not None:
            return Closed(self._closed, self._world.now_ms())
        what, data, at_ms = self._world.read_until(until_ms)
        if what == "heard":
            return Heard(data, at_ms)
        if what == "silence":
            return Silence(at_ms)
        self._closed = Why(what)
        return Closed(self._closed, at_ms)

    def reopen(self) -> None:
        self._closed = None
        self._world.reopen()

    def close(self) -> None:
        if self._closed is None:
            self._closed = Why.ENDED
