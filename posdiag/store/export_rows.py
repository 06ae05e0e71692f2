"""Cases as rows for other programs: JSON lines with everything, CSV with what a sheet can hold."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from posdiag.intake.dossier import Dossier, dossier_object
from posdiag.intake.facts import all_values, value_of
from posdiag.masking import mask_text
from posdiag.store.cases import Event

#: Columns of the CSV, in their order; those after `status` that are fields of the lexicon hold its value.
COLUMNS = (
    *("id", "opened", "status", "cause", "probability", "outcome", "closed", "closed_cause"),
    *(
        "when",
        "caller",
        "place",
        "shop",
        "region",
        "terminal",
        "programme",
        "instrument",
        "issuer",
        "van",
        "pos",
    ),
    *("amount", "approval", "message", "charged", "story"),
)
_OWN = {"id", "opened", "status", "cause", "outcome", "closed", "closed_cause", "story"}
#: Cells that a spreadsheet would take for a formula begin with one of these.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def json_line(dossier: Dossier, events: Iterable[Event]) -> str:
    """One case with its events as a line of JSON, without the line's end."""
    told: dict[str, Any] = dossier_object(dossier)
    told["events"] = [{"n": one.n, "at": one.at, "kind": one.kind, **_flat(one)} for one in events]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _flat(event: Event) -> dict[str, Any]:
    return {"body": dict(event.body)}


def csv_rows(dossiers: Iterable[Dossier]) -> Iterator[str]:
    """The CSV line by line, a header first; UTF-8 with a mark, so that spreadsheets read the Korean."""
    yield "\ufeff" + _line(COLUMNS)
    for dossier in dossiers:
        yield _line([_cell(dossier, column) for column in COLUMNS])


def _cell(dossier: Dossier, column: str) -> str:
    if column in _OWN:
        text = str(getattr(dossier, column))
    elif column == "probability":
        text = f"{dossier.causes[0][1]:.2f}" if dossier.causes else ""
    elif column == "approval":
        text = " ".join(all_values(dossier.facts, column))
    else:
        text = value_of(dossier.facts, column)
    text = mask_text(text)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _line(cells: Iterable[str]) -> str:
    room = io.StringIO()
    csv.writer(room, lineterminator="\r\n").writerow(cells)
    return room.getvalue()
