"""Open sales, reversals, retries, trace numbers and cancels."""

from __future__ import annotations

import pytest

from posdiag.diagnose.finding import Severity
from posdiag.payment.money import Belief, MoneyAccount
from posdiag.transcript import Seen
from posdiag.wire.message import Kind
from tests.diagnose.playbook import ACK, NAK, Play, charge, healthy_sale, paid, refused, reply, request, story

OPEN = refused(Belief.UNKNOWN)
CHARGED_OPEN = MoneyAccount(1, 8800, {"coupon": 8800}, Belief.DECLINED, 0, False)


def found(play: Play, money: MoneyAccount = OPEN) -> set[str]:
    return {code for code in play.codes_found(money) if code.startswith("txn.")}


def unanswered() -> Play:
    return Play().says(request()).hears(ACK).silence("answer", 20000)


def reversal(stan: str = "000002") -> dict[str, str]:
    return {"stan": stan, "orig_stan": "000001"}


def test_an_answered_sale_gives_no_finding() -> None:
    assert found(healthy_sale(Play())) == set()


def test_an_abandoned_sale_misses_its_reversal() -> None:
    assert found(unanswered()) == {"txn.missing_reversal"}


def test_an_abandoned_sale_that_charged_is_an_error_and_one_that_did_not_a_warning() -> None:
    charged = unanswered().statement(charge()).findings(CHARGED_OPEN)
    assert next(f for f in charged if f.code == "txn.missing_reversal").severity is Severity.ERROR
    free = unanswered().statement().findings(OPEN)
    assert next(f for f in free if f.code == "txn.missing_reversal").severity is Severity.WARNING


def test_a_sale_that_was_refused_by_nak_needs_no_reversal() -> None:
    assert found(Play().says(request()).hears(NAK).silence("ack", 3000)) == set()


def test_a_sale_that_could_not_be_sent_needs_no_reversal() -> None:
    assert found(Play().says(request()).closed("refused")) == set()


@pytest.mark.parametrize("result", ["00", "25", "N1", "P8"])
def test_a_confirmed_reversal_closes_the_sale(result: str) -> None:
    play = unanswered().says(request(Kind.REVERSE, **reversal())).hears(ACK)
    assert found(play.hears(reply(Kind.REVERSE, "000002", result))) == {"txn.reversed"}


@pytest.mark.parametrize("result", ["96", ""])
def test_a_reversal_that_is_refused_or_unanswered_failed(result: str) -> None:
    play = unanswered().says(request(Kind.REVERSE, **reversal())).hears(ACK)
    if result:
        play.hears(reply(Kind.REVERSE, "000002", result))
    else:
        play.silence("answer", 20000)
    assert found(play) == {"txn.reversal_failed"}


def test_an_inquiry_that_finds_the_sale_closes_it() -> None:
    play = unanswered().says(request(Kind.INQUIRE, **reversal())).hears(ACK)
    play.hears(reply(Kind.INQUIRE, "000002", orig_result="00", orig_stan="000001"))
    assert found(play, paid()) == {"txn.found_by_inquiry"}


def test_a_retry_ahead_of_any_inquiry_is_found() -> None:
    play = unanswered().says(request(stan="000002")).hears(ACK).hears(reply(stan="000002"))
    assert "txn.retry_before_inquiry" in found(play)


def test_a_retry_after_a_reversal_is_sound() -> None:
    play = unanswered().says(request(Kind.REVERSE, **reversal())).hears(ACK)
    play.hears(reply(Kind.REVERSE, "000002")).says(request(stan="000003")).hears(ACK).hears(
        reply(stan="000003")
    )
    assert "txn.retry_before_inquiry" not in found(play)


def test_another_sale_after_an_unanswered_one_is_no_retry() -> None:
    play = unanswered().says(request(stan="000002", amount="5000")).hears(ACK).hears(reply(stan="000002"))
    assert "txn.retry_before_inquiry" not in found(play)


def test_two_sales_of_one_number_share_a_key() -> None:
    play = healthy_sale(Play()).says(request(amount="5000")).hears(ACK).hears(reply(result="94"))
    assert "txn.stan_reused" in found(play)
    assert "txn.stan_reused" not in found(unanswered().says(request()).hears(ACK).hears(reply()))


