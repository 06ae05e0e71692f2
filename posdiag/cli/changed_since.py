"""Files that changed since a revision, asked of git: tracked ones that differ, and those not yet added."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from posdiag.cli.texts import tell
from posdiag.errors import InputError, Problem

_LONGEST_S = 60


def changed_files(
    revision: str, places: Sequence[Path], shipped: Sequence[Path], lang: str
) -> frozenset[Path]:
    """Files below the work trees of `places` that differ from `revision`, as they lie now.

    Each place of the user's must be in a work tree; of the shipped folders those count that are, and one
    must be where the user names none. InputError otherwise, and for a revision that git does not know.
    """
    place = f"--changed-since {revision}"
    trees: dict[Path, None] = {}
    for folder in places:
        trees[_top(folder, place, lang)] = None
    for folder in shipped:
        try:
            trees[_top(folder, place, lang)] = None
        except InputError:
            if not places:
                raise
    found: set[Path] = set()
    for top in trees:
        names = _git(
            top, place, lang, "diff", "--name-only", "-z", "--no-renames", "--end-of-options", revision
        )
        names += _git(top, place, lang, "ls-files", "--others", "--exclude-standard", "-z", "--full-name")
        found |= {top / name for name in names.split("\0") if name}
    return frozenset(found)


def _top(folder: Path, place: str, lang: str) -> Path:
    """The work tree that a folder is in."""
    return Path(_git(folder, place, lang, "rev-parse", "--show-toplevel").rstrip("\n"))


def _git(folder: Path, place: str, lang: str, *words: str) -> str:
    """What git says. InputError in its own words where it refuses."""
    command = ["git", "-c", "core.quotepath=off", "-C", str(folder), *words]
    try:
        ran = subprocess.run(command, capture_output=True, timeout=_LONGEST_S, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        what = tell(lang, "matrix.no_git", what=str(error))
        raise InputError(Problem(place, what, tell(lang, "matrix.no_git_remedy"))) from error
    if ran.returncode == 0:
        return ran.stdout.decode("utf-8", "surrogateescape")
    said = ran.stderr.decode("utf-8", "replace").strip().splitlines()
    text = said[0].removeprefix("fatal: ") if said else f"git ended with {ran.returncode}"
    key = "no_tree" if words[0] == "rev-parse" else "no_revision"
    what = tell(lang, f"matrix.{key}", folder=folder, what=text)
    raise InputError(Problem(place, what, tell(lang, f"matrix.{key}_remedy")))
