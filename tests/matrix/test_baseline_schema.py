"""A baseline file is held to one schema by editors and to one reader by posdiag: both agree."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given, settings

from posdiag.marked import Faults
from posdiag.matrix.baseline import Entry, read_baseline, write_baseline
from posdiag.matrix.baseline_schema import baseline_schema
from posdiag.matrix.fingerprint import Identity
from tests.whole.schema_cases import as_text, changed, refusals, strings_of, typed

SCHEMA: dict[str, Any] = baseline_schema()


def entry(scenario: str, *faults: str) -> Entry:
    identity = Identity(
        scenario, "reference/hangang@1.0", "counter-fs", faults, "incompatible", "pos.charset"
    )
    return Entry(identity, "no scanner", "pos-team", date(2027, 3, 31))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("baseline") / "posdiag-baseline.yaml"
    rows = write_baseline([entry("barcode"), entry("host-slow", "host-slow:ms=40000")])
    path.write_text("".join(rows), encoding="utf-8")
    return path


def faults_of(text: str) -> list[str]:
    faults = Faults()
    read_baseline(text, "baseline.yaml", faults)
    return [f"{problem.what} ({problem.remedy})" for problem in faults.problems]


def test_the_schema_is_one_and_what_is_written_keeps_to_it(file: Path) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert refusals(SCHEMA, strings_of(file)) == []
    jsonschema.Draft202012Validator(SCHEMA).validate(typed(strings_of(file)))
    jsonschema.Draft202012Validator(SCHEMA).validate({"schema": "posdiag/baseline/1", "failures": []})


def test_it_knows_exactly_the_keys_that_the_reader_knows(file: Path) -> None:
    document = strings_of(file)
    document["failures"][0]["colour"] = "x"
    told = next(fault for fault in faults_of(as_text(document)) if "colour" in fault)
    known = set(told.partition("known here: ")[2].rstrip(")").split("; ")[0].split(", "))
    assert set(SCHEMA["properties"]["failures"]["anyOf"][0]["items"]["properties"]) == known


@pytest.mark.parametrize(
    "key", ["fingerprint", "scenario", "pos", "rig", "cause", "reason", "owner", "expires"]
)
def test_what_the_reader_misses_the_schema_misses_too(file: Path, key: str) -> None:
    document = strings_of(file)
    del document["failures"][0][key]
    assert faults_of(as_text(document))
    assert refusals(SCHEMA, document)


def test_they_agree_on_changed_files(file: Path) -> None:
    @given(changed((file,)))
    @settings(max_examples=40)
    def agree(case: tuple[Path, object]) -> None:
        _, document = case
        refused, faults = refusals(SCHEMA, document), faults_of(as_text(document))
        assert not refused or faults, f"the schema alone refuses: {refused[:3]}"
        if any("unknown key" in fault or "is missing" in fault for fault in faults):
            assert refused, f"the reader alone refuses: {faults}"

    agree()


def test_a_day_is_written_as_one() -> None:
    shape = SCHEMA["properties"]["failures"]["anyOf"][0]["items"]["properties"]["expires"]
    valid = jsonschema.Draft202012Validator(shape)
    assert valid.is_valid("2027-03-31")
    assert not valid.is_valid("31.3.2027")
    assert yaml.safe_load("x: 2027-03-31")["x"] == date(2027, 3, 31)  # an editor hands it over as a text
