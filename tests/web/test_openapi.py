"""The document is true: every row of the table is in it, and its references lead somewhere."""

from __future__ import annotations

import re
from typing import Any

import pytest

from posdiag.web.api.table import ROUTES
from posdiag.web.openapi import document
from posdiag.web.route import API


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    return document(ROUTES, "0")


def test_every_row_of_the_table_is_in_it_once(made: dict[str, Any]) -> None:
    named = {(method.upper(), path) for path, rows in made["paths"].items() for method in rows}
    assert named == {(route.method, route.full_path) for route in ROUTES}
    ids = [row["operationId"] for rows in made["paths"].values() for row in rows.values()]
    assert len(ids) == len(set(ids)) == len(ROUTES)


def test_every_reference_leads_somewhere(made: dict[str, Any]) -> None:
    for name in re.findall(r"'\$ref': '([^']+)'", str(made)):
        place: Any = made
        for part in name.removeprefix("#/").split("/"):
            place = place[part]
        assert place


def test_every_row_says_what_may_go_wrong(made: dict[str, Any]) -> None:
    for rows in made["paths"].values():
        for row in rows.values():
            assert {"400", "401", "403", "421", "422", "429", "500"} <= row["responses"].keys()


def test_parts_of_a_path_are_declared(made: dict[str, Any]) -> None:
    for path, rows in made["paths"].items():
        assert path.startswith(API)
        wanted = set(re.findall(r"\{(\w+)\}", path))
        for row in rows.values():
            declared = {one["name"] for one in row["parameters"] if one["in"] == "path"}
            assert declared == wanted
            assert all(one["required"] for one in row["parameters"] if one["in"] == "path")
