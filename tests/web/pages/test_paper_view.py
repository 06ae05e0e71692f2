"""A statement as its page shows it."""

from __future__ import annotations

from posdiag.intake.dossier import Dossier
from posdiag.intake.on_paper import with_statement
from posdiag.statement.read import read_statement
from posdiag.web.pages.paper_view import paper_of
from posdiag.web.rooms import Rooms
from tests.web.pages.test_paper import TABLE


def test_rows_that_a_finding_names_are_marked(rooms: Rooms) -> None:
    regions = rooms.rulebook.regions
    empty = Dossier(id=1, opened="", story="")
    assert paper_of(empty, "ko") is None
    shown = paper_of(with_statement(empty, read_statement(TABLE, regions), regions), "en")
    assert shown is not None
    assert [(row.at, row.amount_krw, row.odd) for row in shown.rows] == [
        ("2026-09-20 19:10", 8000, False), *[("2026-09-21 12:00", 12_300, True)] * 2,
    ]  # fmt: skip
    assert [(one.tone, len(one.rows)) for one in shown.odd] == [("bad", 2)]
