"""The part of SARIF 2.1.0 (OASIS) that posdiag writes, as a schema in words of our own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator, Draft202012Validator

TEXT = {"type": "string", "minLength": 1}
MESSAGE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["text"],
    "properties": {"text": TEXT, "markdown": TEXT},
}


def _object(properties: dict[str, Any], needed: tuple[str, ...] = ()) -> dict[str, Any]:
    """Unknown names are refused: SARIF has `additionalProperties: false` everywhere but in property bags."""
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "required": list(needed),
    }


def _list(item: dict[str, Any], **rules: Any) -> dict[str, Any]:
    return {"type": "array", "items": item, **rules}


LOCATION = _object(
    {
        "id": {"type": "integer", "minimum": -1},
        "message": MESSAGE,
        "physicalLocation": _object(
            {
                "artifactLocation": _object(
                    {"uri": {"type": "string", "pattern": r"^[A-Za-z0-9._~%@+/-]+$"}}, ("uri",)
                ),
                "region": _object({"startLine": {"type": "integer", "minimum": 1}}, ("startLine",)),
            },
            ("artifactLocation", "region"),
        ),
    },
    ("physicalLocation",),
)
STEP = _object(
    {"location": LOCATION, "importance": {"enum": ["important", "essential", "unimportant"]}}, ("location",)
)
FLOW = _object(
    {
        "message": MESSAGE,
        "threadFlows": _list(
            _object({"locations": _list(STEP, minItems=1, maxItems=1_000)}, ("locations",)), minItems=1
        ),
    },
    ("threadFlows",),
)
BAG = {
    "type": "object",
    "properties": {"tags": _list(TEXT, uniqueItems=True, maxItems=10)},
}
RULE = _object(
    {
        "id": TEXT,
        "name": {"type": "string", "pattern": "^[A-Za-z0-9]+$"},
        "shortDescription": MESSAGE,
        "fullDescription": MESSAGE,
        "help": MESSAGE,
        "defaultConfiguration": _object({"level": {"enum": ["none", "note", "warning", "error"]}}),
        "properties": BAG,
    },
    ("id", "shortDescription", "help"),
)
RESULT = _object(
    {
        "ruleId": TEXT,
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "kind": {"enum": ["fail"]},
        "message": MESSAGE,
        "locations": _list(LOCATION, minItems=1),
        "relatedLocations": _list(LOCATION, uniqueItems=True),
        "partialFingerprints": {
            "type": "object",
            "additionalProperties": TEXT,
            "required": ["primaryLocationLineHash"],
        },
        "baselineState": {"enum": ["new", "unchanged", "updated", "absent"]},
        "suppressions": _list(
            _object(
                {
                    "kind": {"enum": ["inSource", "external"]},
                    "status": {"enum": ["accepted"]},
                    "justification": TEXT,
                },
                ("kind",),
            )
        ),
        "codeFlows": _list(FLOW, minItems=1),
        "properties": BAG,
    },
    ("message", "locations", "partialFingerprints"),
)
NOTICE = _object(
    {"level": {"enum": ["warning"]}, "descriptor": _object({"id": TEXT}), "message": MESSAGE}, ("message",)
)
RUN = _object(
    {
        "tool": _object(
            {
                "driver": _object(
                    {
                        "name": TEXT,
                        "version": TEXT,
                        "semanticVersion": TEXT,
                        "rules": _list(RULE, uniqueItems=True, maxItems=25_000),
                    },
                    ("name",),
                )
            },
            ("driver",),
        ),
        "automationDetails": _object({"id": TEXT}),
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "invocations": _list(
            _object(
                {"executionSuccessful": {"type": "boolean"}, "toolExecutionNotifications": _list(NOTICE)},
                ("executionSuccessful",),
            )
        ),
        "results": _list(RESULT, maxItems=25_000),
    },
    ("tool", "results"),
)
SARIF = _object(
    {"$schema": TEXT, "version": {"const": "2.1.0"}, "runs": _list(RUN, minItems=1, maxItems=20)},
    ("version", "runs"),
)
_VALIDATOR = Draft202012Validator(SARIF)


#: The schema that OASIS publishes; see official/README.md.
_OFFICIAL = Draft4Validator(
    json.loads((Path(__file__).parent / "official" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
)


def check(document: object) -> None:
    """Raise with the first thing that is not as the standard has it."""
    _OFFICIAL.validate(document)
    _VALIDATOR.validate(document)
