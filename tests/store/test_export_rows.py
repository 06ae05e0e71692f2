"""All cases as JSON lines and CSV."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

from posdiag.intake.dossier import dossier_of
from posdiag.store.cases import Event
from posdiag.store.export_rows import COLUMNS, csv_rows, json_line
from tests.store.conftest import a_case


def test_a_line_of_json_holds_the_whole_case_and_its_events() -> None:
    dossier = replace(a_case(place="kiosk"), id=3, causes=(("unknown", 0.1234567890123456),))
    told = json.loads(json_line(dossier, [Event("opened", {"a": 1}, "t", 1)]))
    assert told.pop("events") == [{"n": 1, "at": "t", "kind": "opened", "body": {"a": 1}}]
    assert dossier_of(told) == dossier


def test_csv_has_a_row_a_case_and_no_formula() -> None:
    dossier = replace(a_case('=HYPERLINK("x")\n둘째 줄', place="kiosk", amount="12300", approval="1"), id=3)
    text = "".join(csv_rows([dossier, dossier]))
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == 2
    assert tuple(rows[0]) == COLUMNS
    assert rows[0]["place"] == "kiosk"
    assert rows[0]["amount"] == "12300"
    assert rows[0]["story"].startswith("'=")
    assert rows[0]["story"].endswith("둘째 줄")
