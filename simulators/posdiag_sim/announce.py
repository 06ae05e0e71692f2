"""Telling posdiag on this machine where the bench of a served rig is.

One small JSON file for each served address in a directory of the user's own,
`<temporary directory>/posdiag-<user>` (mode 0700), removed at the end:

    {"format": "posdiag/rendezvous/1", "address": "tcp://127.0.0.1:9001", "bench": 40123,
     "speed": 1.0, "pid": 4711, "rig": "kr-fs"}

`address` is what `--terminal` of posdiag takes, `bench` a port on 127.0.0.1. `<user>` is the number of
the user where the system has one, else the name. The reader is `posdiag/link/rendezvous.py`; the two
share no code, only this format.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import re
import stat
import sys
import tempfile
from pathlib import Path


class Unsafe(Exception):
    """The directory belongs to somebody else: nothing may be announced there."""


def meeting_place() -> Path:
    """The directory of this user, made when it is not there. Unsafe when it is not theirs alone."""
    getuid = getattr(os, "getuid", None)
    user = str(getuid()) if getuid is not None else getpass.getuser()
    place = Path(tempfile.gettempdir()) / f"posdiag-{user}"
    with contextlib.suppress(FileExistsError):
        place.mkdir(mode=0o700)
    seen = place.lstat()
    if not stat.S_ISDIR(seen.st_mode):
        raise Unsafe(f"{place} is no directory; remove it")
    if sys.platform != "win32" and (seen.st_uid != os.getuid() or seen.st_mode & 0o077):
        raise Unsafe(f"{place} can be used by others; remove it, or make it yours alone (chmod 700)")
    return place


class Announcement:
    """The file of one served address; a context that removes it at its end."""

    def __init__(self, address: str, bench_port: int, speed: float, rig: str) -> None:
        self._path = meeting_place() / (re.sub(r"\W+", "-", address) + ".json")
        told = {
            "format": "posdiag/rendezvous/1",
            "address": address,
            "bench": bench_port,
            "speed": speed,
            "pid": os.getpid(),
            "rig": rig,
        }
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps(told), encoding="utf-8")
        fresh.replace(self._path)  # whole or not at all

    def __enter__(self) -> Announcement:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._path.unlink()
