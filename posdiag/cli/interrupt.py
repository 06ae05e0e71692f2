"""Ctrl-C held back: while something is written, so that it is whole, or to end what runs on in order."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType


@dataclass(slots=True)
class Held:
    """Whether Ctrl-C came meanwhile."""

    asked: bool = False


@contextmanager
def held() -> Iterator[Held]:
    """Note the first Ctrl-C instead of raising; a second one raises, for a reader that takes no more.

    Where Ctrl-C is ignored, or does something else than raise, it is left so.
    """
    noted = Held()
    ours = threading.current_thread() is threading.main_thread()
    if not ours or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield noted
        return

    def note(_signal: int, _frame: FrameType | None) -> None:
        if noted.asked:
            raise KeyboardInterrupt
        noted.asked = True

    signal.signal(signal.SIGINT, note)
    try:
        yield noted
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def until_ended() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C or SIGTERM has come, neither of which ends anything by itself meanwhile.

    One that comes after that raises KeyboardInterrupt, for what does not look.
    """
    ended = False

    def end(_signal: int, _frame: FrameType | None) -> None:
        nonlocal ended
        if ended:
            raise KeyboardInterrupt
        ended = True

    numbers = (signal.SIGINT, signal.SIGTERM)  # a shell starts what runs beside it with Ctrl-C ignored
    previous = {number: signal.signal(number, end) for number in numbers}
    try:
        yield lambda: ended
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
