"""Which scenarios and releases are touched by files that changed. Pure: git is asked elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from posdiag.marked import Faults, read_yaml
from posdiag.profile.model import PosRelease
from posdiag.profile.roots import DataFile, Roots
from posdiag.replay.scenario import Scenario

#: Shelves and files that bear on every replay.
_EVERYWHERE = ("programmes", "codes")
_EVERYWHERE_FILES = ("instruments.yaml", "causes.yaml", "ranking.json")


@dataclass(frozen=True, slots=True)
class Touched:
    """What changed: a square is played where its scenario or its release is among it."""

    scenarios: frozenset[str] = frozenset()  # ids
    products: frozenset[str] = frozenset()  # the names of their files in messages
    dialects: frozenset[str] = frozenset()
    rigs: frozenset[str] = frozenset()
    everything: bool = False

    def meets(self, scenario: Scenario, release: PosRelease, terminal: str) -> bool:
        """Whether a replay may come out otherwise than before."""
        if self.everything or scenario.id in self.scenarios:
            return True
        files = {origin.file for origin in release.origins.values()} | {release.place.rpartition(":")[0]}
        if files & self.products:
            return True
        if terminal.removeprefix("sim:").partition("@")[0] in self.rigs:
            return True
        return release.traits.dialect in self.dialects


def touched_by(
    changed: Iterable[Path], roots: Roots, own_scenarios: Mapping[Path, str], rigs: Mapping[Path, str]
) -> Touched:
    """What changed files touch. `own_scenarios` are scenario files given by path, `rigs` the rigs' files."""
    paths = {path.resolve() for path in changed}

    def among(shelf: str) -> list[DataFile]:
        return [file for file in roots.files(shelf) if file.path.resolve() in paths]

    names = _EVERYWHERE_FILES
    shared = any((folder / name).resolve() in paths for folder in roots.folders for name in names)
    return Touched(
        scenarios=frozenset(file.id for file in among("scenarios"))
        | {name for path, name in own_scenarios.items() if path.resolve() in paths},
        products=frozenset(file.shown_as for file in among("pos")),
        dialects=_heirs(frozenset(file.id for file in among("dialects")), roots),
        rigs=frozenset(name for path, name in rigs.items() if path.resolve() in paths),
        everything=shared or any(among(shelf) for shelf in _EVERYWHERE),
    )


def _heirs(changed: frozenset[str], roots: Roots) -> frozenset[str]:
    """Dialects that changed, and those that are `like:` one of them."""
    if not changed:
        return changed
    like: dict[str, str] = {}
    for file in roots.files("dialects"):
        document = read_yaml(file.path, Faults(), file.shown_as)
        parent = document.get("like") if document is not None else None
        like[file.id] = parent.as_text() if parent is not None else ""
    heirs = set(changed)
    for _ in like:
        heirs |= {name for name, parent in like.items() if parent in heirs}
    return frozenset(heirs)
