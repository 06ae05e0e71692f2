"""JUnit: read back by junitparser, valid by the schema that Jenkins publishes."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
import xmlschema
from hypothesis import given
from hypothesis import strategies as st
from junitparser import JUnitXml

from posdiag.report.junit import junit_report
from posdiag.report.matrix_report import MatrixReport
from tests.matrix.small import failed, well
from tests.report.by_hand import a_report, full_report


def written(report: MatrixReport, lang: str = "en") -> ET.Element:
    return ET.fromstring("".join(junit_report(report, lang)))


@pytest.fixture(scope="module")
def schema() -> xmlschema.XMLSchema:
    """By which the xUnit plugin of Jenkins checks such files."""
    return xmlschema.XMLSchema(str(Path(__file__).parent / "official" / "junit-10.xsd"))


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("report", [full_report(), a_report(well(0)), a_report()])
def test_it_is_valid_by_the_schema_that_jenkins_publishes(
    schema: xmlschema.XMLSchema, report: MatrixReport, lang: str
) -> None:
    assert [error.reason for error in schema.iter_errors("".join(junit_report(report, lang)))] == []


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        (' errors="', ' wrongs="'),
        ("<testcase ", '<testcase file="a" '),
        ("<properties>", "<properties/><b/>"),
    ],
)
def test_the_schema_refuses_what_is_otherwise(schema: xmlschema.XMLSchema, said: str, instead: str) -> None:
    text = "".join(junit_report(full_report(), "en"))
    assert said in text
    broken = text.replace(said, instead).replace("<properties/><b/>", "<b/><properties>")
    assert not schema.is_valid(broken)


def test_junitparser_counts_what_it_says() -> None:
    read = JUnitXml.fromstring("".join(junit_report(full_report(), "en")).encode())
    assert (read.tests, read.failures, read.errors) == (4, 2, 1)
    suites = {suite.name: suite for suite in read}
    assert (suites["qr"].tests, suites["qr"].failures) == (2, 2)
    assert (suites["slow"].skipped, suites["slow"].errors) == (1, 1)
    assert sum(1 for suite in read for _ in suite) == read.tests


def test_cases_have_the_product_as_class_and_names_of_their_own() -> None:
    cases = list(written(full_report()).iter("testcase"))
    assert {case.get("classname") for case in cases} == {"posdiag.reference/till"}
    assert len({(case.get("classname"), case.get("name")) for case in cases}) == len(cases)
    assert cases[0].get("name") == "qr @1.0"


def test_a_failure_has_its_cause_as_type_and_evidence_and_command_in_its_body() -> None:
    failure = next(written(full_report()).iter("failure"))
    assert failure.get("type") == "comm.timeout.pos_too_short"
    assert failure.text is not None
    assert "[error] gave up before the answer (frames #1 #6)" in failure.text
    assert "repeat it: posdiag diagnose qr --pos reference/till@1.0 --seed 0" in failure.text


def test_what_is_known_is_skipped_with_its_reason() -> None:
    (skipped,) = written(full_report()).iter("skipped")
    assert skipped.get("message") == "pos-team · until 2027-01-01 · no scanner yet"


def test_file_and_line_of_the_scenario_are_told() -> None:
    suite = next(written(full_report()).iter("testsuite"))
    assert suite.get("file") == "profiles/scenarios/qr.yaml"
    assert {one.get("name"): one.get("value") for one in suite.iter("property")}["line"] == "1"
    assert next(suite.iter("system-out")).text == "profiles/scenarios/qr.yaml:1"


@given(st.text(max_size=60))
def test_no_text_breaks_the_document(text: str) -> None:
    report = a_report(replace(failed(0), why={"ko": text, "en": text}, cause=text or "x"))
    failure = next(written(report).iter("failure"))
    assert not re.search(
        "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", (failure.text or "") + failure.get("message", "")
    )
