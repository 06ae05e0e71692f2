"""The shipped ECR dialects, read from their files, and the golden frames beside them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from posdiag.marked import Faults, read_yaml
from posdiag.wire.ecr.codec import EcrCodec
from posdiag.wire.ecr.spec import EcrSpec
from posdiag.wire.message import Kind, Message

ROOT = Path(__file__).resolve().parents[3]
DIALECTS = ROOT / "profiles" / "dialects"
GOLDEN = ROOT / "tests" / "golden" / "ecr"
KOREAN = ("kr-fs", "kr-fixed", "kr-fs-enq", "kr-fs-ack3", "kr-fs-bcd")
ALL = (*KOREAN, "transbank", "telium", "smartro-tl3500")


@dataclass(frozen=True)
class Golden:
    """One golden frame and what it says."""

    dialect: str
    what: str
    frame: bytes
    message: Message


@cache
def options(name: str) -> Mapping[str, object]:
    """A dialect's options with those of the dialect it is like."""
    faults = Faults()
    document = read_yaml(DIALECTS / f"{name}.yaml", faults)
    assert document is not None, faults.problems
    own = cast(dict[str, object], document.need("options").plain())
    like = document.text("like")
    return merged(options(like), own) if like else own


def merged(base: Mapping[str, object], over: Mapping[str, object]) -> dict[str, object]:
    """Mappings merge, everything else is replaced."""
    result = dict(base)
    for key, value in over.items():
        below = result.get(key)
        both = isinstance(value, dict) and isinstance(below, dict)
        result[key] = merged(cast(dict[str, object], below), value) if both else value  # type: ignore[arg-type]
    return result


@cache
def spec(name: str) -> EcrSpec:
    built, faults = EcrSpec.build(name, options(name))
    assert faults == ()
    return built


def varied(name: str, **over: object) -> EcrSpec:
    """A dialect with some options set otherwise."""
    built, faults = EcrSpec.build(name, merged(options(name), over))
    assert faults == ()
    return built


def codec(name: str) -> EcrCodec:
    return EcrCodec(spec(name))


@cache
def golden() -> tuple[Golden, ...]:
    """Every golden frame of every dialect."""
    found = []
    for path in sorted(GOLDEN.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                kind, way, what, frame, fields = line.split("\t")
                message = Message(Kind(kind), way == "reply", json.loads(fields))
                found.append(Golden(path.stem, what, bytes.fromhex(frame), message))
    return tuple(found)
