"""The thread in which aiohttp works behind a link that is asked in turn: bytes in, answers in a queue."""

from __future__ import annotations

import asyncio
import contextlib
import queue
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Coroutine
from typing import Any, Final

from posdiag.link.api import Answer, Closed, Heard, Silence, Why
from posdiag.link.clock import WallClock

#: However fast the link's clock runs, connecting gets at least this long in real seconds.
LEAST_DIAL_S: Final = 1.0
#: Longest answer of an agent that is taken, in bytes.
MAX_ANSWER_BYTES: Final = 1_048_576
#: Real seconds that the thread may take to end.
_END_S: Final = 5.0


class AgentLink(ABC):
    """What the links to local agents share. Made, it disturbs nobody: the thread starts with the first send.

    Subclasses say what a send does (`_start`); what they find goes to `_heard` and `_ended` with the
    number of the connection, so that nothing of a connection that was given up is taken for the next.
    """

    def __init__(
        self, connect_ms: int = 5000, speed: float = 1.0, on_refused: Callable[[], None] | None = None
    ) -> None:
        self._clock = WallClock(speed)
        self._dial_s = max(self._clock.real_s(connect_ms), LEAST_DIAL_S)
        self._on_refused = on_refused
        self._found: queue.Queue[tuple[int, bytes | Why]] = queue.Queue()
        self._closed: Why | None = None
        self._connection = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    # -- Link ------------------------------------------------------------------------------------

    def now_ms(self) -> int:
        return self._clock.now_ms()

    def send(self, data: bytes) -> None:
        if self._closed is None and data:
            self._do(self._start(data, self._connection))

    def wait(self, until_ms: int) -> Answer:
        until_ms = max(until_ms, self.now_ms())
        while self._closed is None:
            left_s = self._clock.real_s(until_ms - self.now_ms())
            try:
                connection, found = self._found.get(timeout=left_s) if left_s else self._found.get_nowait()
            except queue.Empty:
                if self.now_ms() >= until_ms:
                    return Silence(until_ms)
                continue
            if connection != self._connection:
                continue
            if isinstance(found, bytes):
                return Heard(found, self.now_ms())
            self._closed = found
            if found is Why.REFUSED and self._on_refused is not None:
                self._on_refused()
        return Closed(self._closed, self.now_ms())

    def reopen(self) -> None:
        self._connection += 1
        self._closed = None
        if self._loop is not None:  # waited for, since it must not end what is sent next
            self._wait_for(self._let_go(), self._loop)

    def close(self) -> None:
        if self._closed is None:
            self._closed = Why.ENDED
        loop, self._loop = self._loop, None
        if loop is None or self._thread is None:
            return
        self._wait_for(self._let_go(), loop)
        loop.call_soon_threadsafe(loop.stop)
        self._thread.join(_END_S)
        if not loop.is_running():
            loop.close()

    # -- for subclasses --------------------------------------------------------------------------

    @abstractmethod
    async def _start(self, data: bytes, connection: int) -> None:
        """Send what the POS says, on the connection of this number."""

    @abstractmethod
    async def _hang_up(self) -> None:
        """Close what is open."""

    def _heard(self, connection: int, data: bytes) -> None:
        self._found.put((connection, data))

    def _ended(self, connection: int, why: Why) -> None:
        self._found.put((connection, why))

    # -- the thread ------------------------------------------------------------------------------

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(target=self._loop.run_forever, name="agent link", daemon=True)
            self._thread.start()
        self._loop.call_soon_threadsafe(self._begin, work)

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _wait_for(self, work: Coroutine[Any, Any, None], loop: asyncio.AbstractEventLoop) -> None:
        with contextlib.suppress(RuntimeError, TimeoutError, OSError):
            asyncio.run_coroutine_threadsafe(work, loop).result(_END_S)

    async def _let_go(self) -> None:
        """End everything under way."""
        others = list(self._tasks)
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await self._hang_up()


def why_not(error: OSError) -> Why:
    """What an operating system's error says about a connection."""
    if error.errno is not None:  # aiohttp's own kinds of error keep the number and hide the kind
        error = OSError(error.errno, "")
    match error:
        case ConnectionRefusedError():
            return Why.REFUSED
        case ConnectionError():
            return Why.RESET
        case _:
            return Why.LOST
