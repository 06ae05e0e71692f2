"""Records what passes on lines as pcapng: at once, masked in place, and without ever ending what it watches.

A disk that is full or gone is told once and tried again with the next packet; a packet of which only a part
went to the file is cut off again, so that the file always opens.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from posdiag.capture.events import Chunk, Ended, Event, Line, Lost, Noted, Opened
from posdiag.capture.pcapng_write import CaptureWriter
from posdiag.errors import InputError, Problem
from posdiag.tap.mask_stream import MaskStream
from posdiag.wire.codec import Codec
from posdiag.wire.message import Decoded
from posdiag.worded import worded

_MASKED_PART = "card data masked by its looks: not a whole frame"

#: Blocks without which those after them cannot be read: of a section, of an interface.
_ESSENTIAL = (b"\x0a\x0d\x0d\x0a", b"\x01\x00\x00\x00")


class CaptureFile:
    """A file that takes whole blocks. `complain` is told once of each reason why it does not."""

    def __init__(self, path: Path, complain: Callable[[str], None]) -> None:
        self._path = path
        self._complain = complain
        self._said = ""
        self.lost_blocks = 0
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
            self._number = os.open(path, flags, 0o600)  # what is masked is still somebody's trade
        except OSError as error:
            remedy = worded("choose a file in a folder you may write to")
            raise InputError(Problem(f"--record {path}", error.strerror or str(error), remedy)) from error
        self._size = 0
        self._owed = b""

    def write(self, block: bytes) -> None:
        """Append a block, or nothing of it. Blocks that later ones need are made up for."""
        essential = block[:4] in _ESSENTIAL
        block = self._owed + block
        try:
            written = 0
            while written < len(block):
                written += os.write(self._number, block[written:])
        except OSError as error:
            self.lost_blocks += 1
            self._undo()
            self._owed = block if essential else self._owed
            reason = error.strerror or str(error)
            if reason != self._said:
                self._said = reason
                self._complain(reason)
            return
        self._size += len(block)
        self._owed = b""
        self._said = ""

    def _undo(self) -> None:
        try:
            os.ftruncate(self._number, self._size)
            os.lseek(self._number, self._size, os.SEEK_SET)
        except OSError:  # a pipe or device: what is there stays
            return

    def close(self) -> None:
        os.close(self._number)


class Recorder:
    """Writes events as they come. With `masked`, bytes wait for their frame, at most `HOLD_US`.

    Two threads may use it: one that hears the line, and one that finds the frames.
    """

    def __init__(self, write: Callable[[bytes], object], *, masked: bool = True) -> None:
        self._writer = CaptureWriter(write, masked=masked)
        self._masked = masked
        self._streams: dict[tuple[Line, bool], MaskStream] = {}
        self._lock = threading.Lock()

    def take(self, event: Event) -> None:
        """What happened on a line. Bytes that wait for their frame are written by `frame` or `tick`."""
        with self._lock:
            self._take(event)

    def _take(self, event: Event) -> None:
        match event:
            case Opened():
                self._writer.opened(event.line, event.at_us)
            case Chunk():
                if self._masked:
                    self._stream(event.line, event.from_a).hear(event.at_us, event.data)
                else:
                    self._writer.chunk(event)
            case Ended():
                ends = [(event.line, from_a) for from_a in (True, False)]
                held = {end: stream for end in ends if (stream := self._streams.pop(end, None)) is not None}
                self._let_out((end, stream.rest()) for end, stream in held.items())
                self._writer.ended(event.line, event.at_us, event.why, event.by_a)
            case Lost():
                self._writer.lost(event.line, event.at_us, event.from_a, event.size)
            case Noted():
                self._writer.note(event.text, event.at_us, event.line)
            case _:
                pass  # trouble of a capture file; a live line has none

    def frame(
        self,
        line: Line,
        at_us: int,
        from_a: bool,
        data: bytes,
        codec: Codec | None,
        decoded: Decoded | None = None,
    ) -> None:
        """A frame, control bytes or junk on a line: the next bytes of this end, now that they are known."""
        if self._masked:
            with self._lock:
                self._put(line, at_us, from_a, self._stream(line, from_a).frame(data, codec, decoded))

    def tick(self, now_us: int) -> None:
        """Write what has waited too long for its frame."""
        with self._lock:
            self._let_out((end, stream.overdue(now_us)) for end, stream in self._streams.items())

    def close(self) -> None:
        """Write what is held."""
        with self._lock:
            self._let_out((end, stream.rest()) for end, stream in self._streams.items())
            self._streams.clear()

    def _let_out(self, held: Iterable[tuple[tuple[Line, bool], list[tuple[int, bytes]]]]) -> None:
        """Write what the ends held, in the order in which it passed: an ACK stands after its request."""
        pieces = [(at_us, end, data) for end, out in held for at_us, data in out]
        for at_us, (line, from_a), data in sorted(pieces, key=lambda piece: piece[0]):
            self._put(line, at_us, from_a, data, _MASKED_PART)

    def _stream(self, line: Line, from_a: bool) -> MaskStream:
        return self._streams.setdefault((line, from_a), MaskStream())

    def _put(self, line: Line, at_us: int, from_a: bool, data: bytes, comment: str = "") -> None:
        if data:
            self._writer.chunk(Chunk(line, at_us, from_a, data), comment)
