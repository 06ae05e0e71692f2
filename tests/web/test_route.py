"""Queries and paths are read as the table says."""

from __future__ import annotations

import msgspec
import pytest

from posdiag.web.api.table import ROUTES
from posdiag.web.route import Body, Id, Query
from tests.web.browser import Browser


def test_every_row_has_types_that_refuse_what_they_do_not_know() -> None:
    for route in ROUTES:
        assert issubclass(route.query, Query)
        assert route.body is None or issubclass(route.body, Body)
        assert route.query.__struct_config__.forbid_unknown_fields


def test_rows_that_change_something_are_not_read_by_get() -> None:
    assert not [route.name for route in ROUTES if route.changes and route.method == "GET"]


@pytest.mark.parametrize("text", ["..", "../x", "a/b", "", "-x", ".x", "x" * 81, "a b"])
def test_no_path_of_a_file_system_is_an_id(text: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(text, Id)


@pytest.mark.parametrize("text", ["1", "partial-approval", "4e2a261eedeca20e", "a.b_c@1"])
def test_ids_are_short_words(text: str) -> None:
    assert msgspec.convert(text, Id) == text


def test_a_whole_number_written_with_a_point_is_a_whole_number(browser: Browser) -> None:
    reply = browser.post("/api/v1/may-use", {"programme": "onnuri", "amount_krw": 18.0})
    assert reply.status == 200
    assert browser.post("/api/v1/may-use", {"programme": "onnuri", "amount_krw": 18.5}).status == 422
