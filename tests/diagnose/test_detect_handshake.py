"""ACK, NAK, ENQ and EOT, as playbooks."""

from __future__ import annotations

from posdiag.diagnose.finding import Severity
from posdiag.payment.money import Belief
from posdiag.transcript import Party, Seen
from posdiag.wire.message import Kind
from tests.diagnose.playbook import ACK, ENQ, EOT, NAK, Play, codec, healthy_sale, refused, reply, request

OPEN = refused(Belief.UNKNOWN)


def handshakes(play: Play) -> set[str]:
    return {code for code in play.codes_found(OPEN) if code.startswith("handshake.")}


def test_a_healthy_sale_has_a_sound_handshake() -> None:
    assert handshakes(healthy_sale(Play())) == set()


def test_no_sign_of_anybody_is_no_ack() -> None:
    play = Play().says(request()).after(3000).says(request()).silence("ack", 3000)
    assert handshakes(play) == {"handshake.no_ack"}


def test_an_answer_without_an_ack_means_that_the_ack_was_lost() -> None:
    assert handshakes(Play().says(request()).after(1500).hears(reply())) == {"handshake.ack_lost"}


def test_a_sale_that_reached_the_host_before_the_repeat_had_arrived() -> None:
    play = Play().says(request()).host(request()).after(3000).says(request()).hears(ACK).hears(reply())
    assert handshakes(play) == {"handshake.ack_lost"}


def test_a_repeat_without_more_evidence_only_misses_the_ack() -> None:
    play = Play().says(request()).after(3000).says(request()).hears(ACK).after(1500).hears(reply())
    assert handshakes(play) == {"handshake.ack_missing"}


def test_many_naks_to_one_sending_are_a_storm() -> None:
    play = Play().says(request()).hears(NAK * 12).says(request()).hears(NAK * 12).silence("ack", 3000)
    assert handshakes(play) == {"handshake.nak_storm"}


def test_one_nak_to_each_sending_is_a_refusal_of_the_frame() -> None:
    play = Play().says(request()).hears(NAK).says(request()).hears(NAK).silence("ack", 3000)
    assert handshakes(play) == {"handshake.every_frame_refused"}


def test_a_watched_terminal_that_gives_no_reason_only_says_no() -> None:
    play = Play().says(request()).hears(NAK).says(request()).hears(NAK).silence("ack", 3000).statement()
    assert handshakes(play) == {"handshake.refused_without_reason"}
    play.sees(Seen.SCREEN, "수신 오류: 길이", Party.TERMINAL)
    assert handshakes(play) == {"handshake.every_frame_refused"}


def test_a_side_that_refuses_all_but_reads_well_itself_hears_noise() -> None:
    play = Play().says(request()).hears(NAK).says(request()).hears(NAK).hears(reply(result="F1"))
    assert handshakes(play) == {"handshake.refused_though_readable"}


def test_an_answer_ahead_of_the_ack_is_out_of_order() -> None:
    play = Play().says(request()).hears(reply()).hears(ACK)
    assert handshakes(play) == {"handshake.reply_before_ack"}


def test_a_call_ahead_of_the_ack_is_out_of_order_too() -> None:
    play = Play().says(ENQ).hears(ACK).says(request()).after(1500)
    play.hears(ENQ).after(-10).hears(ACK).says(ACK).hears(reply()).says(ACK)
    assert handshakes(play) == {"handshake.reply_before_ack"}


def test_an_acknowledged_answer_that_comes_again_lost_its_ack() -> None:
    play = healthy_sale(Play()).after(3000).hears(reply())
    assert handshakes(play) == {"handshake.own_ack_lost"}


def test_an_answer_that_was_never_acknowledged_may_come_again() -> None:
    play = Play().says(request()).hears(ACK).hears(reply()).after(3000).hears(reply()).says(ACK)
    assert handshakes(play) == set()


def test_the_same_answer_twice_at_once_was_doubled_on_the_way() -> None:
    play = Play().says(request()).hears(ACK).hears(reply()).hears(reply())
    assert handshakes(play) == {"handshake.duplicate_frame"}


