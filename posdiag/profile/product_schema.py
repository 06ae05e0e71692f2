"""The JSON Schema of a product file, made of the very table by which the loader reads its traits."""

from __future__ import annotations

from posdiag.profile import shapes
from posdiag.profile.load import MAX_RELEASES
from posdiag.profile.model import KINDS
from posdiag.profile.shapes import Shape, told
from posdiag.profile.trait_types import TRAIT_READERS, top_names
from posdiag.profile.trait_words import TRAIT_WORDS

_DAY: Shape = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}
_FILLED: Shape = {"type": ["string", "number", "boolean"], "pattern": r"\S"}


def head(what: str) -> dict[str, Shape]:
    """The members that every data file has; see `posdiag.profile.header`."""
    return {
        "schema": told({"const": f"posdiag/{what}/1"}, "the version of this format"),
        "id": told(shapes.TEXT, "the file's path below its folder, without .yaml"),
        "kind": told(
            shapes.choice(KINDS),
            "documented: from a source · measured: by posdiag, with date and transcript · "
            "reference: made up to show a documented pattern",
        ),
        "source": told(_FILLED, "where this was read, measured or made up"),
        "name": told(shapes.LANGUAGES, "its name in Korean and English"),
    }


def traits_shape() -> Shape:
    """What `base` and `changes` may hold."""
    members: dict[str, Shape] = {}
    for name in top_names():
        inside = {
            path.partition(".")[2]: told(reader.shape, _words(path))
            for path, reader in TRAIT_READERS.items()
            if path.startswith(f"{name}.")
        }
        if name == "wire":
            members[name] = told(
                shapes.by_name({}), _words("wire")
            )  # whose options a dialect's family decides
        elif inside:
            members[name] = shapes.mapping(inside)
        else:
            members[name] = told(TRAIT_READERS[name].shape, _words(name))
    return shapes.mapping(members)


def product_schema() -> dict[str, object]:
    """The schema of a file of profiles/pos."""
    release = shapes.mapping(
        {
            "release": told(shapes.TEXT, 'its version, in quotes: "3.10"'),
            "date": told(_DAY, "the day it came out, YYYY-MM-DD"),
            "note": told(shapes.LANGUAGES, "what it is known for"),
            "shows": told(
                shapes.listed({"type": "string", "pattern": r"^F\d\d$"}), "field patterns that it shows"
            ),
            "source": told(_FILLED, "where its behaviour was read, measured or made up"),
            "changes": told(traits_shape(), "what differs from the release before"),
        },
        ("release", "date", "note", "source"),
    )
    members = head("product") | {
        "vendor": told(shapes.TEXT, "the first part of the id; `reference` for a made-up product"),
        "rig": told(shapes.TEXT, "the simulated terminal it is replayed against, or `external`"),
        "like": told(shapes.TEXT, "another product, ID or ID@RELEASE, that it starts from"),
        "base": told(traits_shape(), "the traits before the first release"),
        "releases": told(
            {"type": "array", "items": release, "minItems": 1, "maxItems": MAX_RELEASES},
            "from old to new, each with what it changes",
        ),
    }
    required = ("id", "kind", "source", "name", "vendor", "rig", "releases")
    return shapes.document("product", "a POS product of posdiag", shapes.mapping(members, required))


def _words(path: str) -> str:
    text = TRAIT_WORDS[path].text
    return f"{text['en']} · {text['ko']}"
