"""A product file is held to one schema by editors and to one reader by posdiag: both agree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from posdiag.marked import Faults, parse_yaml
from posdiag.profile.library import Library
from posdiag.profile.lint import Product, lint
from posdiag.profile.load import read_product
from posdiag.profile.product_schema import product_schema
from posdiag.profile.resolve import resolve
from posdiag.profile.roots import Roots
from tests.whole.schema_cases import as_text, changed, refusals, strings_of, typed

SCHEMA: dict[str, Any] = product_schema()
DIALECTS = Library.load().dialects
FILES = tuple(file.path for file in Roots.of().files("pos"))


def faults_of(text: str, path: Path) -> list[str]:
    faults = Faults()
    document = parse_yaml(text, path.name, faults)
    draft = None if document is None else read_product(document, f"{path.parent.name}/{path.stem}")
    if draft is not None:
        whole = resolve({draft.id: draft}, faults, DIALECTS.options_of)
        faults.problems += lint(Product(draft, whole.get(draft.id), DIALECTS, None))
    return [f"{problem.what} ({problem.remedy})" for problem in faults.problems]


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_every_shipped_product_keeps_to_it(path: Path) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(typed(strings_of(path)))


@pytest.mark.parametrize("inside", [(), ("base",), ("base", "timers"), ("releases", 0)])
def test_it_knows_exactly_the_keys_that_the_loader_knows(inside: tuple[str | int, ...]) -> None:
    document = strings_of(FILES[0])
    here = document
    for key in inside:
        here = here[key]
    here["colour_of_it"] = "x"
    told = next(fault for fault in faults_of(as_text(document), FILES[0]) if "colour_of_it" in fault)
    known = set(told.partition("known here: ")[2].rstrip(")").split("; ")[0].split(", "))
    shape: Any = SCHEMA
    for key in inside:
        shape = shape["properties"][key] if isinstance(key, str) else shape["items"]
        shape = shape.get("anyOf", [shape])[0]
    assert set(shape["properties"]) == known


@given(changed(FILES))
@settings(max_examples=40)
def test_schema_and_loader_agree_on_changed_files(case: tuple[Path, object]) -> None:
    path, document = case
    refused, faults = refusals(SCHEMA, document), faults_of(as_text(document), path)
    assert not refused or faults, f"the schema alone refuses: {refused[:3]}"
    said = [fault for fault in faults if not fault.startswith("wire option")]
    if any("unknown key" in fault or "is missing" in fault or "one of:" in fault for fault in said):
        assert refused, f"the loader alone refuses: {faults}"


def test_every_trait_is_described_in_both_languages() -> None:
    base = SCHEMA["properties"]["base"]["anyOf"][0]["properties"]
    assert "wait for the answer" in base["timers"]["anyOf"][0]["properties"]["answer_ms"]["description"]
    assert "부분승인" in base["partial_approval"]["description"]
