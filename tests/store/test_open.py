"""The same store on both databases: cases are kept, changed, found, and brought up to date."""

from __future__ import annotations

import threading
from contextlib import closing
from dataclasses import replace

import pytest

from posdiag.errors import InputError, NothingSelected
from posdiag.intake.dossier import Dossier
from posdiag.store.cases import Event, Wanted
from posdiag.store.migrations import NEWEST, version_of
from posdiag.store.open import Store, open_store

AT = "2026-09-21T12:00:00+09:00"


def kept(store: Store, story: str = "한도초과 100%_쿠폰") -> Dossier:
    return store.cases.create(
        Dossier(opened=AT, story=story, cause="coupon.expired"), [Event("opened", {})], AT
    )


def test_a_case_is_kept_and_read_back(database: str) -> None:
    with closing(open_store(database)) as store:
        number = kept(store).id
    with closing(open_store(database)) as store:
        again = store.cases.get(number)
        assert (again.id, again.story, again.cause) == (number, "한도초과 100%_쿠폰", "coupon.expired")
        assert [event.kind for event in store.cases.events(number)] == ["opened"]
        with pytest.raises(NothingSelected):
            store.cases.get(number + 1)


def test_cases_are_found_by_words_whatever_signs_are_in_them(database: str) -> None:
    with closing(open_store(database)) as store:
        for story in ("할인 100% 쿠폰", "할인 100 쿠폰", "밑줄_하나", "밑줄 하나", "역\\슬래시"):
            kept(store, story)
        assert len(list(store.cases.find(Wanted(words=("100%",))))) == 1
        assert len(list(store.cases.find(Wanted(words=("줄_하",))))) == 1
        assert len(list(store.cases.find(Wanted(words=("역\\",))))) == 1
        assert len(list(store.cases.find(Wanted(cause="coupon", limit=3)))) == 3


def test_what_a_change_raises_undoes_it_all(database: str) -> None:
    def fail(dossier: Dossier) -> tuple[Dossier, list[Event]]:
        raise RuntimeError

    with closing(open_store(database)) as store:
        number = kept(store).id
        with pytest.raises(RuntimeError):
            store.cases.change(number, fail, AT)
        assert len(store.cases.events(number)) == 1
        assert kept(store).id > number


def test_advice_is_counted_by_what_came_of_it(database: str) -> None:
    def close(dossier: Dossier) -> tuple[Dossier, list[Event]]:
        return replace(dossier, outcome="worked", closed_cause="coupon.expired", closed_card="a"), []

    with closing(open_store(database)) as store:
        for _ in range(2):
            store.cases.change(kept(store).id, close, AT)
        assert store.cases.counts() == {("coupon.expired", "a"): (2, 0)}


def test_many_who_change_one_case_lose_nothing(database: str) -> None:
    with closing(open_store(database)) as store:
        number = kept(store).id
    each, writers = 12, 4

    def write(who: int) -> None:
        with closing(open_store(database)) as mine:
            for turn in range(each):
                note = f"{who}-{turn}"

                def change(dossier: Dossier, note: str = note) -> tuple[Dossier, list[Event]]:
                    notes = [*dossier.extra.get("notes", ()), note]
                    return replace(dossier, extra={"notes": notes}), [Event("note", {"text": note})]

                mine.cases.change(number, change, AT)

    threads = [threading.Thread(target=write, args=(who,)) for who in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with closing(open_store(database)) as store:
        assert len(store.cases.get(number).extra["notes"]) == each * writers
        assert [event.n for event in store.cases.events(number)] == list(range(1, each * writers + 2))


def test_many_who_open_an_empty_database_bring_it_up_to_date_once(database: str) -> None:
    failures: list[Exception] = []

    def open_it() -> None:
        try:
            open_store(database).close()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    with closing(open_store(database)) as store:
        assert version_of(store.connection, store.cases.dialect) == NEWEST
        assert store.sound()


def test_a_database_of_a_newer_posdiag_is_refused(database: str) -> None:
    with closing(open_store(database)) as store:
        store.connection.cursor().execute("UPDATE schema_version SET version = 99")
    with pytest.raises(InputError) as told:
        open_store(database)
    assert "newer" in str(told.value)


def test_one_that_was_closed_no_longer_answers(database: str) -> None:
    store = open_store(database)
    store.close()
    assert not store.sound()
