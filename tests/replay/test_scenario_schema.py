"""A scenario file is held to one schema by editors and to one reader by posdiag: both agree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from posdiag.marked import Faults, parse_yaml
from posdiag.profile.roots import Roots
from posdiag.replay.load_instruments import load_instruments
from posdiag.replay.load_scenario import read_scenario
from posdiag.replay.scenario_schema import scenario_schema
from tests.whole.schema_cases import as_text, changed, refusals, strings_of, typed

SCHEMA: dict[str, Any] = scenario_schema()
FILES = tuple(file.path for file in Roots.of().files("scenarios"))


def faults_of(text: str, path: Path) -> list[str]:
    faults = Faults()
    shared = load_instruments(Roots.of(), faults)
    document = parse_yaml(text, path.name, faults)
    if document is not None:
        read_scenario(document, shared, path.stem)
    return [f"{problem.what} ({problem.remedy})" for problem in faults.problems]


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_every_shipped_scenario_keeps_to_it(path: Path) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(typed(strings_of(path)))


@pytest.mark.parametrize("inside", [("shop",), ("expect",), ("steps", 0), ("instrument",)])
def test_it_knows_exactly_the_keys_that_the_loader_knows(inside: tuple[str | int, ...]) -> None:
    path = next(path for path in FILES if path.stem == "above-balance-prepaid")
    document = strings_of(path)
    document["shop"] = {}
    here = document
    for key in inside:
        here = here[key]
    here["colour_of_it"] = "x"
    told = next(fault for fault in faults_of(as_text(document), path) if "colour_of_it" in fault)
    known = set(told.partition("known here: ")[2].rstrip(")").split("; ")[0].split(", "))
    shape: Any = SCHEMA
    for key in inside:
        shape = shape["properties"][key] if isinstance(key, str) else shape["items"]
        if "properties" not in shape:
            shape = shape["anyOf"][0]
    # a sale has no `of`, and the loader asks for `amount_krw` of a sale alone
    assert set(shape["properties"]) - {"of"} == known


@given(changed(FILES))
@settings(max_examples=40)
def test_schema_and_loader_agree_on_changed_files(case: tuple[Path, object]) -> None:
    path, document = case
    refused, faults = refusals(SCHEMA, document), faults_of(as_text(document), path)
    assert not refused or faults, f"the schema alone refuses: {refused[:3]}"
    if any("unknown key" in fault or "is missing" in fault for fault in faults):
        assert refused, f"the loader alone refuses: {faults}"
