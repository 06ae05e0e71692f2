"""Payments of captures, told in each form."""

from __future__ import annotations

import json

import pytest

from posdiag.explain.plain import Plains
from posdiag.explain.survey import Survey
from posdiag.explain.ways import Hints
from posdiag.report.captures import Teller, teller_of
from tests.explain.scenes import Said, events, host_sale, house


def told(form: str, said: list[Said], only: str = "") -> tuple[Teller, str]:
    written: list[bytes] = []
    teller = teller_of(form, house(), Hints(), "en", only, written.append)
    survey = Survey(house().library)
    plains = Plains(survey.routes.ways)
    teller.begin("x.pcap")
    for event in events(said):
        teller.take(plains.payments(survey.take(event)))
    teller.take(plains.payments(survey.end()))
    teller.over("x.pcap", survey.sights())
    teller.end()
    return teller, b"".join(written).decode()


SAID = [
    *(one for n in range(1, 9) for one in host_sale(f"{n:06d}", n * 2_000)),
    *host_sale("000009", 40_000, result="51", approval=""),
    host_sale("000010", 50_000)[0],
]


def test_json_lines_are_one_payment_each() -> None:
    teller, text = told("jsonl", SAID)
    runs = [json.loads(line) for line in text.splitlines()]
    assert [run["verdict"] for run in runs].count("compatible") == 8
    assert teller.tally.runs == len(runs) == 10


def test_the_document_has_the_runs_and_the_capture() -> None:
    _, text = told("json", SAID)
    document = json.loads(text)
    assert document["schema"] == "posdiag/runs/1"
    assert len(document["runs"]) == 10
    assert document["capture"][0]["places"][0]["dialect"] == "iso87-ascii"


def test_a_document_without_payments_is_whole() -> None:
    assert json.loads(told("json", [])[1])["runs"] == []


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_only_one_verdict_is_written_and_all_are_counted(form: str) -> None:
    teller, text = told(form, SAID, only="incompatible")
    runs = json.loads(text)["runs"] if form == "json" else [json.loads(line) for line in text.splitlines()]
    assert [run["verdict"] for run in runs] == ["incompatible"]
    assert teller.tally.runs == 10


def test_text_keeps_only_the_kinds_of_failure() -> None:
    teller, text = told("text", SAID * 1)
    assert text == ""
    assert (teller.tally.runs, len(teller.tally.kinds)) == (10, 2)
