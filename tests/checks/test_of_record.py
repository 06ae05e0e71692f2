"""The next check of a run: for what failed and is not named, and for nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posdiag.checks.check import Checks
from posdiag.checks.of_record import next_of, state_of_record
from posdiag.diagnose.causes import CauseTable
from posdiag.diagnose.finding import CauseShare
from posdiag.payment.money import Belief, MoneyAccount
from posdiag.record import RunRecord, Verdict
from posdiag.transcript import Transcript

LIKELY = (CauseShare("comm.timeout", 0.5, "line"), CauseShare("host.unavailable", 0.4, "issuer"))


@pytest.fixture
def record() -> RunRecord:
    money = MoneyAccount(0, 0, {}, Belief.UNKNOWN, 0)
    return RunRecord(
        *("sale", {}, "reference/x", "1.0", "sim:x", (), 0, Verdict.INCOMPATIBLE, money, (), LIKELY, ()),
        transcript=Transcript(),
    )


def test_a_failing_run_with_open_money_is_asked_about_it_first(
    record: RunRecord, checks: Checks, causes: CauseTable
) -> None:
    found = next_of(record, checks, causes)
    assert found is not None
    assert (found.id, found.who, found.pays) == ("last-transaction", "merchant", False)
    assert found.gain_bits > 0
    assert next(id_ for id_, _ in found.answers) == "approved"
    assert found.why["en"].startswith("money may be open")


def test_a_refusal_seen_by_messages_alone_gets_the_check_that_tells_most_and_pays_nothing(
    record: RunRecord, checks: Checks, causes: CauseTable
) -> None:
    refused = replace(record, money=replace(record.money, pos_believes=Belief.DECLINED))
    found = next_of(refused, checks, causes)
    assert found is not None
    assert not found.pays
    assert "comm.timeout" in {cause for cause, _ in _likeliest(refused, causes)}


def _likeliest(record: RunRecord, causes: CauseTable) -> list[tuple[str, float]]:
    state = state_of_record(record, causes)
    assert state is not None
    return state.likeliest(2)


@pytest.mark.parametrize(
    "change",
    [
        {"verdict": Verdict.COMPATIBLE},
        {"error": "the terminal went away"},
        {"causes": (CauseShare("comm.timeout", 0.97, "line"),)},
        {"answer": ("comm.timeout", "coupon.expired")},
    ],
)
def test_nothing_is_asked_where_nothing_failed_or_the_cause_is_named(
    record: RunRecord, checks: Checks, causes: CauseTable, change: dict[str, object]
) -> None:
    assert next_of(replace(record, **change), checks, causes) is None  # type: ignore[arg-type]
