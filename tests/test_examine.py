"""One replay against a simulated terminal: what was seen, and what it was judged to be."""

from __future__ import annotations

from posdiag import assembly
from posdiag.examine import examine, watch
from posdiag.record import Verdict
from posdiag.replay.variant import Variant


def case(scenario: str, pos: str) -> Variant:
    (release,) = assembly.library().select([pos])
    return Variant(assembly.scenarios()[scenario], release)


def test_a_replay_is_read_and_judged() -> None:
    variant = case("sale-within-balance", "reference/hangang@3.1")
    seen = examine(variant, assembly.station("sim:counter-fs"), (), 0, assembly.house())
    assert seen.verdict is Verdict.COMPATIBLE
    assert seen.case.money.charged_krw == 8800
    assert seen.variant is variant


def test_who_only_watches_asks_nothing_further_and_sees_the_same_money() -> None:
    variant, station = (
        case("coupon-credit-within", "reference/hangang@3.1"),
        assembly.station("sim:counter-fs"),
    )
    house, faults = assembly.house(), ("platform-outage",)
    asked, _ = watch(variant, station, faults, 0, house)
    plain, _ = watch(variant, station, faults, 0, house, asks_more=False)
    assert len(plain.transcript.frames) < len(asked.transcript.frames)  # no balance inquiry afterwards
    assert plain.money == asked.money
    assert plain.ended_well is asked.ended_well is False
