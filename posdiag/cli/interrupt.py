"""Ctrl-C held back while something is written, so that what was written is whole."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
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
