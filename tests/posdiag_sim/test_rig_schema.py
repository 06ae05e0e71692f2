"""A rig file is held to one schema by editors and to one reader by posdiag: both agree."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from posdiag_sim.rig import RIG_FOLDERS, RigError, load_rig
from posdiag_sim.rig_schema import rig_schema
from tests.whole.schema_cases import as_text, changed, refusals, strings_of, typed

SCHEMA: dict[str, Any] = rig_schema()
FILES = tuple(sorted(next(folder for folder in RIG_FOLDERS if folder.is_dir()).glob("*.yaml")))


def faults_of(text: str) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "rig.yaml")
        path.write_text(text, "utf-8")
        try:
            load_rig(str(path))
        except RigError as error:
            return [f"{what} ({remedy})" for _, what, remedy in error.faults]
    return []


def test_a_release_that_is_no_mapping_is_a_fault_of_the_file() -> None:
    document = strings_of(next(path for path in FILES if path.stem == "counter-fs"))
    document["firmware"]["2.1"] = "none"
    assert any("must be a mapping of traits" in fault for fault in faults_of(as_text(document)))


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_every_shipped_rig_keeps_to_it(path: Path) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(typed(strings_of(path)))


@pytest.mark.parametrize(
    "inside", [(), ("wire",), ("host",), ("van",), ("issuer",), ("firmware", "2.0"), ("measured",)]
)
def test_it_knows_exactly_the_keys_that_the_loader_knows(inside: tuple[str, ...]) -> None:
    document = strings_of(next(path for path in FILES if path.stem == "counter-fs"))
    document["measured"] = {"kind": "measured"}
    shape: Any = SCHEMA
    here = document
    for key in inside:
        here = here[key]
        shape = (
            shape["properties"].get(key)
            if "properties" in shape
            else shape["additionalProperties"]["anyOf"][0]
        )
    here["colour_of_it"] = "x"
    told = next(fault for fault in faults_of(as_text(document)) if "colour_of_it" in fault)
    known = set(told.partition("known here: ")[2].rstrip(")").split("; ")[0].split(", "))
    assert set(shape.get("else", shape)["properties"]) | {"version"} == known | {"version"}


@given(changed(FILES))
@settings(max_examples=40)
def test_schema_and_loader_agree_on_changed_files(case: tuple[Path, object]) -> None:
    _, document = case
    refused, faults = refusals(SCHEMA, document), faults_of(as_text(document))
    assert not refused or faults, f"the schema alone refuses: {refused[:3]}"
    if any("unknown key" in fault for fault in faults):
        assert refused, f"the loader alone refuses: {faults}"
