"""Payments go to another process and come back as they were."""

from __future__ import annotations

from posdiag.explain.examine import examine
from posdiag.explain.parcel import packed, unpacked
from posdiag.explain.plain import Plain, Plains
from posdiag.explain.ways import Hints, Ways
from posdiag.report.json_run import run_line
from posdiag.report.redact import masked
from tests.explain.scenes import events, host_sale, house, watched

SAID = [
    *(one for n in range(1, 9) for one in host_sale(f"{n:06d}", n * 2_000)),
    host_sale("000010", 50_000)[0],
    *host_sale("000011", 60_000, result="51", approval=""),
    (90_000, True, b"\x00\x10no message, this"),
]


def test_payments_come_back_in_their_order_and_say_the_same() -> None:
    found, survey = watched(events(SAID))
    ways = survey.routes.ways
    payments = Plains(ways).payments(found)
    told = [run_line(masked(*examine(episode, house(), "x")), "en") for episode in found]
    there = Ways(house().library, Hints())
    again = unpacked(packed(payments, ways), there)
    assert [type(one) for one in again] == [type(one) for one in payments]
    assert 0 < sum(isinstance(one, Plain) for one in again) < len(again)
    episodes = [one.episode(there.of(one.way)) if isinstance(one, Plain) else one for one in again]
    assert [run_line(masked(*examine(one, house(), "x")), "en") for one in episodes] == told


def test_nothing_is_a_parcel_too() -> None:
    ways = Ways(house().library)
    assert unpacked(packed([], ways), ways) == []


def test_a_named_way_is_found_again() -> None:
    hints = Hints(dialect="iso87-ascii")
    found, survey = watched(events(SAID), hints)
    (one, *_) = unpacked(packed(found, survey.routes.ways), Ways(house().library, hints))
    assert not isinstance(one, Plain)
    assert one.way is not None
    assert one.way.name == "iso87-ascii"
