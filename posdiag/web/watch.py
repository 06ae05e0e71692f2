"""The recordings that taps make in the folder the server was given: listed, and found by a name of our own.

A request names a recording by a hash of its file's name, which is looked up in the folder as it is now, so
that no request can name a file.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from posdiag.masking import mask_text

SUFFIXES = (".pcapng", ".pcap")
#: A recording that somebody wrote to so lately is one of a tap at work.
LIVE_S = 60.0
#: Of a folder's recordings so many are listed, the newest first.
MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording. `name` is its file's, masked; `grown_s` seconds since 1970."""

    id: str
    name: str
    path: Path
    size: int
    grown_s: float

    def live(self, now_s: float) -> bool:
        return now_s - self.grown_s < LIVE_S


def recordings(folder: Path | None) -> list[Recording]:
    """What lies in the folder: plain files alone, no links. None where there is no folder."""
    if folder is None:
        return []
    try:
        with os.scandir(folder) as entries:
            found = list(_plain(entries))
    except OSError:  # it was there when the server began
        return []
    return sorted(found, key=lambda one: (-one.grown_s, one.name))[:MOST_LISTED]


def _plain(entries: Iterator[os.DirEntry[str]]) -> Iterator[Recording]:
    for entry in entries:
        if not entry.name.endswith(SUFFIXES):
            continue
        told = entry.stat(follow_symlinks=False)
        if stat.S_ISREG(told.st_mode):
            yield Recording(
                id=sha256(os.fsencode(entry.name)).hexdigest()[:16],
                name=mask_text(Path(entry.name).stem.encode("utf-8", "replace").decode()),
                path=Path(entry.path),
                size=told.st_size,
                grown_s=told.st_mtime,
            )
