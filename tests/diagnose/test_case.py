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


# -- terminals that count for themselves, and terminals that tell no reason ---------------------------


def test_where_the_terminal_counts_its_own_a_talk_is_found_by_time() -> None:
    play = Play().says(request()).host(request(stan="500001")).after(900).host(reply(stan="500001"))
    play.hears(reply()).says(request(stan="000002")).host(request(stan="500002"))
    case = play.case()
    first, second = case.exchanges
    talk, other = case.talk_of(first), case.talk_of(second)
    assert talk is not None
    assert other is not None
    assert (talk.delay_ms, other.delay_ms) == (910, None)
    assert [reading.get("stan") for reading in (*talk.requests, *other.requests)] == ["500001", "500002"]


def test_a_talk_of_another_kind_is_not_that_of_the_exchange() -> None:
    play = Play().says(request()).host(request(Kind.REVERSE, "500001")).hears(reply())
    assert play.case().talk_of(play.case().exchanges[0]) is None


def test_where_one_trace_number_is_known_on_the_host_link_time_decides_nothing() -> None:
    play = Play().says(request()).host(request()).host(reply()).hears(reply())
    play.says(request(stan="000002")).host(request(stan="500002"))
    case = play.case()
    assert case.talk_of(case.exchanges[0]) is not None
    assert case.talk_of(case.exchanges[1]) is None


def test_a_refusal_without_a_reason_has_that_of_the_host() -> None:
    play = Play(scenario=story(["declined"], [Money(0, 0)], ["51"]))
    play.says(request()).host(request(stan="500001")).host(reply(stan="500001", result="51"))
    case = play.hears(reply(result="R1")).case(refused())
    assert case.reason(case.exchanges[0]) == "51"
    assert case.outcome_as_expected


def test_a_refusal_without_a_reason_is_not_the_expected_one_where_the_host_told_another() -> None:
    play = Play(scenario=story(["declined"], [Money(0, 0)], ["51"]))
    play.says(request()).host(request(stan="500001")).host(reply(stan="500001", result="91"))
    case = play.hears(reply(result="R1")).case(refused())
    assert not case.outcome_as_expected


def test_a_refusal_without_a_reason_that_nobody_else_tells_is_taken_as_it_is() -> None:
    play = Play(scenario=story(["declined"], [Money(0, 0)], ["51"])).says(request())
    case = play.hears(reply(result="R1")).case(refused())
    assert (case.reason(case.exchanges[0]), case.outcome_as_expected) == ("R1", True)
    assert case.expects_refusal("R1")
