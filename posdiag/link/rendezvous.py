"""Finding the bench of a terminal that is simulated on this machine, without a byte to strangers.

Whoever serves a rig writes one small JSON file for each served address into a directory of the user's
own, `<temporary directory>/posdiag-<user>` (mode 0700), and removes it at the end:

    {"format": "posdiag/rendezvous/1", "address": "tcp://127.0.0.1:9001", "bench": 40123,
     "speed": 1.0, "pid": 4711, "rig": "kr-fs"}

`address` is what `--terminal` takes, `bench` a port on 127.0.0.1. `<user>` is the number of the user
where the system has one, else the name. The writer is `posdiag_sim/announce.py`; the two share no
code, only this format. Files of dead processes are ignored.
"""

from __future__ import annotations

import getpass
import os
import stat
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from posdiag.errors import InputError
from posdiag.link.address import AgentAddress, SerialAddress, TcpAddress, parse_address

FORMAT: Final = "posdiag/rendezvous/1"
_MAX_FILES: Final = 1000
_MAX_BYTES: Final = 10_000
_LOOPBACK: Final = ("localhost", "127.0.0.1", "::1", "0.0.0.0", "::")


@dataclass(frozen=True, slots=True)
class Announced:
    """A simulated terminal that somebody serves on this machine; `bench` is its bench's port."""

    address: str
    bench: int
    speed: float
    pid: int
    rig: str


class _File(msgspec.Struct):
    format: str
    address: str
    bench: int
    speed: float
    pid: int
    rig: str = ""


def meeting_place() -> Path:
    """The directory of this user; it need not exist."""
    getuid = getattr(os, "getuid", None)
    user = str(getuid()) if getuid is not None else getpass.getuser()
    return Path(tempfile.gettempdir()) / f"posdiag-{user}"


def find_bench(address: TcpAddress | SerialAddress | AgentAddress) -> Announced | None:
    """The bench of the terminal at `address`, or None where nobody on this machine announced one."""
    for announced in served_here():
        try:
            served = parse_address(announced.address)
        except InputError:
            continue
        if _same(served, address):
            return announced
    return None


def served_here() -> list[Announced]:
    """Every simulated terminal that is being served by this user, in order of file name."""
    place = meeting_place()
    if not _is_ours(place):
        return []
    found = []
    for path in sorted(place.glob("*.json"))[:_MAX_FILES]:
        announced = _read(path)
        if announced is not None and _is_alive(announced.pid):
            found.append(announced)
    return found


def _same(served: object, asked: TcpAddress | SerialAddress | AgentAddress) -> bool:
    match served, asked:
        case TcpAddress(), TcpAddress():
            hosts = {served.host, asked.host}
            return served.port == asked.port and (len(hosts) == 1 or hosts <= set(_LOOPBACK))
        case AgentAddress(), AgentAddress():
            hosts = {served.host, asked.host}
            here = len(hosts) == 1 or hosts <= set(_LOOPBACK)
            return (served.kind, served.port) == (asked.kind, asked.port) and here
        case SerialAddress(), SerialAddress():
            return os.path.realpath(served.device) == os.path.realpath(asked.device)
    return False


def _read(path: Path) -> Announced | None:
    """What the file says; None for one that is gone, half written, or none of ours."""
    try:
        with path.open("rb") as file:
            told = msgspec.json.decode(file.read(_MAX_BYTES), type=_File)
    except (OSError, msgspec.MsgspecError, RecursionError):
        return None
    if told.format != FORMAT or not 0 < told.bench < 65536 or told.speed <= 0:
        return None
    return Announced(told.address, told.bench, told.speed, told.pid, told.rig)


def _is_ours(place: Path) -> bool:
    """Whether the directory belongs to this user alone: another user's would lead us to strangers."""
    try:
        seen = place.lstat()
    except OSError:
        return False
    if sys.platform == "win32":  # there the temporary directory itself is the user's own
        return stat.S_ISDIR(seen.st_mode)
    return stat.S_ISDIR(seen.st_mode) and seen.st_uid == os.getuid() and not seen.st_mode & 0o077


def _is_alive(pid: int) -> bool:
    if pid <= 0:
        return False
    if sys.platform == "win32":
        return _is_alive_on_windows(pid)
    try:
        os.kill(pid, 0)
    except PermissionError:  # alive, and somebody else's
        return True
    except (OSError, OverflowError):
        return False
    return True


def _is_alive_on_windows(pid: int) -> bool:
    """`os.kill` would end the process there, so the system is asked for its handle instead."""
    if sys.platform != "win32":
        return False
    import ctypes

    synchronize, timed_out = 0x00100000, 0x00000102
    kernel = ctypes.windll.kernel32
    process = kernel.OpenProcess(synchronize, False, pid)
    if not process:
        return False
    alive = kernel.WaitForSingleObject(process, 0) == timed_out
    kernel.CloseHandle(process)
    return bool(alive)
