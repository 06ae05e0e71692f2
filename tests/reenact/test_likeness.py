"""How alike two cases look."""

from __future__ import annotations

from posdiag.diagnose.case import Case
from posdiag.reenact.likeness import differ, lesser, likeness, reproduces
from posdiag.transcript import Seen
from posdiag.wire.message import Kind
from tests.diagnose.playbook import ACK, Play, charge, healthy_sale, reply, request


def silent() -> Play:
    return Play().says(request()).hears(ACK).silence("answer", 35_000)


def like(one: Play, other: Play) -> float:
    return likeness(one.case(), other.case(), one.findings(), other.findings())


def test_the_same_exchange_at_other_times_and_under_other_numbers_is_the_same() -> None:
    one, other = healthy_sale(Play()), healthy_sale(Play(t_ms=7000), stan="000009")
    assert not differ(one.case(), other.case())
    assert like(one, other) == 1.0
    assert reproduces(one.case(), other.case(), one.findings(), other.findings())


def test_an_answer_and_none_are_unlike() -> None:
    assert differ(healthy_sale(Play()).case(), silent().case())
    assert like(healthy_sale(Play()), silent()) < 0.5


def test_one_frame_more_is_less_unlike_than_another_end() -> None:
    more = silent().says(request(Kind.INQUIRE, "000002", orig_stan="000001")).hears(ACK)
    assert like(silent(), more) > like(silent(), healthy_sale(Play()))


def test_how_long_it_took_counts_by_factors_of_two() -> None:
    quick, slow = (Play().says(request()).after(ms).hears(ACK).hears(reply()).says(ACK) for ms in (10, 2_900))
    near = Play().says(request()).after(30).hears(ACK).hears(reply()).says(ACK)
    assert like(quick, near) == 1.0
    assert like(quick, slow) < 1.0


def test_the_purse_of_a_charge_tells_two_cases_apart_and_a_printed_time_does_not() -> None:
    def printed(time: str, purse: str) -> Case:
        return healthy_sale(Play()).sees(Seen.RECEIPT, time).statement(charge(purse=purse)).case()

    assert not differ(printed("12:30", "coupon"), printed("12:31", "coupon"))
    assert differ(printed("12:30", "coupon"), printed("12:30", "card"))


def test_a_case_that_only_ends_sooner_is_the_lesser_and_one_with_something_of_its_own_is_not() -> None:
    asked = Play().says(request()).hears(ACK)
    assert lesser(asked.case(), healthy_sale(Play()).case())
    assert not lesser(healthy_sale(Play()).case(), asked.case())
    assert not lesser(silent().case(), healthy_sale(Play()).case())
