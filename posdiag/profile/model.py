"""What a POS product and its releases are once read: traits, and where each of them was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from posdiag.marked import Marked
from posdiag.profile.traits import Traits

#: The rig of a product whose terminal is none of ours: what it writes is judged against nothing.
EXTERNAL_RIG = "external"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value was written. `release` is `base` or a version; file `default` has line 0."""

    file: str
    line: int
    release: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


DEFAULT_ORIGIN = Origin("default", 0)


@dataclass(frozen=True, slots=True)
class Setting:
    """One trait as a file states it: path `timers.answer_ms`, the typed value, and its place."""

    path: str
    value: object
    origin: Origin


@dataclass(frozen=True, slots=True)
class ReleaseDraft:
    """A release as its file states it: only what it changes against the one before."""

    release: str
    date: str  # YYYY-MM-DD
    note: Mapping[str, str]
    shows: tuple[str, ...]  # field patterns it shows, such as F13
    source: str
    changes: tuple[Setting, ...]
    place: str


@dataclass(frozen=True, slots=True)
class ProductDraft:
    """A product file as it stands, typed but not resolved. `like` is `ID` or `ID@RELEASE`."""

    id: str
    vendor: str
    kind: str
    source: str
    name: Mapping[str, str]
    rig: str
    like: str
    base: tuple[Setting, ...]
    releases: tuple[ReleaseDraft, ...]
    file: str
    document: Marked = field(repr=False)

    @property
    def place(self) -> str:
        return f"{self.file}:1"


@dataclass(frozen=True, slots=True)
class PosRelease:
    """One release of a product, whole: every trait, and for each that a file states, its origin.

    `origins` maps trait paths (`bin_digits`, `timers.answer_ms`, `wire.length.kind`); a path that is
    not in it has the default of `Traits`. `speaks_rig` is False where the release writes other
    bytes than the newest one, so that it cannot talk with the product's rig.
    """

    id: str
    release: str
    date: str
    name: Mapping[str, str]
    rig: str
    traits: Traits
    origins: Mapping[str, Origin]
    kind: str
    source: str
    place: str  # file:line
    note: Mapping[str, str] = field(default_factory=dict)
    shows: tuple[str, ...] = ()
    speaks_rig: bool = True
    file: str = ""  # the product file, where it stands in no library

    @property
    def label(self) -> str:
        """As `--pos` takes it."""
        return f"{self.file or self.id}@{self.release}"

    def origin(self, path: str) -> Origin:
        """Where the value at a trait's path comes from."""
        return self.origins.get(path, DEFAULT_ORIGIN)


@dataclass(frozen=True, slots=True)
class PosProduct:
    """A POS product with its releases, oldest first."""

    id: str
    vendor: str
    kind: str
    source: str
    name: Mapping[str, str]
    rig: str
    releases: tuple[PosRelease, ...]
    place: str

    @property
    def newest(self) -> PosRelease:
        return self.releases[-1]
