"""Where the shipped rigs lie. Apart from what reads them, since most who ask want their names only."""

from __future__ import annotations

from pathlib import Path

#: Rigs stand beside the package: installed inside it, in a checkout next to it.
RIG_FOLDERS = (Path(__file__).parent / "_rigs", Path(__file__).parent.parent / "rigs")


def list_rigs() -> list[str]:
    """Names of the shipped rigs."""
    return sorted({path.stem for folder in RIG_FOLDERS if folder.is_dir() for path in folder.glob("*.yaml")})
