"""The self-check as shipped, what its answers come to, and what its linter says."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.checks.load import load_checks
from posdiag.checks.selfcheck import (
    WHO,
    Step,
    gather,
    lint_selfcheck,
    load_selfcheck,
    steps_for,
)
from posdiag.diagnose.causes import load_causes
from posdiag.errors import InputError
from posdiag.marked import Faults
from posdiag.profile.roots import Roots

STEPS = load_selfcheck(Roots.of())


@lru_cache
def by_id() -> dict[str, Step]:
    return {step.id: step for step in STEPS}


def test_the_shipped_steps_lint() -> None:
    causes = load_causes(Roots.of())
    assert lint_selfcheck(STEPS, load_checks(Roots.of(), causes), causes).problems == []


@pytest.mark.parametrize("who", WHO)
def test_the_money_comes_first_and_every_point_of_the_list_is_there(who: str) -> None:
    ids = [step.id for step in steps_for(STEPS, who)]
    assert ids[0] == "money"
    wanted = {
        "merchant": {"period", "balance", "shop", "route", "connection", "release", "restart", "message"},
        "customer": {"period", "balance", "shop", "route", "region", "app", "message"},
    }
    assert wanted[who] <= set(ids)


def test_answers_become_facts_checks_causes_and_advice() -> None:
    got = gather(STEPS, {"shop": "absent", "balance": "2", "route": "kiosk", "message": "잔액부족"})
    assert got.facts == {
        "purse.balance": "short",
        "shop.enrolled": "no",
        "place": "kiosk",
        "message": "잔액부족",
    }
    assert got.checks == {"app-balance": "short", "shop-list": "absent", "where-paid": "kiosk"}
    assert got.causes == ("coupon.insufficient_balance", "merchant.not_enrolled")
    assert len(got.advice) == 3


def test_what_is_skipped_or_no_answer_tells_nothing() -> None:
    got = gather(STEPS, {"shop": "", "balance": "a lot", "route": "9", "no-such": "yes"})
    assert (got.facts, got.checks, got.causes, got.advice) == ({}, {}, (), ())


def test_words_are_masked() -> None:
    number = "94000100" + "00001012"
    assert number not in gather(STEPS, {"message": f"카드 {number} 거절"}).facts["message"]


def test_no_advice_pays_again_before_the_money_was_looked_at() -> None:
    for step in STEPS[:2]:
        assert step.first
    for step in STEPS:
        for choice in step.answers:
            if choice.facts.get("approved") == "yes" and choice.cause == "":
                assert "다시 결제하지" in choice.advice["ko"], (step.id, choice.id)


@given(st.dictionaries(st.sampled_from([step.id for step in STEPS]), st.text(max_size=30)))
def test_any_answers_can_be_given(answers: dict[str, str]) -> None:
    got = gather(STEPS, answers)
    assert set(got.checks) <= {step.check for step in STEPS}


def test_faults_have_their_line(tmp_path: Path) -> None:
    (tmp_path / "pos").mkdir()
    (tmp_path / "selfcheck.yaml").write_text(
        "source: s\nsteps:\n"
        "  - {id: a, for: [king], text: {ko: 가, en: a}, check: none, hue: red,"
        " answers: {x: {text: {ko: 가, en: a}, cause: no.such}}}\n"
        "  - {id: a, for: [merchant], text: {ko: 가, en: a}}\n",
        encoding="utf-8",
    )
    faults = Faults()
    roots = Roots.of([tmp_path])
    steps = load_selfcheck(roots, faults)
    causes = load_causes(Roots.of())
    told = [*faults.problems, *lint_selfcheck(steps, load_checks(Roots.of(), causes), causes).problems]
    text = "\n".join(map(str, told))
    for word in ("king", "hue", "stands twice", "either `answers` or `free`"):
        assert word in text
    with pytest.raises(InputError):
        load_selfcheck(roots)
    wrong = (Step("b", ("merchant",), {}, check="no-such", answers=(by_id()["shop"].answers[1],)),)
    assert "no known check" in str(lint_selfcheck(wrong, load_checks(Roots.of(), causes), causes).problems[0])
