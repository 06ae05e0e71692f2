"""`transbank-pos-sdk` from PyPI is audited, and the page in docs/ says what the run shows."""

from __future__ import annotations

import pytest

from tests.peers.audit_page import PAGE, audit, page, printable, row, rows, sign
from tests.peers.sdk import need

#: Few cases that show the most.
FEW = ("healthy", "wrong-check-once", "check-is-ack", "pos-ack-lost", "terminal-ack-lost")


def told(*cases: str) -> list[tuple[str, str, str]]:
    known = {line[0]: line for line in rows(PAGE.read_text(encoding="utf-8"))}
    return [known[case] for case in cases]


@pytest.mark.slow
def test_the_page_says_of_these_cases_what_the_run_shows() -> None:
    need("transbank")
    runs = audit(*FEW)
    assert [row(run) for run in runs] == told(*FEW)
    healthy, damaged, check, lost, unheard = runs
    assert [sign(run) for run in runs] == ["✓", "✗", "✓", "✗", "✗"]
    assert (healthy["money"]["charged"], healthy["money"]["agrees"]) == (8800, True)
    assert {one["code"] for one in damaged["findings"]} == {"audit.took_damaged", "audit.acked_damaged"}
    assert [f["hex"][-2:] for f in check["transcript"] if f["hex"].startswith("0230323130")] == ["06"]
    assert [one["code"] for one in lost["findings"]] == ["txn.answer_mismatched"]
    assert not unheard["money"]["agrees"]


@pytest.mark.slow
def test_the_page_says_of_the_whole_campaign_what_the_run_shows() -> None:
    need("transbank")
    runs = audit()
    assert [row(run) for run in runs] == rows(PAGE.read_text(encoding="utf-8"))


def test_the_page_has_the_bytes_of_every_case_and_both_languages() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert len(rows(text)) == text.count("\n### ") >= 25
    assert text.count("<STX>0200|8800|") >= 25
    assert "잘못하는 것" in text
    assert "9400010000001616" not in text


def test_bytes_are_shown_by_name_and_the_check_byte_in_hex() -> None:
    assert printable(b"\x06") == "<ACK>"
    assert printable(b"\x02A|\x03\x06") == "<STX>A|<ETX><06>"
    assert printable(b"\x00\xf8") == "<00><f8>"
    run = {
        "scenario": "x", "verdict": "compatible", "scenario_name": {"en": "e", "ko": "가"}, "findings": [],
        "why": {"en": "well", "ko": "좋음"}, "transcript": [{"n": 1, "from": "pos", "hex": "06"}],
        "observations": [{"n": 2, "kind": "screen", "text": "APPROVED"}],
        "money": {"charges": 1, "charged": 8800, "booked": 8800, "agrees": True},
    }  # fmt: skip
    made = page([run])
    assert rows(made) == [("x", "✓", "")]
    assert '#2   prints    "APPROVED"' in made
