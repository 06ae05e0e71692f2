"""Hears a line ahead of whoever reads it: a recording must not wait for a frame that is hard to read."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator

from posdiag import assembly
from posdiag.link.tellings import Telling, What
from posdiag.tap.sitting import Noticed, Sitting

#: Tellings that wait to be read; bytes beyond them are only recorded, and counted as unread.
MOST_WAITING = 20_000
#: Seconds after which a reader is told that nothing waits.
_WAIT_S = 0.05
#: Seconds after which held bytes are looked through.
_LOOK_S = 0.02


class Ahead(threading.Thread):
    """Records every telling the moment it comes, in a thread of its own; `noticed` gives them to be read."""

    def __init__(self, tellings: Iterator[Telling | None], sitting: Sitting) -> None:
        super().__init__(daemon=True)
        self._tellings = tellings
        self._sitting = sitting
        self._waiting: queue.SimpleQueue[Noticed | Exception | None] = queue.SimpleQueue()
        self._over = False

    def run(self) -> None:
        """Record until the forwarder ends."""
        ticked_us = 0
        try:
            for telling in self._tellings:
                now_us = assembly.clock_us()
                if telling is not None:
                    self._put(self._sitting.note(telling))
                if telling is None or now_us - ticked_us >= _LOOK_S * 1e6:
                    ticked_us = now_us
                    self._sitting.let_out(now_us if telling is None else telling.at_us)
            self._waiting.put(None)
        except Exception as error:  # of the forwarder, or a mistake of our own: told by whoever reads
            self._waiting.put(error)

    def _put(self, noticed: Noticed) -> None:
        if noticed.telling.what is What.BYTES and self._waiting.qsize() >= MOST_WAITING:
            self._sitting.unread += len(noticed.telling.content)
        else:
            self._waiting.put(noticed)

    def noticed(self) -> Iterator[Noticed | None]:
        """What waits to be read, in order; None whenever nothing does. Ends when the forwarder did.

        Raises what ended the hearing.
        """
        while not self._over:
            try:
                one = self._waiting.get_nowait()
            except queue.Empty:
                yield None
                try:
                    one = self._waiting.get(timeout=_WAIT_S)
                except queue.Empty:
                    continue
            if isinstance(one, Noticed):
                yield one
                continue
            self._over = True
            if one is not None:
                raise one
