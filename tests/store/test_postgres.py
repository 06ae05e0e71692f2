"""What is said where PostgreSQL cannot be had, and nothing of the address in it."""

from __future__ import annotations

import sys

import pytest

from posdiag.errors import InputError, PosdiagError
from posdiag.store.postgres import is_postgres, open_postgres


@pytest.mark.parametrize(
    ("address", "is_one"),
    [("postgresql://a@127.0.0.1/b", True), ("postgres:///b", True), ("cases.db", False)],
)
def test_an_address_is_told_from_a_file(address: str, is_one: bool) -> None:
    assert is_postgres(address) is is_one


def test_a_server_that_is_not_there_is_told_without_the_password() -> None:
    with pytest.raises(PosdiagError) as told:
        open_postgres("postgresql://kim:secret@127.0.0.1:1/cases")
    assert "cannot be reached" in str(told.value)
    assert "secret" not in str(told.value)


def test_without_the_driver_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(InputError) as told:
        open_postgres("postgresql:///cases")
    assert "posdiag[postgresql]" in str(told.value)
