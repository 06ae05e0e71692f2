"""Every finding code, and the making of findings."""

from __future__ import annotations

import ast
from pathlib import Path

from posdiag.diagnose import sayings
from posdiag.diagnose.finding import Severity
from posdiag.diagnose.sayings import SAYINGS, found


def test_a_finding_is_said_in_both_languages_with_its_facts_filled_in() -> None:
    finding = found("timing.host_slow", Severity.ERROR, (3, 4), (5,), delay_ms=45000, agreed_ms=30000)
    assert "45000" in finding.summary["ko"]
    assert "45000" in finding.summary["en"]
    assert finding.evidence == (3, 4)
    assert finding.observed == (5,)
    assert finding.facts["delay_ms"] == "45000"


def test_a_double_underscore_stands_for_a_dot() -> None:
    finding = found("wire.length_kind", Severity.ERROR, (), (), length__kind="bcd")
    assert finding.facts == {"length.kind": "bcd"}
    assert "`bcd`" in finding.summary["en"]


def test_a_missing_fact_never_raises() -> None:
    for code in SAYINGS:
        assert found(code, Severity.NOTE).summary["ko"]


def test_every_code_that_a_detector_writes_is_known_and_every_known_one_is_written() -> None:
    folder = Path(sayings.__file__).parent
    written = set()
    for path in (*folder.glob("detect*.py"), *(folder.parent / "audit").glob("judge*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in SAYINGS:
                written.add(node.value)
    declines = {code for code in SAYINGS if code.startswith("decline.")}
    assert set(SAYINGS) - declines == written - declines


def test_amounts_are_grouped_and_trace_numbers_are_not() -> None:
    assert "17,600" in found("money.charged_unbooked", Severity.ERROR, charged=17600, booked=0).summary["en"]
    told = found("txn.answer_mismatched", Severity.ERROR, got="000001", asked="000002").summary["en"]
    assert "(000002)" in told
