"""The JSON Schema of a rig file, made of the words and the dataclasses by which the loader reads it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields

from posdiag_sim import ecr_bytes, host_frames, iso_bytes
from posdiag_sim.agent_wire import CHARSETS, COUNTS, FORMS
from posdiag_sim.ecr_layout import CODES
from posdiag_sim.firmware import Firmware
from posdiag_sim.instrument import ENTRIES, INSTRUMENT_KEYS, KINDS, SHOP_KEYS, STATE_KEYS
from posdiag_sim.rig import MEASURED_KEYS, SCHEMA, WORDS
from posdiag_sim.van import VanSettings

Shape = Mapping[str, object]

_TEXT: Shape = {"type": ["string", "number", "boolean", "null"]}
_FLAG: Shape = {"enum": [True, False, "yes", "no", "true", "false"]}
_HEX: Shape = {"anyOf": [{"type": "string", "pattern": "^([0-9A-Fa-f]{2}|\\s)*$"}, {"type": "integer"}]}
_LANGUAGES: Shape = {"type": "object"}


def rig_schema() -> dict[str, object]:
    """The schema of a rig: a simulated terminal with its VAN, issuer, shop and default wallet."""
    members: dict[str, Shape] = {
        "schema": _told({"const": SCHEMA}, "the version of this format"),
        "rig": _told(_TEXT, "its name"),
        "kind": _told(_choice(("terminal", "host")), "host: the POS speaks to the VAN itself"),
        "source": _told(_TEXT, "what its facts rest on"),
        "name": _told(_LANGUAGES, "its name in Korean and English"),
        "measured": _told(_mapping({key: {} for key in MEASURED_KEYS}), "when and how it was measured"),
        "wire": _told(_wire(), "how terminal and POS write to each other"),
        "firmware": _told(
            {"type": "object", "additionalProperties": _firmware()},
            "releases from old to new: what each does unlike a sound, current one",
        ),
        "host": _told(_host(), "how the terminal speaks to its VAN"),
        "van": _told(_van(), "the VAN's ways"),
        "issuer": _told(_mapping({"partial": _FLAG}), "whether part approvals are given"),
        "shop": _told(_mapping({key: {} for key in sorted(SHOP_KEYS)}), "the shop on record"),
        "wallet": _told(_wallet(), "what lies in the terminal when nobody presents anything"),
    }
    body = {
        "type": "object",
        "properties": members,
        "additionalProperties": False,
        "required": ["rig"],
        "if": {"properties": {"kind": {"const": "terminal"}}},
        "then": {"required": ["firmware"], "properties": {"firmware": {"minProperties": 1}}},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:posdiag:schema:rig:1",
        "title": "a rig of posdiag",
        **body,
    }


def _wire() -> Shape:
    ecr: dict[str, Shape] = {
        "layout": _choice(ecr_bytes.LAYOUTS),
        "check": _choice(ecr_bytes.CHECKS),
        "length": _choice(ecr_bytes.LENGTHS),
        "length_at": _choice(ecr_bytes.LENGTH_PLACES),
        "length_counts": _choice(("body", "body+etx")),
        "length_itself": _FLAG,
        "handshake": _choice(("none", "enq-eot")),
        "acks": _whole(1, 3),
        "never_acked": _TEXT,
        "header": _HEX,
    }
    agent: dict[str, Shape] = {
        "layout": _choice(FORMS),
        "charset": _choice(CHARSETS),
        "length_counts": _choice(COUNTS),
    }
    is_agent: Shape = {"properties": {"layout": {"enum": list(FORMS)}}, "required": ["layout"]}
    return {"type": "object", "if": is_agent, "then": _mapping(agent), "else": _mapping(ecr)}


def _firmware() -> Shape:
    traits = {
        trait.name: _trait(trait.name, getattr(Firmware(), trait.name))
        for trait in fields(Firmware)
        if trait.name != "version"
    }
    return {"anyOf": [_mapping(traits), {"enum": ["", None]}]}


def _trait(name: str, usual: object) -> Shape:
    """As `posdiag_sim.rig` reads a trait of this usual value."""
    match usual:
        case bool():
            return _FLAG
        case int():
            return _whole(0, 3_600_000)
        case tuple():
            return _PAIR
        case frozenset() if name == "unsupported":
            known = "|".join(sorted(CODES))
            return {"type": ["string", "null"], "pattern": f"^[ ,]*(({known})([ ,]+|$))*$"}
        case frozenset():
            return {"type": ["string", "null"], "pattern": f"^[{''.join(sorted(ENTRIES))}]*$"}
        case _ if name in WORDS:
            return _choice(WORDS[name])
        case _:
            return _TEXT


_PAIR: Shape = {
    "type": "array",
    "items": {
        "anyOf": [
            {"type": "integer", "minimum": 0, "maximum": 9_999_999},
            {"type": "string", "pattern": "^[0-9]{1,7}$"},
        ]
    },
    "minItems": 2,
    "maxItems": 2,
}


def _host() -> Shape:
    return _mapping(
        {
            "format": _choice(iso_bytes.FORMATS),
            "length": _choice(host_frames.LENGTHS),
            "length_itself": _FLAG,
            "length_counts_tpdu": _FLAG,
            "tpdu": _HEX,
            "header": _HEX,
            "trailer": _HEX,
            "latency_ms": _PAIR,
        }
    )


def _van() -> Shape:
    usual = VanSettings()
    return _mapping(
        {trait.name: _trait(trait.name, getattr(usual, trait.name)) for trait in fields(VanSettings)}
    )


def _wallet() -> Shape:
    own: dict[str, Shape] = {
        "kind": _choice(sorted(KINDS)),
        "entry": _choice(sorted(ENTRIES)),
        "state": _mapping({key: {} for key in sorted(STATE_KEYS)}),
        "balances": {"type": "object", "additionalProperties": _whole(0, 10**15 - 1)},
        "media": {"type": "array"},
    }
    return _mapping({key: own.get(key, {}) for key in sorted(INSTRUMENT_KEYS)})


def _choice(words: Iterable[str]) -> Shape:
    return {"enum": list(words)}


def _whole(least: int, most: int) -> Shape:
    return {
        "anyOf": [
            {"type": "integer", "minimum": least, "maximum": most},
            {"type": "string", "pattern": "^[0-9_]+$"},
        ]
    }


def _mapping(members: Mapping[str, Shape], required: Sequence[str] = ()) -> Shape:
    found: dict[str, object] = {"type": "object", "properties": members, "additionalProperties": False}
    return {**found, "required": list(required)} if required else found


def _told(shape: Shape, description: str) -> Shape:
    return {**shape, "description": description}
