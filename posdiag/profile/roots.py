"""Where profile data lies: the shipped folder (wheel, editable install or checkout) and the user's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from posdiag.errors import InputError, Problem
from posdiag.worded import worded

#: Folders below a root; a user's root needs at least one of them.
SHELVES = (
    *("pos", "scenarios", "dialects", "programmes", "codes", "catalogue", "guidance", "reenactments"),
    "intake",
)

MAX_FILES = 5_000


def shipped() -> Path:
    """The folder of shipped profiles: `posdiag/_profiles` in a wheel, `profiles/` beside `posdiag/` else."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_profiles", package.parent / "profiles"):
        if folder.is_dir():
            return folder
    raise InputError(
        Problem(str(package), worded("the shipped profiles are missing"), worded("install posdiag again"))
    )


@dataclass(frozen=True, slots=True)
class DataFile:
    """A data file: where it is, what it is called in messages, and the id its place gives it."""

    path: Path
    shown_as: str
    id: str


@dataclass(frozen=True, slots=True)
class Roots:
    """The folders to read, the shipped one first."""

    folders: tuple[Path, ...]

    @classmethod
    def of(cls, extra: Sequence[Path] = ()) -> Roots:
        """The shipped folder and the user's; a folder without any shelf is an InputError."""
        problems = [
            Problem(
                str(folder),
                worded("no profiles in this folder"),
                worded("it needs one of: {shelves}", shelves=", ".join(SHELVES)),
            )
            for folder in extra
            if not any((folder / shelf).is_dir() for shelf in SHELVES)
        ]
        if problems:
            raise InputError(problems)
        return cls((shipped(), *extra))

    def files(self, shelf: str) -> Iterator[DataFile]:
        """The YAML files on a shelf, in order of root and id; ids use `/` on every system."""
        for number, folder in enumerate(self.folders):
            below = folder / shelf
            for path in sorted(below.rglob("*.yaml"))[:MAX_FILES]:
                name = path.relative_to(below).with_suffix("").as_posix()
                shown = f"profiles/{shelf}/{name}.yaml" if number == 0 else path.as_posix()
                yield DataFile(path, shown, name)

    def single(self, name: str) -> Iterator[DataFile]:
        """A file that stands directly in a root, such as `instruments.yaml`, in every root that has it."""
        for number, folder in enumerate(self.folders):
            path = folder / name
            if path.is_file():
                yield DataFile(path, f"profiles/{name}" if number == 0 else path.as_posix(), path.stem)