def test_the_answer_to_another_sale_taken_for_this_one() -> None:
    play = unanswered().says(request(stan="000002")).hears(ACK).hears(reply(stan="000001"))
    play.says(request(Kind.CHECK, "000003"))
    assert "txn.answer_mismatched" in found(play)


def test_a_stray_answer_that_the_pos_did_not_stop_for_is_none() -> None:
    play = unanswered().says(request(stan="000002")).hears(ACK).hears(reply()).hears(reply(stan="000002"))
    assert "txn.answer_mismatched" not in found(play)


def cancel(approval: str, result: str) -> Play:
    play = healthy_sale(Play())
    play.says(request(Kind.CANCEL, "000002", orig_approval=approval, orig_stan="000001")).hears(ACK)
    return play.hears(reply(Kind.CANCEL, "000002", result))


def test_a_cancel_with_a_cut_number_says_why_the_sale_was_not_found() -> None:
    assert found(cancel("370977", "25")) == {"txn.original_not_found", "txn.approval_cut"}
    assert found(cancel("37097734", "25")) == {"txn.original_not_found"}
    assert found(cancel("370977", "00")) == set()


def test_a_second_cancel_is_known_by_its_code() -> None:
    assert found(cancel("37097734", "P8")) == {"txn.already_cancelled"}


def test_a_cancel_without_an_answer_failed() -> None:
    play = healthy_sale(Play()).says(request(Kind.CANCEL, "000002", orig_stan="000001")).hears(ACK)
    assert "txn.cancel_failed" in found(play.silence("answer", 20000))


def test_an_approval_of_another_amount_is_found() -> None:
    assert "txn.amount_differs" in found(healthy_sale(Play(), approved_amount="8000"))


def test_an_expected_refusal_of_a_cancel_is_a_note() -> None:
    play = cancel("37097734", "25")
    play.scenario = story(["declined"], (), ["25"])
    finding = next(f for f in play.findings(paid()) if f.code == "txn.original_not_found")
    assert finding.severity is Severity.NOTE


def test_a_reversal_taken_for_confirmed_by_the_late_answer_to_the_sale() -> None:
    play = unanswered().says(request(Kind.REVERSE, **reversal())).hears(ACK).hears(reply())
    play.sees(Seen.SCREEN, "승인 실패 (시간 초과)")
    assert "txn.answer_mismatched" in found(play)


def test_a_late_answer_that_the_pos_waits_past_is_not_mistaken() -> None:
    play = unanswered().says(request(Kind.REVERSE, **reversal())).hears(ACK).hears(reply())
    play.hears(reply(Kind.REVERSE, "000002")).sees(Seen.SCREEN, "승인 실패 (시간 초과)")
    assert "txn.answer_mismatched" not in found(play)


def test_a_part_approval_on_a_link_without_a_code_for_one_is_no_error_of_amounts() -> None:
    play = Play().says(request()).host(request(stan="500001"))
    play.host(reply(stan="500001", result="10", approved_amount="5000")).hears(reply(approved_amount="5000"))
    assert "txn.amount_differs" not in play.codes_found(paid(5000))
    assert "txn.amount_differs" in Play().says(request()).hears(reply(approved_amount="5000")).codes_found(
        paid(5000)
    )


def test_a_number_that_the_terminal_itself_cut_is_told_by_the_host_link() -> None:
    play = Play().says(request()).hears(ACK).host(request()).host(reply(approval="37097734"))
    play.hears(reply(approval="370977")).says(ACK)
    play.says(request(Kind.CANCEL, "000002", orig_approval="370977", orig_stan="000001")).hears(ACK)
    assert "txn.approval_cut" in found(play.hears(reply(Kind.CANCEL, "000002", "25")))


def test_an_older_answer_that_comes_again_is_a_doubled_frame_and_no_mistaken_answer() -> None:
    play = healthy_sale(Play()).says(request(stan="000002")).hears(ACK).hears(reply())
    assert "txn.answer_mismatched" not in found(play.sees(Seen.SCREEN, "정상승인"))
