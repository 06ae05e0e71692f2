"""Where the POS comes in when a rig is served on a pty: a serial line without a cable. POSIX only.

The POS opens a symbolic link, for a pty that was cut cannot be opened again: a new one takes its place
behind the same name, and while the line is refused there is none. The slave's own end is held open
here, so that the POS may come and go.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

if sys.platform == "win32":
    raise ImportError("ptys are a matter of POSIX systems; serve on tcp://127.0.0.1:0 instead")

import termios
import tty

from posdiag_sim.stream import OUTBOX_BYTES, READ_BYTES


class PtyDoor:
    """`link` is the path that the POS opens; a link that is there already is replaced."""

    def __init__(self, link: Path) -> None:
        self._link = link
        self._ends: tuple[int, int] | None = None  # master, slave
        self._unsent = bytearray()
        self._new = False  # whether this line is one that no POS has come in by yet
        self.url = f"serial://{link}"
        self._open()

    def watched(self) -> list[tuple[int, bool]]:
        return [(self._ends[0], bool(self._unsent))] if self._ends else []

    def came_in(self) -> bool:
        """Nobody can see a pty being opened: whoever is expected counts as in at once."""
        came, self._new = self._new, False
        return came

    def hear(self) -> bytes:
        self._flush()
        if self._ends is None:
            return b""
        try:
            return os.read(self._ends[0], READ_BYTES)
        except OSError:
            return b""

    def say(self, content: bytes) -> None:
        if self._ends is not None:
            self._unsent += content[: OUTBOX_BYTES - len(self._unsent)]
            self._flush()

    def cut(self, reset: bool) -> None:
        old, self._ends = self._ends, None
        self._unsent.clear()
        self._open()  # first, so that a POS which opens the line again at once finds the new one
        _close(old)

    def bar(self, barred: bool) -> None:
        if barred:
            self._shut()
        elif self._ends is None:
            self._open()

    def begin_anew(self) -> None:
        while self.hear():
            pass
        self._unsent.clear()
        if self._ends is not None:
            self._new = True
            termios.tcflush(self._ends[1], termios.TCIFLUSH)

    def close(self) -> None:
        self._shut()

    def _open(self) -> None:
        master, slave = os.openpty()
        tty.setraw(slave)
        os.set_blocking(master, False)
        self._ends = master, slave
        fresh = self._link.with_name(f"{self._link.name}.new")
        with contextlib.suppress(FileNotFoundError):
            fresh.unlink()
        fresh.symlink_to(os.ttyname(slave))
        fresh.replace(self._link)
        self._new = True

    def _shut(self) -> None:
        if self._ends is not None:
            with contextlib.suppress(OSError):
                self._link.unlink()
            _close(self._ends)
            self._ends = None
        self._unsent.clear()

    def _flush(self) -> None:
        with contextlib.suppress(OSError):  # full: the POS does not read
            while self._ends is not None and self._unsent:
                del self._unsent[: os.write(self._ends[0], self._unsent)]


def _close(ends: tuple[int, int] | None) -> None:
    for end in ends or ():
        os.close(end)
