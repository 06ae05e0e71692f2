"""profiles schema: a schema of each kind, to stdout or a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from posdiag.cli.profiles_schema import KINDS, schema_of

Posdiag = Callable[..., Any]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_a_schema(kind: str, posdiag: Posdiag, tmp_path: Path) -> None:
    file = tmp_path / "schema.json"
    assert posdiag("profiles", "schema", kind, "--output", str(file)).code == 0
    schema = json.loads(file.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema == schema_of(kind) == json.loads(posdiag("profiles", "schema", kind).out)


def test_another_kind_is_refused_with_those_that_there_are(posdiag: Posdiag) -> None:
    ran = posdiag("profiles", "schema", "colour")
    assert ran.code == 2
    assert "pos" in ran.err
    assert "rig" in ran.err
