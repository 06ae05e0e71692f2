"""Who has a device open, as far as this system tells: programs of Linux's /proc, and lock files.

Nothing is opened here. Windows tells nobody; there and on other systems only a failed attempt to open
the port shows that another program has it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PROC: Final = Path("/proc")
#: Folders of the lock files that terminal programs write (`LCK..ttyUSB0`, with the program's number).
LOCKS: Final = (Path("/var/lock"), Path("/run/lock"))
_MOST: Final = 100_000


@dataclass(frozen=True, slots=True)
class Holder:
    """A program that has a device open. `name` is empty where only its number is known."""

    pid: int
    name: str = ""

    def __str__(self) -> str:
        return f"{self.name} ({self.pid})" if self.name else str(self.pid)


@dataclass(frozen=True, slots=True)
class Held:
    """The holders of a device. `whole`: every program of the machine could be looked at."""

    holders: tuple[Holder, ...] = ()
    whole: bool = False


def who_holds(device: str, proc: Path = PROC, locks: tuple[Path, ...] = LOCKS) -> Held:
    """The programs beside this one that have `device` open; whoever serves the pty is none of them."""
    target = os.path.realpath(device)
    found = {holder.pid: holder for holder in _lock_holders(device, proc, locks)}
    if not (proc / "self" / "fd").is_dir():
        return Held(tuple(found.values()), False)
    whole = True
    for folder in _programs(proc):
        open_files = _open_files(folder)
        if open_files is None:
            whole = whole and not folder.exists()
        elif target in open_files.values() and not _serves(folder, open_files, target):
            pid = int(folder.name)
            found[pid] = Holder(pid, _name(folder))
    found.pop(os.getpid(), None)
    return Held(tuple(found[pid] for pid in sorted(found)), whole)


def _programs(proc: Path) -> Iterator[Path]:
    try:
        names = [entry.name for entry in os.scandir(proc) if entry.name.isdigit()]
    except OSError:
        return
    yield from (proc / name for name in names[:_MOST])


def _open_files(folder: Path) -> dict[str, str] | None:
    """What a program has open, by its number; None where we may not look or it has ended."""
    files: dict[str, str] = {}
    try:
        for number in os.listdir(folder / "fd"):
            try:
                files[number] = os.readlink(folder / "fd" / number)
            except OSError:  # closed meanwhile
                continue
    except OSError:
        return None
    return files


def _serves(folder: Path, files: dict[str, str], target: str) -> bool:
    """Whether the program is the far end of this pty: it has the master, and keeps the slave open too."""
    index = target.removeprefix("/dev/pts/")
    if index == target:
        return False
    for number, name in files.items():
        if name.endswith("/ptmx") and _pty_index(folder / "fdinfo" / number) == index:
            return True
    return False


def _pty_index(path: Path) -> str:
    try:
        lines = path.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return ""
    return next((line.split()[1] for line in lines if line.startswith("tty-index:")), "")


def _name(folder: Path) -> str:
    try:
        return (folder / "comm").read_text(encoding="utf-8", errors="replace").strip()[:64]
    except OSError:
        return ""


def _lock_holders(device: str, proc: Path, locks: tuple[Path, ...]) -> Iterator[Holder]:
    for folder in locks:
        try:
            text = (folder / f"LCK..{os.path.basename(device)}").read_text(encoding="ascii")[:64]
        except (OSError, UnicodeError):
            continue
        word = text.split()[:1]
        if word and word[0].isdigit() and _alive(int(word[0]), proc):
            yield Holder(int(word[0]), _name(proc / word[0]))


def _alive(pid: int, proc: Path) -> bool:
    if proc.is_dir():
        return (proc / str(pid)).is_dir()
    if sys.platform == "win32":
        return False
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True
