"""One product file anywhere, beside the library: how `--pos my-till.yaml@2.1` and a linter's hook read it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from posdiag.errors import InputError, Problem
from posdiag.marked import Faults, read_yaml
from posdiag.profile.dialects import Dialects
from posdiag.profile.lint import Product, lint
from posdiag.profile.load import load_product, read_product
from posdiag.profile.model import PosProduct, ProductDraft
from posdiag.profile.resolve import resolve
from posdiag.profile.roots import Roots
from posdiag.worded import worded

_FILE = re.compile(r"(?P<file>.+\.ya?ml)(?:@(?P<version>.*))?", re.DOTALL)


def file_of(text: str) -> tuple[Path, str] | None:
    """The path and the release (or empty) of a `--pos` argument that names a file; None for any other."""
    found = _FILE.fullmatch(text)
    return None if found is None else (Path(found["file"]), found["version"] or "")


def product_of(
    path: Path, roots: Roots, dialects: Dialects, rigs: frozenset[str] | None, place: str = ""
) -> PosProduct:
    """The product of a file; it may be `like` any product of the roots. InputError with all its faults.

    `place` is the argument that named the file, where it cannot be read at all.
    """
    if not path.is_file():
        raise InputError(
            Problem(
                place or str(path),
                worded("no such file: {path}", path=path),
                worded("give the path of a profile"),
            )
        )
    problems, product = _judged(path, roots, dialects, rigs, lambda found: found)
    if problems or product is None:
        raise InputError(
            problems or [Problem(str(path), worded("no product in it"), worded("begin it with `id: …`"))]
        )
    return product


def faults_of_product(
    path: Path, roots: Roots, dialects: Dialects, rigs: frozenset[str] | None
) -> list[Problem]:
    """Every fault of a product file, its id too, as far as its folders tell what it should be."""
    return _judged(path, roots, dialects, rigs, lambda found: id_by_place(path) or found)[0]


def id_by_place(path: Path) -> str:
    """The id that a file has by its place below a folder `pos`; empty where it is in none."""
    parts = path.resolve().with_suffix("").parts
    below = len(parts) - 1 - parts[::-1].index("pos") if "pos" in parts[:-1] else len(parts)
    return "/".join(parts[below + 1 :])


def _judged(
    path: Path,
    roots: Roots,
    dialects: Dialects,
    rigs: frozenset[str] | None,
    named: Callable[[str], str],
) -> tuple[list[Problem], PosProduct | None]:
    faults = Faults()
    document = read_yaml(path, faults)
    found = document.get("id") if document is not None else None
    own_id = found.raw if found is not None and isinstance(found.raw, str) else ""
    draft = read_product(document, named(own_id)) if document is not None else None
    if draft is None:
        return faults.problems, None
    drafts = {**_beside(draft, roots), draft.id: draft}
    known = len(faults.problems)
    whole = resolve(drafts, faults, dialects.options_of)
    mine = faults.problems[:known] + [
        one for one in faults.problems[known:] if one.place.startswith(f"{draft.file}:")
    ]
    product = whole.get(draft.id)
    return mine + lint(Product(draft, product, dialects, rigs)), product


def _beside(draft: ProductDraft, roots: Roots) -> Mapping[str, ProductDraft]:
    """The products of the roots, where this one is like one of them."""
    if not draft.like:
        return {}
    read = (load_product(file.path, file.shown_as, file.id, Faults()) for file in roots.files("pos"))
    return {other.id: other for other in read if other is not None}
