"""Products and releases as text or plain values: what `profiles list` and `profiles show` print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum

from posdiag.errors import Problem
from posdiag.profile.model import PosProduct, PosRelease
from posdiag.profile.trait_types import ENTRY_WORDS, paths_of
from posdiag.profile.traits import Entry

_WORDS = {entry: word for word, entry in ENTRY_WORDS.items()}


def list_text(products: Mapping[str, PosProduct], lang: str = "en") -> str:
    """One line a release: id, date, the patterns it shows, and what its note says."""
    rows = [
        (release.label, release.date, " ".join(release.shows) or "-", release.note.get(lang, ""))
        for product in products.values()
        for release in product.releases
    ]
    return _columns(rows)


def list_json(products: Mapping[str, PosProduct]) -> dict[str, object]:
    """Products with their releases, for programs."""
    return {
        "schema": "posdiag/profiles/1",
        "products": [
            {
                "id": product.id,
                "vendor": product.vendor,
                "kind": product.kind,
                "name": dict(product.name),
                "source": product.source,
                "rig": product.rig,
                "releases": [_head(release) for release in product.releases],
            }
            for product in products.values()
        ],
    }


def release_text(release: PosRelease, lang: str = "en", resolved: bool = True) -> str:
    """A release: its head, then every trait with the file and line it comes from.

    With `resolved` all traits are shown, without it only those that a file states.
    """
    head = [
        release.label,
        f"  {release.name.get(lang, '')} · {release.date} · {release.kind}",
        f"  {release.note.get(lang, '')}",
        f"  {release.source}",
        f"  {release.place} · rig {release.rig}",
        "",
    ]
    rows = [
        (f"  {path}", shown_value(value), _origin(release, path))
        for path, value in paths_of(release.traits)
        if resolved or path in release.origins
    ]
    return "\n".join(head) + _columns(rows)


def release_json(release: PosRelease, resolved: bool = True) -> dict[str, object]:
    """A release with its traits as `{"path", "value", "file", "line", "release"}`; line 0 is a default."""
    traits = [
        {
            "path": path,
            "value": plain_value(value),
            "file": origin.file,
            "line": origin.line,
            "release": origin.release,
        }
        for path, value in paths_of(release.traits)
        for origin in (release.origin(path),)
        if resolved or path in release.origins
    ]
    return {"schema": "posdiag/profile/1", **_head(release), "rig": release.rig, "traits": traits}


def lint_text(problems: Iterable[Problem], lang: str = "en") -> str:
    """Every fault on a line of its own, sorted by file and line; empty where there is none."""
    return "".join(f"{problem.in_language(lang)}\n" for problem in sorted(problems, key=_by_place))


def lint_json(problems: Iterable[Problem], lang: str = "en") -> dict[str, object]:
    """The faults for programs."""
    return {
        "schema": "posdiag/lint/1",
        "problems": [
            {"place": problem.place, "what": problem.what, "remedy": problem.remedy}
            for problem in (one.in_language(lang) for one in sorted(problems, key=_by_place))
        ],
    }


def plain_value(value: object) -> object:
    """A trait's value as JSON has it: entry modes by their words, sets as sorted lists."""
    if isinstance(value, Entry):
        return _WORDS[value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, frozenset):
        return sorted(str(plain_value(member)) for member in value)
    if isinstance(value, tuple | list):
        return [plain_value(member) for member in value]
    return value


def shown_value(value: object) -> str:
    """A trait's value as text."""
    plain = plain_value(value)
    if isinstance(plain, list):
        return ", ".join(str(member) for member in plain) or "-"
    if isinstance(plain, bool):
        return "yes" if plain else "no"
    return str(plain)


def _head(release: PosRelease) -> dict[str, object]:
    return {
        "id": release.id,
        "release": release.release,
        "date": release.date,
        "kind": release.kind,
        "shows": list(release.shows),
        "note": dict(release.note),
        "source": release.source,
        "place": release.place,
    }


def _origin(release: PosRelease, path: str) -> str:
    origin = release.origin(path)
    return f"{origin} ({origin.release})" if origin.line else str(origin)


def _by_place(problem: Problem) -> tuple[str, int, str]:
    file, _, line = problem.place.rpartition(":")
    return (file, int(line), problem.what) if line.isdigit() else (problem.place, 0, problem.what)


def _columns(rows: Iterable[tuple[str, ...]]) -> str:
    """Rows with their columns lined up; the last one runs free."""
    table = list(rows)
    if not table:
        return ""
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]) - 1)]
    return "".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=True)), row[-1]])
        + "\n"
        for row in table
    )
