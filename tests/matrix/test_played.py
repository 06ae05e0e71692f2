"""What is kept of a replay: the worst findings, the likeliest cause, and the way through a journal."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.diagnose.finding import CauseShare, Finding, Severity
from posdiag.matrix.played import MOST_SIGNS, Played, from_list, played, to_list
from posdiag.payment.money import Belief, MoneyAccount
from posdiag.record import Verdict
from posdiag.transcript import Party
from tests.matrix.small import failed, unjudged, well

MONEY = MoneyAccount(1, 8000, {"coupon": 8000}, Belief.APPROVED, 8000)


def finding(code: str, severity: Severity) -> Finding:
    return Finding(code, severity, Party.POS, {"ko": code, "en": code}, tuple(range(1, 20)))


def test_the_worst_findings_are_kept_and_notes_only_where_there_is_nothing_else() -> None:
    notes = [finding(f"n.{number}", Severity.NOTE) for number in range(9)]
    both = [*notes, finding("w", Severity.WARNING), finding("e", Severity.ERROR)]
    kept = played(0, Verdict.INCOMPATIBLE, both, (), MONEY, {})
    assert [sign.code for sign in kept.signs] == ["e", "w"]
    assert len(played(0, Verdict.COMPATIBLE, notes, (), MONEY, {}).signs) == MOST_SIGNS


def test_a_compatible_replay_has_no_cause() -> None:
    share = CauseShare("comm.timeout", 0.9, "pos")
    assert played(0, Verdict.COMPATIBLE, (), (share,), MONEY, {}).cause == ""
    assert played(0, Verdict.INCOMPATIBLE, (), (share,), MONEY, {}).cause == "comm.timeout"


def test_like_failures_have_like_codes_whatever_their_order_and_their_notes() -> None:
    one, other = finding("a", Severity.ERROR), finding("b", Severity.CRITICAL)
    note = finding("c", Severity.NOTE)
    first = played(0, Verdict.INCOMPATIBLE, [one, other], (), MONEY, {})
    assert first.codes == played(1, Verdict.INCOMPATIBLE, [note, other, one, one], (), MONEY, {}).codes
    assert first.codes != played(1, Verdict.INCOMPATIBLE, [one], (), MONEY, {}).codes


@pytest.mark.parametrize("result", [well(0), well(3, Severity.WARNING), failed(7), unjudged(9)])
def test_a_result_comes_whole_through_a_journal(result: Played) -> None:
    assert from_list(json.loads(json.dumps(to_list(result)))) == result


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=4) | st.floats(),
        lambda inner: st.lists(inner, max_size=9),
    )
)
def test_anything_else_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r".*"):
        from_list(value)
