"""A case: what is expected, what became of the money, what the host link shows."""

from __future__ import annotations

from posdiag.payment.money import Belief, MoneyAccount
from posdiag.replay.scenario import Money
from posdiag.wire.message import Kind
from tests.diagnose.playbook import Play, charge, healthy_sale, paid, refused, reply, request, story


def test_each_frame_is_decoded_once_and_given_readings_are_used() -> None:
    play = healthy_sale(Play())
    case = play.case()
    known = {reading.n: reading.decoded for reading in case.readings if reading.decoded is not None}
    assert case.readings is case.readings
    again = type(case)(play.transcript, paid(), decoded=known)
    assert [reading.message for reading in again.said] == [reading.message for reading in case.said]


def test_money_is_as_expected_when_any_accepted_account_fits() -> None:
    play = Play(scenario=story(money=[Money(1, 8800, {"coupon": 8800}), Money(0, 0)]))
    assert play.case(paid()).money_as_expected
    assert play.case(refused()).money_as_expected
    assert not play.case(paid(purse="card")).money_as_expected
    assert not play.case(paid(5000)).money_as_expected


def test_where_nobody_can_tell_the_purse_the_amount_decides() -> None:
    play = Play(scenario=story())
    assert play.case(MoneyAccount(1, 8800, {}, Belief.APPROVED, 8800, True)).money_as_expected


def test_a_refusal_for_another_reason_is_not_the_expected_one() -> None:
    expired = story(["declined"], [Money(0, 0)], ["54"])
    assert healthy_sale(Play(scenario=expired), result="54").case(refused()).outcome_as_expected
    assert not healthy_sale(Play(scenario=expired), result="91").case(refused()).outcome_as_expected


def test_a_cancelled_charge_is_not_live() -> None:
    cancel = type(charge())(200, "cancel", 8800, "coupon", "37097734")
    assert Play().statement(charge(), cancel).case().live_rows == ()
    assert len(Play().statement(charge()).case().live_rows) == 1


def test_the_host_link_is_told_by_trace_number() -> None:
    play = Play().says(request()).host(request()).after(900).host(reply())
    assert play.case().host_talks["000001"].delay_ms == 910
    assert Play().says(request()).host(request()).case().host_talks["000001"].delay_ms is None


def test_an_unanswered_capture_did_not_end_well() -> None:
    play = Play().says(request(Kind.APPROVE)).silence("answer", 35000)
    assert not play.case(refused(Belief.UNKNOWN)).ended_well
