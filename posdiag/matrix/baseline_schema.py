"""The JSON Schema of a baseline file, so that editors complete and check what is written by hand."""

from __future__ import annotations

from posdiag.matrix.baseline import MOST_ENTRIES, SCHEMA
from posdiag.profile import shapes
from posdiag.profile.shapes import Shape, told

#: A text with something in it, or a number that YAML made of one.
_SAID: Shape = {"anyOf": [{"type": "string", "pattern": r"\S"}, {"type": ["number", "boolean"]}]}
_DAY: Shape = {"type": "string", "pattern": r"^\d{4}(-\d{2}-\d{2}|\d{4}|-?W\d{2}(-?\d)?)$"}


def baseline_schema() -> dict[str, object]:
    """The schema of a file of known failures; whether a fingerprint fits, posdiag checks."""
    members = {
        "fingerprint": told(_SAID, "of what stands beside it; `baseline write` reckons it"),
        "scenario": told(_SAID, "id of the scenario that fails"),
        "pos": told(_SAID, "product and release, VENDOR/NAME@RELEASE"),
        "rig": told(_SAID, "the rig, with @FIRMWARE where it is not the newest"),
        "faults": told(shapes.listed(shapes.TEXT), "faults of the call, as --fault spells them"),
        "verdict": told(shapes.TEXT, "incompatible where it is not told"),
        "cause": told(_SAID, "the likeliest cause, or unknown"),
        "reason": told(_SAID, "why it is known and not mended"),
        "owner": told(_SAID, "who looks after it"),
        "expires": told(_DAY, "the last day on which it counts as known, YYYY-MM-DD"),
    }
    needed = [key for key in members if key not in ("faults", "verdict")]
    entry = shapes.mapping(members, needed)
    failures: Shape = {"anyOf": [{"type": "array", "items": entry, "maxItems": MOST_ENTRIES}, *_NONE, entry]}
    body = shapes.mapping(
        {
            "schema": told(shapes.choice((SCHEMA,)), "the kind of file"),
            "failures": told(failures, "the known failures"),
        },
        empty=False,
    )
    return shapes.document("baseline", "known failures of coupon payments", body)


_NONE: list[Shape] = [{"enum": ["", "[]", None]}]
