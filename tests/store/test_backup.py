"""A backup holds everything, goes into either database, and is taken whole or not at all."""

from __future__ import annotations

from contextlib import closing

import pytest

from posdiag.errors import InputError
from posdiag.intake.dossier import Dossier
from posdiag.store.backup import dump, load
from posdiag.store.cases import Event, Wanted
from posdiag.store.job_rows import JobRow
from posdiag.store.open import Store, open_store
from tests.postgres import Postgres

AT = "2026-09-21T12:00:00+09:00"


def filled(database: str) -> list[str]:
    """A backup of three cases and a job."""
    with closing(open_store(database)) as store:
        for number in range(3):
            dossier = Dossier(opened=AT, story=f"쿠폰 {number}\n\"'", cause="coupon.expired")
            store.cases.create(dossier, [Event("opened", {"n": number})], AT)
        store.jobs.put(JobRow("a", "diagnose", "{}", "kim", "ended", 1.5), ["{}"], "one", 2.5, 10)
        return lines_of(store)


def lines_of(store: Store) -> list[str]:
    return list(dump(store.connection, store.cases.dialect, store.cases.place))


def restored(lines: list[str], database: str) -> Store:
    store = open_store(database)
    try:
        load(lines, store.connection, store.cases.dialect, store.cases.place, "b.jsonl")
    except BaseException:
        store.close()
        raise
    return store


def test_what_was_backed_up_comes_back_on_either_database(
    database: str, database_server: Postgres, tmp_path: object
) -> None:
    lines = filled(database)
    for other in (f"{tmp_path}/other.db", database_server.new_database()):
        with closing(restored(lines, other)) as store:
            assert lines_of(store) == lines
            more = store.cases.create(Dossier(opened=AT), [], AT)
            assert more.id == 4
            assert len(list(store.cases.find(Wanted()))) == 4


@pytest.mark.parametrize("harm", ["cut", "changed", "longer", "no json", "another", "newer", "strange row"])
def test_a_harmed_backup_is_refused_and_leaves_nothing(tmp_path: object, harm: str) -> None:
    lines = filled(f"{tmp_path}/first.db")
    harmed = {
        "cut": lines[:-1],
        "changed": [line.replace("쿠폰 1", "쿠폰 9") for line in lines],
        "longer": [*lines, lines[1]],
        "no json": [lines[0], "{", *lines[1:]],
        "another": ['{"schema":"other"}\n', *lines[1:]],
        "newer": [lines[0].replace('"version":', '"version":9'), *lines[1:]],
        "strange row": [lines[0], '{"table":"sqlite_master","row":[1]}\n', *lines[1:]],
    }[harm]
    with pytest.raises(InputError) as told:
        restored(harmed, f"{tmp_path}/second.db")
    assert "b.jsonl" in str(told.value)
    with closing(open_store(f"{tmp_path}/second.db")) as store:
        assert not list(store.cases.find(Wanted()))


def test_a_database_that_holds_something_is_left_as_it_is(database: str) -> None:
    lines = filled(database)
    with pytest.raises(InputError) as told:
        restored(lines, database)
    assert "already" in str(told.value)
