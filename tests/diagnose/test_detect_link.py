"""Connections: refused, reset, ended, lost, half open, mute."""

from __future__ import annotations

import pytest

from posdiag.diagnose.finding import Severity
from posdiag.payment.money import Belief
from posdiag.transcript import LinkName, Seen
from posdiag.wire.message import Kind, Message
from tests.diagnose.playbook import ACK, ENQ, EOT, Play, healthy_sale, paid, refused, reply, request, story

OPEN = refused(Belief.UNKNOWN)


@pytest.mark.parametrize("why", ["refused", "reset", "lost"])
def test_a_link_that_closed_during_a_sale_is_found(why: str) -> None:
    play = Play(scenario=story()).says(request()).closed(why)
    finding = next(f for f in play.findings(OPEN) if f.code == f"link.{why}")
    assert finding.severity is Severity.ERROR
    assert finding.evidence == (1,)


def test_a_reset_that_the_pos_got_over_is_a_warning() -> None:
    play = Play(scenario=story()).says(request()).closed("reset")
    play.says(request(Kind.INQUIRE, "000002")).hears(ACK).hears(reply(Kind.INQUIRE, "000002"))
    finding = next(f for f in play.findings(paid()) if f.code == "link.reset")
    assert finding.severity is Severity.WARNING


def test_an_orderly_end_after_the_answer_is_nothing() -> None:
    assert "link.ended" not in healthy_sale(Play()).closed("ended").codes_found()
    assert "link.ended" in Play().says(request()).closed("ended").codes_found(OPEN)


def test_silence_until_the_pos_dials_anew_is_a_half_open_connection() -> None:
    play = Play().says(request()).silence("ack", 3000).sees(Seen.DIALLED, "ack")
    play.says(request(Kind.INQUIRE, "000002")).hears(ACK).hears(reply(Kind.INQUIRE, "000002"))
    assert "link.half_open" in play.codes_found(OPEN)


def test_silence_that_ends_on_the_same_connection_is_not() -> None:
    play = Play().says(request()).silence("ack", 3000)
    play.says(request(Kind.INQUIRE, "000002")).hears(ACK).hears(reply(Kind.INQUIRE, "000002"))
    found = play.codes_found(OPEN)
    assert "link.half_open" not in found
    assert "handshake.frames_lost" in found


def test_a_host_link_on_which_nothing_ever_comes_is_mute() -> None:
    mute = Play("iso87-ascii", LinkName.HOST).says(request()).silence("answer", 35000)
    assert "link.mute" in mute.codes_found(OPEN)
    answered = Play("iso87-ascii", LinkName.HOST).says(request()).after(40000).hears(reply())
    assert "link.mute" not in answered.silence("answer", 1).codes_found(OPEN)


def died(exchanges: int) -> Play:
    play = healthy_sale(Play())
    for number in range(exchanges):
        play.says(request(stan=f"{number + 2:06d}")).silence("ack", 3000)
    return play


def test_a_line_on_which_nothing_comes_any_more_is_dead() -> None:
    assert "link.half_open" in died(2).codes_found(refused(Belief.UNKNOWN))


def test_one_lost_request_or_one_that_is_heard_again_is_no_dead_line() -> None:
    assert "link.half_open" not in died(1).codes_found(refused(Belief.UNKNOWN))
    revived = healthy_sale(died(2), stan="000009")
    assert "link.half_open" not in revived.codes_found(refused(Belief.UNKNOWN))


def test_calls_in_vain_on_a_line_that_lost_an_ack_before_are_no_dead_line() -> None:
    play = Play().says(ENQ).hears(ACK).says(request()).after(900).hears(ENQ).says(ACK).hears(reply())
    play.says(ACK).hears(EOT)
    for _ in range(6):
        play.says(ENQ).after(3000)
    play.silence("ack", 0)
    found = play.codes_found(OPEN)
    assert "link.half_open" not in found
    assert "handshake.ack_lost" in found


def test_a_line_on_which_calls_were_repeated_in_spite_of_their_ack_is_not_dead_either() -> None:
    play = Play().says(ENQ).hears(ACK).says(request()).hears(ACK)
    for _ in range(3):
        play.hears(ENQ).says(ACK).after(3000)
    play.hears(EOT)
    for _ in range(6):
        play.says(ENQ).after(3000)
    found = play.silence("ack", 0).codes_found(OPEN)
    assert "link.half_open" not in found
    assert "handshake.call_ack_lost" in found


@pytest.mark.parametrize("why", ["version", "cipher", "certificate", "dates"])
def test_a_tls_session_that_failed_is_named_by_its_reason_and_leaves_no_sale_open(why: str) -> None:
    play = Play(scenario=story()).says(request()).closed(f"tls-{why}")
    found = play.codes_found(refused())
    assert f"link.tls_{why}" in found
    assert "txn.missing_reversal" not in found


def test_a_terminal_that_cannot_reach_the_host_says_so() -> None:
    play = healthy_sale(Play(scenario=story()), result="T2")
    assert play.codes_found(refused()) & {"link.host_unreachable", "decline.unexplained"} == {
        "link.host_unreachable"
    }


def test_a_host_that_tests_the_line_and_then_falls_silent_heard_something() -> None:
    play = Play("iso87-ascii-hex", LinkName.HOST)
    for number in ("000001", "000002", "000003"):
        play.says(request(stan=number)).silence("answer", 35_000)
        if number == "000001":
            words = {"stan": "900001", "tid": "10000001", "sent_at": "20250910123000"}
            play.hears(Message(Kind.CHECK, False, words))
    codes = play.codes_found(refused(Belief.UNKNOWN))
    assert "link.half_open" not in codes
    assert "line.host_tests" in codes
