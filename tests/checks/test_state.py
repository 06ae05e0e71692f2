"""The state of an asking: where it begins, what an answer does to it, and JSON to the last bit."""

from __future__ import annotations

import json
from typing import Any

import pytest

from posdiag.checks.check import CLOSED, DONT_KNOW, OPEN, UNCLEAR, Checks
from posdiag.checks.state import State, advance, answered, begin, money_of, state_object, state_of
from posdiag.diagnose.causes import CauseTable, load_causes
from posdiag.diagnose.finding import CauseShare
from posdiag.errors import InputError
from posdiag.payment.money import Belief, MoneyAccount, SeenBy
from posdiag.profile.roots import Roots


def test_without_a_diagnosis_it_begins_from_the_priors(few_causes: CauseTable) -> None:
    assert begin(few_causes).posterior == pytest.approx({"cable": 0.5, "balance": 0.3, "pin": 0.2})
    assert begin(few_causes).money == UNCLEAR


def test_what_a_diagnosis_leaves_goes_to_the_others_by_their_priors(few_causes: CauseTable) -> None:
    state = begin(few_causes, [CauseShare("balance", 0.3, "coupon")])
    assert state.posterior == pytest.approx({"cable": 0.5, "balance": 0.3, "pin": 0.2})
    sure = begin(few_causes, [CauseShare("balance", 1.0, "coupon")])
    assert sure.posterior["cable"] > 0  # an answer may still bring it up
    assert sum(sure.posterior.values()) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("account", "money"),
    [
        (MoneyAccount(0, 0, {}, Belief.DECLINED, 0, True, SeenBy.STATEMENT), CLOSED),
        (MoneyAccount(0, 0, {}, Belief.DECLINED, 0, True, SeenBy.MESSAGES), UNCLEAR),
        (MoneyAccount(0, 0, {}, Belief.UNKNOWN, 0, True, SeenBy.STATEMENT), OPEN),
        (MoneyAccount(1, 900, {}, Belief.APPROVED, 900, True, SeenBy.STATEMENT), OPEN),
        (MoneyAccount(1, 900, {}, Belief.DECLINED, 0, False, SeenBy.STATEMENT), OPEN),
    ],
)
def test_money_is_closed_only_where_the_statement_shows_no_charge(account: MoneyAccount, money: str) -> None:
    assert money_of(account) == money


def test_an_answer_gives_the_next_check_and_the_new_state(few: Checks, few_causes: CauseTable) -> None:
    choice, state = advance(begin(few_causes), few)
    assert choice is not None
    assert choice.check.id == "lamp"
    choice, state = advance(state, few, ("lamp", "a1"))
    assert choice is not None
    assert choice.check.id == "app"
    assert (state.leading, state.decided) == ("balance", False)
    choice, state = advance(state, few, ("app", "a1"))
    assert choice is None
    assert [(step.check, step.answer, step.leading) for step in state.steps] == [
        ("lamp", "a1", "balance"),
        ("app", "a1", "pin"),
    ]


def test_not_knowing_is_a_step_that_moves_nothing(few: Checks, few_causes: CauseTable) -> None:
    state = answered(begin(few_causes), few, "lamp", DONT_KNOW)
    assert state.posterior == begin(few_causes).posterior
    assert state.asked == {"lamp"}


def test_answers_about_money_open_and_close_it(checks: Checks, causes: CauseTable) -> None:
    state = begin(causes)
    state = answered(state, checks, "notice", "twice")
    assert state.money == OPEN
    state = answered(state, checks, "screen", "silent")
    assert state.money == OPEN
    assert answered(state, checks, "reversed", "done").money == CLOSED


def test_open_money_is_asked_about_in_the_standing_order_until_it_is_closed(
    checks: Checks, causes: CauseTable
) -> None:
    choice, state = advance(begin(causes, money=OPEN), checks)
    asked = []
    answers = {"last-transaction": "silent", "van-log": "nothing"}
    while choice is not None and choice.money_first:
        asked.append(choice.check.id)
        choice, state = advance(state, checks, (choice.check.id, answers[choice.check.id]))
    assert asked == ["last-transaction", "van-log"]
    assert state.money == CLOSED


@pytest.mark.parametrize(
    ("check", "answer", "words"), [("nope", "a0", "no such check"), ("lamp", "a9", "no answer")]
)
def test_an_answer_that_is_not_there_is_an_input_error(
    few: Checks, few_causes: CauseTable, check: str, answer: str, words: str
) -> None:
    with pytest.raises(InputError, match=words):
        answered(begin(few_causes), few, check, answer)


def test_a_state_survives_json_to_the_last_bit(checks: Checks, causes: CauseTable) -> None:
    _, state = advance(begin(causes), checks, ("screen", "silent"))
    again = state_of(json.loads(json.dumps(state_object(state))), causes)
    assert again == state
    assert advance(again, checks) == advance(state, checks)


def test_a_whole_asking_goes_through_json_alone(checks: Checks, causes: CauseTable) -> None:
    plain: Any = state_object(begin(causes))
    for _ in range(80):
        choice, state = advance(state_of(json.loads(json.dumps(plain)), causes), checks)
        if choice is None:
            break
        plain = state_object(answered(state, checks, choice.check.id, choice.check.answers[0].id))
    assert choice is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"schema": "x"}, "no object of schema"),
        ({"posterior": {"no.such": 1.0}}, "no cause `no.such`"),
        ({"posterior": {"unknown": 2.0}}, "no distribution"),
        ({"posterior": {"unknown": "1"}}, "no distribution"),
        ({"posterior": {"unknown": float("nan")}}, "no distribution"),
        ({"posterior": []}, "no distribution"),
        ({"steps": "x"}, "no list of steps"),
        ({"steps": [1]}, "state.steps[0]"),
        ({"money": "lost"}, "`lost`"),
    ],
)
def test_a_state_that_is_none_is_told_and_not_raised(
    causes: CauseTable, change: dict[str, Any], words: str
) -> None:
    plain = {**state_object(begin(causes)), **change}
    with pytest.raises(InputError) as raised:
        state_of(plain, causes)
    assert words in str(raised.value)


def test_of_two_alike_the_first_by_name_leads() -> None:
    assert State({"b": 0.5, "a": 0.5}).leading == "a"


def test_a_diagnosis_that_is_sure_only_that_it_cannot_tell_leaves_everything_open() -> None:
    causes = load_causes(Roots.of())
    state = begin(causes, [CauseShare("unknown", 0.97, "")])
    assert not state.decided
    assert state.posterior == begin(causes).posterior
    unsure = begin(causes, [CauseShare("unknown", 0.5, ""), CauseShare("card.expired", 0.4, "")])
    assert unsure.leading == "unknown"
