"""Which releases a `--pos` argument means: `ID`, `ID@RELEASE`, globs, and version ranges."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from posdiag.errors import InputError, NothingSelected, Problem
from posdiag.profile.model import EXTERNAL_RIG, PosProduct, PosRelease
from posdiag.worded import worded

NEWEST = "newest"
_GLOB = "*?["
_RANGE = "<>=!~"


def select(products: Mapping[str, PosProduct], wanted: Sequence[str]) -> tuple[PosRelease, ...]:
    """The releases meant, each once, in the order of the products; all of them where nothing is asked.

    A product for a terminal that is none of our rigs cannot be replayed without one. It is meant
    where its id is given, or where a glob meets no other product.

    `reference/hangang` all releases · `reference/*` a glob · `…@2.0` one release · `…@newest` ·
    `…@2.*` a glob · `…@>=2.0` or `…@>=1.2,<3` a range. A name that is no glob and unknown is an
    InputError with the nearest one; a glob or a range that meets nothing is NothingSelected.
    """
    problems: list[Problem] = []
    chosen: set[str] = set()
    for text in wanted:
        name, at, version = text.partition("@")
        found = list(
            _releases(_products(products, name, text, problems), version if at else "*", text, problems)
        )
        chosen |= {release.label for release in found}
    if problems:
        raise InputError(problems)
    own = [product for product in products.values() if product.rig != EXTERNAL_RIG]
    among = products.values() if wanted else own
    every = [release for product in among for release in product.releases]
    picked = tuple(release for release in every if not wanted or release.label in chosen)
    if not picked:
        asked = ", ".join(wanted) or worded("all products")
        raise NothingSelected(
            Problem(
                "--pos",
                worded("no release matches {asked}", asked=asked),
                worded("see `posdiag profiles list`"),
            )
        )
    return picked


def _products(
    products: Mapping[str, PosProduct], name: str, text: str, problems: list[Problem]
) -> list[PosProduct]:
    if any(mark in name for mark in _GLOB):
        met = [product for known, product in products.items() if fnmatchcase(known, name)]
        return [product for product in met if product.rig != EXTERNAL_RIG] or met
    if name in products:
        return [products[name]]
    short = [known for known in products if known.rpartition("/")[2] == name]
    if len(short) == 1:
        return [products[short[0]]]
    problems.append(
        Problem(f"--pos {text}", worded("no product `{name}`", name=name), nearest(name, products))
    )
    return []


def _releases(
    among: Iterable[PosProduct], version: str, text: str, problems: list[Problem]
) -> Iterable[PosRelease]:
    if version and version[0] in _RANGE:
        try:
            allowed = SpecifierSet(version, prereleases=True)
        except InvalidSpecifier:
            problems.append(
                Problem(
                    f"--pos {text}",
                    worded("`{version}` is no range", version=version),
                    worded("write it like `>=2.0,<3`"),
                )
            )
            return
        for product in among:
            yield from (r for r in product.releases if _version(r.release) in allowed)
        return
    for product in among:
        if version == NEWEST:
            yield product.newest
        elif any(mark in version for mark in _GLOB):
            yield from (r for r in product.releases if fnmatchcase(r.release, version))
        else:
            found = [r for r in product.releases if r.release == version]
            yield from found
            if not found and not any(mark in text.partition("@")[0] for mark in _GLOB):
                known = [r.release for r in product.releases]
                remedy = worded("its releases: {known}", known=", ".join(known))
                problems.append(
                    Problem(
                        f"--pos {text}",
                        worded("{id} has no release `{version}`", id=product.id, version=version),
                        remedy,
                    )
                )


def nearest(name: str, known: Iterable[str]) -> str:
    """A remedy that names the nearest known id, or where to look."""
    ids = list(known)
    tails = {item.rpartition("/")[2]: item for item in ids}
    close = difflib.get_close_matches(name, ids, 1) or [
        tails[tail] for tail in difflib.get_close_matches(name, list(tails), 1)
    ]
    if close:
        return worded("did you mean `{near}`?", near=close[0])
    return worded("known: {known}", known=", ".join(sorted(ids)))


def _version(text: str) -> Version:
    try:
        return Version(text)
    except InvalidVersion:
        return Version("0")
