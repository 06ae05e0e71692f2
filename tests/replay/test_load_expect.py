"""Expectations that contradict themselves or their steps are faults."""

from __future__ import annotations

import pytest

from posdiag.marked import Faults, parse_yaml
from posdiag.replay.load_expect import read_expect
from posdiag.replay.scenario import Do, Expect, Money, Step

PAYS = (Step(Do.PAY, 100),)


def expect_of(text: str, steps: tuple[Step, ...] = PAYS) -> tuple[Expect, list[str]]:
    faults = Faults()
    document = parse_yaml(text, "f.yaml", faults)
    assert document is not None
    return read_expect(document, steps), [str(problem) for problem in faults.problems]


def test_alternatives_are_kept_in_order() -> None:
    expect, faults = expect_of(
        "{outcome: [approved, declined], reply: ['51'], shows_balance: yes,"
        " money: [{charges: 1, charged_krw: 5, from_purse: {coupon: 5}}, {charges: 0, charged_krw: 0}]}"
    )
    assert faults == []
    assert expect == Expect(
        ("approved", "declined"), (Money(1, 5, {"coupon": 5}), Money(0, 0)), ("51",), shows_balance=True
    )


def test_without_a_payment_no_money_is_needed() -> None:
    assert expect_of("{outcome: [unknown]}", (Step(Do.CHECK),))[1] == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{outcome: [approved]}", "no `money`"),
        ("{money: [{charges: 1, charged_krw: 0}]}", "charges without won"),
        ("{money: [{charges: 0, charged_krw: 5}]}", "charges without won"),
        ("{money: [{charges: 1, charged_krw: 5, from_purse: {coupon: 4}}]}", "does not add up"),
        ("{money: [{charges: 1, charged_krw: 5, from_purse: {sock: 5}}]}", "unknown key `sock`"),
        ("{money: [{charged_krw: 5}]}", "`charges` is missing"),
        (
            "{outcome: [declined], reply: ['00'], money: [{charges: 0, charged_krw: 0}]}",
            "no code of a refusal",
        ),
        ("{money: [{charges: 0, charged_krw: 0}], mood: good}", "unknown key `mood`"),
    ],
)
def test_each_contradiction_is_named(text: str, message: str) -> None:
    assert any(message in fault for fault in expect_of(text)[1])
