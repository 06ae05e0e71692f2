"""New, known, expired, stale and not played are five different things."""

from __future__ import annotations

from datetime import date

from posdiag.matrix.baseline import Entry
from posdiag.matrix.compare import Stale, Standing, compare, pruned, written
from posdiag.matrix.fingerprint import Identity
from tests.matrix.small import a_matrix, a_tally, failed, well

TODAY = date(2026, 9, 21)
LATER, PAST = date(2027, 1, 1), date(2026, 1, 1)


def entry(
    scenario: str, release: str = "1.0", cause: str = "comm.timeout.pos_too_short", expires: date = LATER
) -> Entry:
    identity = Identity(scenario, f"reference/till@{release}", "counter", (), "incompatible", cause)
    return Entry(identity, "known since spring", "kim", expires)


def by_print(*entries: Entry) -> dict[str, Entry]:
    return {one.identity.fingerprint: one for one in entries}


def test_without_a_baseline_everything_is_new() -> None:
    compared = compare(a_tally(failed(0), well(1)), {}, TODAY)
    assert list(compared.standing.values()) == [Standing.NEW]
    assert not compared.clean


def test_each_standing_is_told_apart() -> None:
    tally = a_tally(failed(0), failed(1), failed(2), well(3))
    known = by_print(entry("qr"), entry("slow", expires=PAST), entry("slow", "2.0"))
    compared = compare(tally, known, TODAY)
    assert list(compared.standing.values()) == [Standing.KNOWN, Standing.EXPIRED, Standing.NEW]
    assert list(compared.stale.values()) == [Stale.PASSES]
    assert not compared.clean


def test_what_is_as_known_is_clean() -> None:
    assert compare(a_tally(failed(0), well(1)), by_print(entry("qr")), TODAY).clean


def test_a_known_failure_that_fails_otherwise_is_new_and_its_entry_stale() -> None:
    compared = compare(a_tally(failed(0, "pos.charset")), by_print(entry("qr")), TODAY)
    assert list(compared.standing.values()) == [Standing.NEW]
    assert list(compared.stale.values()) == [Stale.OTHERWISE]


def test_what_was_not_played_is_neither_known_nor_stale() -> None:
    compared = compare(a_tally(well(0)), by_print(entry("slow", "2.0")), TODAY, ["qr", "slow"])
    assert (len(compared.unplayed), compared.stale, compared.clean) == (1, {}, True)


def test_a_place_not_played_under_every_seed_proves_nothing() -> None:
    tally = a_tally(well(0), matrix=a_matrix(seeds=2))
    assert compare(tally, by_print(entry("qr")), TODAY).stale == {}


def test_an_entry_of_what_there_is_no_more_is_gone() -> None:
    known = by_print(entry("removed"), entry("qr", "0.9"))
    compared = compare(a_tally(well(0)), known, TODAY, ["qr"], ["reference/till@1.0"])
    assert list(compared.stale.values()) == [Stale.GONE, Stale.GONE]


def test_writing_keeps_reasons_and_adds_what_is_new() -> None:
    tally = a_tally(failed(0), failed(1))
    known = by_print(entry("qr", expires=PAST), entry("slow", "2.0"))
    entries = written(tally, known, "since today", "lee", LATER)
    told = {
        (e.identity.scenario, e.identity.pos[-3:]): (e.reason, e.owner, e.expires) for e in entries.values()
    }
    assert told == {
        ("qr", "1.0"): ("known since spring", "kim", PAST),
        ("slow", "2.0"): ("known since spring", "kim", LATER),
        ("slow", "1.0"): ("since today", "lee", LATER),
    }


def test_renewing_prolongs_what_still_fails_and_shortens_nothing() -> None:
    far = date(2030, 1, 1)
    known = by_print(entry("qr", expires=PAST), entry("slow", expires=far))
    entries = written(a_tally(failed(0), failed(1)), known, "x", "y", LATER, renew=True)
    assert [one.expires for one in entries.values()] == [LATER, far]


def test_pruning_takes_out_the_stale_alone() -> None:
    known = by_print(entry("qr"), entry("slow"), entry("slow", "2.0"))
    compared = compare(a_tally(failed(0), well(1)), known, TODAY)
    assert [one.identity.pos[-3:] for one in pruned(compared)] == ["1.0", "2.0"]
