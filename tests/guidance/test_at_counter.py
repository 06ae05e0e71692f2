"""What cashier and customer can do, each deed on one sale."""

from __future__ import annotations

from dataclasses import replace

from posdiag.guidance.at_counter import AT_COUNTER
from posdiag.profile.traits import Entry
from posdiag.replay.scenario import Do, Item, Scenario, Step
from posdiag.replay.variant import Variant
from tests.diagnose.playbook import story
from tests.guidance.counter import variant


def do(deed: str, value: object, before: Variant) -> Variant | None:
    return AT_COUNTER[deed](before, value)


def test_another_way_of_reading_changes_each_payment() -> None:
    after = do("entry", "stripe", variant())
    assert after is not None
    assert [step.entry for step in after.scenario.steps] == [Entry.STRIPE]
    keyed = do("keyed", "yes", variant())
    assert keyed is not None
    assert keyed.scenario.steps[0].entry is Entry.KEYED


def test_a_split_pays_what_the_coupon_holds_and_then_the_rest() -> None:
    after = do("split", "by-balance", variant(story(balance=5000)))
    assert after is not None
    assert [(step.amount_krw, step.instrument) for step in after.scenario.steps] == [
        (5000, "main"),
        (3800, "rest"),
    ]
    assert sum(step.tax_krw for step in after.scenario.steps) == 800
    assert [(m.charges, m.charged_krw) for m in after.scenario.expect.money] == [(2, 8800)]
    assert do("split", "by-balance", variant(story(balance=30000))) is None


def test_another_card_pays_the_whole_amount() -> None:
    after = do("tender", "card", variant())
    assert after is not None
    assert after.scenario.instruments["rest"].kind == "card"
    assert do("tender", "card", variant(story(kind="card"))) is None


def test_a_top_up_fills_what_is_missing() -> None:
    after = do("top_up", "shortage", variant(story(kind="voucher-linked", balance=8799)))
    assert after is not None
    assert after.scenario.instruments["main"].balances == {"coupon": 8800}
    assert do("top_up", "shortage", variant(story(balance=30000))) is None


def with_items(*items: Item) -> Scenario:
    plain = story()
    main = replace(plain.instruments["main"], state={"excluded_items": "alcohol, tobacco"})
    step = replace(plain.steps[0], items=items)
    return replace(plain, steps=(step,), instruments={"main": main})


def test_barred_items_are_taken_out_of_the_basket() -> None:
    basket = with_items(Item("도시락", 5000), Item("소주", 3800, ("alcohol",)))
    after = do("items", "allowed", variant(basket))
    assert after is not None
    assert after.scenario.steps[0].amount_krw == 5000
    assert do("items", "allowed", variant(with_items(Item("도시락", 8800)))) is None


def test_paying_again_leaves_the_sale_and_says_when_the_cashier_tries_once_more() -> None:
    after = do("pay_again", "180", variant())
    assert after is not None
    assert [(step.do, step.again_ms) for step in after.scenario.steps] == [(Do.PAY, 180_000)]
    assert after.release is not None
    assert after.scenario.faults == variant().scenario.faults


def test_a_sale_made_anew_is_cancelled_first() -> None:
    after = do("pay_anew", "600", variant())
    assert after is not None
    first, cancel, second = after.scenario.steps
    assert (cancel.do, cancel.of, cancel.wait_ms) == (Do.CANCEL, 1, 600_000)
    assert second == first
    cancelled = replace(story(), steps=(first, Step(Do.CANCEL, of=1)))
    assert do("pay_anew", "600", variant(cancelled)) is None


def test_nobody_is_told_to_wait_for_hours_or_for_no_time_at_all() -> None:
    assert do("pay_again", "86400", variant()) is None
    assert do("pay_again", "soon", variant()) is None
    assert do("pay_anew", "soon", variant()) is None


def test_what_is_so_already_or_makes_no_sense_is_no_deed() -> None:
    before = variant()
    assert do("entry", "chip", before) is before
    assert do("entry", "telepathy", before) is None
