"""One line that is sat upon: two ports, bytes either way, each handed on the moment it is there.

An `Injector` may stand between, as a fault of the line would. What the POS said is told as it said it, and
what it heard as it heard it.
"""

from __future__ import annotations

import selectors
import time
from collections.abc import Callable
from typing import Protocol

from posdiag.link.api import Why
from posdiag.link.forward_ends import Gone, Port
from posdiag.link.tellings import What

#: Bytes held for an end that does not read; beyond them the other end is not read either.
HELD_BYTES = 1 << 20


class Injector(Protocol):
    """A fault of the line: takes what one end sent, and gives what the other hears, and when."""

    def opened(self, now_ms: int) -> str:
        """A line is opened: the reason (refused) why it is not, or nothing."""
        ...

    def take(self, near: bool, data: bytes, now_ms: int) -> None: ...

    def due_ms(self) -> int | None:
        """When something comes out next."""
        ...

    def run(self, now_ms: int) -> list[tuple[bool, bytes]]:
        """What comes out by now: sent by the near end or not, and the bytes."""
        ...

    def ending(self) -> str:
        """Why the line has been cut (reset), or nothing."""
        ...

    def release(self) -> None:
        """The line is over."""
        ...


class Loop(Protocol):
    """What a line needs of the loop that it lives in."""

    selector: selectors.BaseSelector
    polled: list[Callable[[], None]]

    def tell(self, what: What, line: int = 0, *, near: bool = False, content: bytes = b"") -> None:
        """Note what happened on a line."""
        ...


class _Half:
    """One direction: from `source` to `drain`."""

    __slots__ = ("drain", "ended", "held", "near", "poll", "source", "watched")

    def __init__(self, source: Port, drain: Port, near: bool) -> None:
        self.source = source
        self.drain = drain
        self.near = near  # whether the source is the POS's end
        self.held = bytearray()
        self.ended = False  # the source sends no more
        self.watched = 0
        self.poll: Callable[[], None] | None = None


class ForwardedLine:
    """A line from `near` to `far`, alive until `why` says otherwise."""

    def __init__(self, number: int, near: Port, far: Port, loop: Loop, injector: Injector | None) -> None:
        self.number = number
        self.near, self.far = near, far
        self.why: Why | None = None
        self.ended_by_near = False
        self.injector = injector
        self._loop = loop
        self._up, self._down = _Half(near, far, True), _Half(far, near, False)
        loop.tell(What.OPENED, number, content=f"{near.name}\n{far.name}".encode())
        if injector is not None and injector.opened(now_ms()):
            loop.tell(What.INJECTED, number, content=b"refused")
            self._over(Why.REFUSED, near=False)
            return
        for half in (self._up, self._down):
            self._watch(half)

    def due_ms(self) -> int | None:
        """When an injected fault lets something out."""
        return self.injector.due_ms() if self.injector is not None else None

    def let_out(self) -> None:
        """Hand on what an injected fault lets through by now."""
        if self.injector is None:
            return
        for near, data in self.injector.run(now_ms()):
            if self.why is not None:
                return
            if not near:
                self._loop.tell(What.BYTES, self.number, content=data)
            self._hand_on(self._up if near else self._down, data)
        why = self.injector.ending()
        if why and self.why is None:
            self._loop.tell(What.INJECTED, self.number, content=why.encode())
            self._over(Why(why), near=False)

    def close(self) -> None:
        """The forwarder ends."""
        if self.why is None:
            self._over(Why.ENDED, near=True)

    # -- watching --------------------------------------------------------------------------------

    def _watch(self, half: _Half) -> None:
        """Wait for bytes of a source, and for room in it while something is held for it."""
        other = self._down if half.near else self._up
        full = half.ended or len(half.held) >= HELD_BYTES
        events = (0 if full else selectors.EVENT_READ) | (selectors.EVENT_WRITE if other.held else 0)
        if half.poll is not None or events == half.watched:
            return
        try:
            port = half.source.fileno()
            if not half.watched:
                self._loop.selector.register(port, events, lambda ready: self._ready(half, ready))
            elif events:
                self._loop.selector.modify(port, events, lambda ready: self._ready(half, ready))
            else:
                self._loop.selector.unregister(port)
            half.watched = events
        except (ValueError, OSError, AttributeError, KeyError):  # a port of Windows cannot be selected on
            half.poll = lambda: self._ready(half, selectors.EVENT_READ | selectors.EVENT_WRITE)
            self._loop.polled.append(half.poll)

    def _forget(self, half: _Half) -> None:
        if half.poll is not None:
            self._loop.polled.remove(half.poll)
        elif half.watched:
            try:
                self._loop.selector.unregister(half.source.fileno())
            except (KeyError, ValueError, OSError):
                return

    # -- bytes -----------------------------------------------------------------------------------

    def _ready(self, half: _Half, events: int) -> None:
        if events & selectors.EVENT_READ and self.why is None:
            self._carry(half)
        other = self._down if half.near else self._up
        if events & selectors.EVENT_WRITE and other.held and self.why is None:
            self._drain(other)

    def _carry(self, half: _Half) -> None:
        """Take what the source has and hand it on."""
        if half.ended or len(half.held) >= HELD_BYTES:
            return
        try:
            data = half.source.read()
        except Gone as gone:
            self._source_gone(half, gone.why)
            return
        if not data:
            return
        if self.injector is None:
            self._hand_on(half, data)
        else:
            self.injector.take(half.near, data, now_ms())
        if self.injector is None or half.near:
            self._loop.tell(What.BYTES, self.number, near=half.near, content=data)

    def _hand_on(self, half: _Half, data: bytes) -> None:
        try:
            sent = 0 if half.held else half.drain.write(data)
        except Gone as gone:
            self._over(gone.why, near=not half.near)
            return
        if sent < len(data):
            half.held += data[sent:]
            self._look_again()

    def _drain(self, half: _Half) -> None:
        try:
            del half.held[: half.drain.write(half.held)]
        except Gone as gone:
            self._over(gone.why, near=not half.near)
            return
        self._look_again()
        if half.ended and not half.held:
            half.drain.finish()

    def _look_again(self) -> None:
        self._watch(self._up)
        self._watch(self._down)

    # -- endings ---------------------------------------------------------------------------------

    def _source_gone(self, half: _Half, why: Why) -> None:
        other = self._down if half.near else self._up
        if why is not Why.ENDED or other.ended:
            first = other if why is Why.ENDED else half  # the end that hung up, not the one that followed
            self._over(why, near=first.near)
            return
        half.ended = True  # closed in one direction: what is on its way arrives, the other direction lives
        if not half.held:
            half.drain.finish()
        self._look_again()

    def _over(self, why: Why, near: bool) -> None:
        self.why, self.ended_by_near = why, near
        for half in (self._up, self._down):
            self._forget(half)
        if self.injector is not None:
            self.injector.release()
        self._loop.tell(What.ENDED, self.number, near=near, content=why.value.encode())


def now_ms() -> int:
    """Milliseconds of a clock that never goes back."""
    return time.monotonic_ns() // 1_000_000
