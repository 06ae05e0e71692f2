"""The user's own profile folders, beside the shipped one: told once, before anything is read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

_own: tuple[Path, ...] = ()


def own_folders() -> tuple[Path, ...]:
    """The folders of `--profiles`, in the order given."""
    return _own


def use_folders(folders: Sequence[Path]) -> None:
    """From now on read these as well; what was read so far is forgotten."""
    global _own
    from posdiag import assembly

    if tuple(folders) == _own:
        return
    _own = tuple(folders)
    for known in (assembly.library, assembly.scenarios, assembly.house):
        known.cache_clear()
