"""A statement and the self-check feed a case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from posdiag.checks.selfcheck import gather, load_selfcheck
from posdiag.intake.dossier import Dossier
from posdiag.intake.facts import Fact, all_values, value_of
from posdiag.intake.on_paper import with_self_check, with_statement
from posdiag.intake.talk import Ears
from posdiag.profile.regions import Regions, load_regions
from posdiag.profile.roots import Roots
from posdiag.statement.read import read_statement

DOUBLE = """거래일시,가맹점,금액,승인번호,구분
2025-08-21 19:02:11,행복분식,12300,30012345,승인
2025-08-21 19:03:40,행복분식,12300,30012399,승인
2025-08-20 12:10:00,동네마트,5000,30010000,승인
"""


@pytest.fixture(scope="module")
def regions() -> Regions:
    return load_regions(Roots.of())


def test_the_rows_that_the_call_is_about_become_facts(regions: Regions) -> None:
    told = Dossier(facts=(Fact("approval", "30012345", "story"), Fact("amount", "12300", "story")))
    after = with_statement(told, read_statement(DOUBLE, regions), regions)
    assert len(after.payments) == 3
    assert [one["cause"] for one in after.alarms] == ["txn.duplicate"]
    assert all_values(after.facts, "approval") == ("30012345", "30012399")
    assert value_of(after.facts, "when").startswith("2025-08-21T19:0")
    assert ("notice", "twice", "statement") in [(one.check, one.answer, one.source) for one in after.answers]


def test_a_statement_with_one_payment_is_about_that(regions: Regions) -> None:
    one = "거래일시,가맹점,금액,승인번호,구분\n2025-08-20 12:10:00,동네마트,5000,30010000,승인\n"
    after = with_statement(Dossier(), read_statement(one, regions), regions)
    assert value_of(after.facts, "approval") == "30010000"
    assert after.alarms == ()


def test_answers_of_the_self_check_are_facts_and_answers(
    ears_that_say: Callable[..., Ears], now: datetime
) -> None:
    steps = load_selfcheck(Roots.of())
    gathered = gather(steps, {"money": "twice", "route": "kiosk"})
    after = with_self_check(Dossier(), gathered, now, ears_that_say())
    answers = {one.check: (one.answer, one.source) for one in after.answers}
    assert answers == {"notice": ("twice", "self-check"), "where-paid": ("kiosk", "self-check")}
    assert value_of(after.facts, "place") == "kiosk"


def test_every_step_of_the_self_check_fits_the_case(
    ears_that_say: Callable[..., Ears], now: datetime
) -> None:
    for step in load_selfcheck(Roots.of()):
        for choice in step.answers:
            gathered = gather((step,), {step.id: choice.id})
            with_self_check(Dossier(), gathered, now, ears_that_say())
