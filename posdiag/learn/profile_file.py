"""A measured POS as a product file: each value with the errand it rests on, and what was left out by name."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from posdiag.learn.learnt import Learned
from posdiag.learn.measured import Measured
from posdiag.profile.show import plain_value

_PLAIN = re.compile(r"[a-z][a-z0-9-]*")
_WORDS_OF_YAML = ("yes", "no", "on", "off", "true", "false", "null", "y", "n")
_COMMENT_AT = 44


def profile_text(done: Measured, product: str, release: str) -> str:
    """The YAML of a product with one release. `product` is its id, VENDOR/NAME."""
    rows = [
        f"# What posdiag measured at {done.subject} on {done.date}. Behind each value stands the errand",
        "# of the transcript that it rests on. What is not here was not measured, and is listed at the end.",
        f"id: {product}",
        "kind: measured",
        f"vendor: {product.partition('/')[0]}",
        f"source: {scalar(done.source)}",
        "name: {ko: 측정한 POS, en: A POS as measured}",
        f"rig: {scalar(done.rig)}",
        "base:",
        *_traits(done),
        "releases:",
        f"  - release: {json.dumps(release)}",
        f"    date: {done.date}",
        f"    source: {scalar(done.source)}",
        "    note: {ko: 측정한 대로입니다., en: As it was measured.}",
        *left_out_rows(done),
    ]
    return "\n".join(rows) + "\n"


def left_out_rows(done: Measured) -> Iterator[str]:
    """What was not measured, as comments."""
    if done.left_out:
        yield "# Not measured:"
    for one in done.left_out:
        yield f"#   {one.path}: {one.words['en']} · {one.words['ko']}"


def _traits(done: Measured) -> Iterator[str]:
    tree: dict[str, object] = {}
    for one in done.values:
        *above, last = one.path.split(".")
        inside = tree
        for key in above:
            found = inside.setdefault(key, {})
            assert isinstance(found, dict)
            inside = found
        inside[last] = one
    yield from _rows(tree, "  ")


def _rows(tree: Mapping[str, object], indent: str) -> Iterator[str]:
    for key, value in tree.items():
        if isinstance(value, Learned):
            row = f"{indent}{key}: {flow(value.value)}"
            yield f"{row.ljust(_COMMENT_AT)}  # {value.errand}"
        else:
            assert isinstance(value, dict)
            yield f"{indent}{key}:"
            yield from _rows(value, indent + "  ")


def flow(value: object) -> str:
    """A value on one line."""
    plain = plain_value(value)
    if isinstance(plain, list):
        return f"[{', '.join(scalar(str(member)) for member in plain)}]"
    if isinstance(plain, bool):
        return "true" if plain else "false"
    if isinstance(plain, int):
        return str(plain)
    return scalar(str(plain))


def scalar(text: str) -> str:
    """A text that every reader of YAML takes for one."""
    plain = _PLAIN.fullmatch(text) is not None and text not in _WORDS_OF_YAML
    return text if plain else json.dumps(text, ensure_ascii=False)