def test_a_second_ack_long_after_the_first_was_doubled_too() -> None:
    play = Play().says(request()).hears(ACK).after(200).hears(ACK).after(500).hears(reply())
    assert handshakes(play) == {"handshake.duplicate_ack"}
    run = Play().says(request()).hears(ACK).hears(ACK).after(500).hears(reply())
    assert handshakes(run) == set()


def test_one_ack_byte_where_the_pos_sends_three_is_a_difference() -> None:
    play = Play()
    for number in (1, 2):
        stan = f"{number:06d}"
        play.says(request(stan=stan)).hears(ACK).after(900).hears(reply(stan=stan)).says(ACK * 3)
    assert "handshake.ack_count" in handshakes(play)


def test_a_call_that_only_draws_a_nak_is_unanswered() -> None:
    assert handshakes(Play().says(ENQ).hears(NAK).silence("ack", 3000)) == {"handshake.enq_unanswered"}
    assert handshakes(Play().says(ENQ).silence("ack", 3000)) == {"handshake.no_ack"}


def test_a_call_of_the_other_side_that_the_pos_ignores_is_unexpected() -> None:
    play = Play().says(request()).hears(ENQ).after(3000).hears(ENQ).silence("answer", 30000)
    assert handshakes(play) == {"handshake.enq_unexpected"}


def test_a_call_repeated_though_it_was_let_in_lost_the_ack() -> None:
    play = Play().says(request()).hears(ACK).after(900)
    play.hears(ENQ).says(ACK).after(3000).hears(ENQ).says(ACK).hears(EOT).silence("answer", 30000)
    assert handshakes(play) == {"handshake.call_ack_lost"}


def test_the_advice_names_the_check_rule_that_the_pos_does_not_use() -> None:
    play = Play().says(request()).hears(NAK).says(request()).hears(NAK).silence("ack", 3000)
    (finding,) = [f for f in play.findings(OPEN) if f.code == "handshake.every_frame_refused"]
    assert finding.facts["other_check"] == "xor-from-stx"
    assert codec(check="xor-from-stx").name


def test_a_sending_that_the_host_link_shows_only_after_its_repeat_was_lost() -> None:
    play = Play().says(request()).after(3000).says(request()).hears(ACK)
    play.host(request()).host(reply()).hears(reply())
    assert handshakes(play) == {"handshake.first_lost"}


def test_two_acks_at_once_are_one_too_many() -> None:
    play = Play().says(request()).hears(ACK).hears(ACK).hears(reply()).says(ACK)
    assert "handshake.duplicate_ack" in handshakes(play)


def test_a_call_repeated_though_it_was_let_in_lost_its_ack() -> None:
    play = Play().says(request()).hears(ACK).hears(ENQ).says(ACK).after(3000).hears(ENQ).says(ACK)
    assert handshakes(play.hears(reply()).says(ACK)) == {"handshake.call_ack_lost"}


def test_a_second_call_after_a_frame_is_another_one() -> None:
    play = Play().says(request()).hears(ACK).hears(ENQ).says(ACK).hears(reply(Kind.CHECK, "000000", "F1"))
    play.says(ACK).after(3000).hears(ENQ).says(ACK).hears(reply()).says(ACK)
    assert handshakes(play) == set()


def test_a_line_that_holds_an_ack_back_is_noted() -> None:
    play = Play().says(request()).after(1500).hears(ACK).after(-10).hears(reply()).says(ACK)
    held = [f for f in play.findings(OPEN) if f.code == "handshake.held_back"]
    assert [(f.severity, f.evidence) for f in held] == [(Severity.NOTE, (2,))]


def test_naks_to_calls_after_the_pos_gave_up_refuse_no_frame() -> None:
    play = Play("kr-fs-enq").says(ENQ).hears(ACK).says(request()).hears(ACK).silence("answer", 20_000)
    for _ in range(3):
        play.says(ENQ).hears(NAK)
    refusals = ("handshake.nak", "handshake.every", "handshake.refused")
    assert not any(code.startswith(refusals) for code in play.codes_found(refused(Belief.UNKNOWN)))
