"""Answers that came late or not at all, and whose clock was to blame."""

from __future__ import annotations

from posdiag.diagnose.finding import Severity
from posdiag.payment.money import Belief
from posdiag.transcript import Party, Seen
from posdiag.wire.message import Kind
from tests.diagnose.playbook import ACK, NAK, Play, healthy_sale, paid, refused, reply, request, story

OPEN = refused(Belief.UNKNOWN)


def timings(play: Play) -> set[str]:
    return {code for code in play.codes_found(OPEN) if code.startswith("timing.")}


def waiting(wait_ms: int = 20000) -> Play:
    """A sale that the terminal took and passed on."""
    return Play().says(request()).hears(ACK).host(request())


def test_a_prompt_answer_gives_no_finding() -> None:
    assert timings(healthy_sale(Play())) == set()


def test_silence_at_both_ends_is_no_answer() -> None:
    assert timings(Play().says(request()).hears(ACK).silence("answer", 35000)) == {"timing.no_answer"}


def test_a_frame_that_nobody_acknowledged_is_no_matter_of_time() -> None:
    assert timings(Play().says(request()).silence("answer", 35000)) == set()


def test_a_host_that_never_answers_is_silent() -> None:
    assert timings(waiting().silence("answer", 35000)) == {"timing.host_silent"}


def test_a_host_that_answers_after_the_agreed_time_is_slow() -> None:
    play = waiting().silence("answer", 35000).after(8000).host(reply()).hears(reply())
    assert timings(play) == {"timing.host_slow", "timing.late_answer"}


def test_a_host_within_its_time_means_that_the_pos_gave_up_early() -> None:
    play = waiting().silence("answer", 15000).after(5000).host(reply()).hears(reply())
    assert timings(play) == {"timing.pos_gave_up_early", "timing.late_answer"}


def test_without_the_host_link_the_delay_at_the_pos_decides() -> None:
    early = Play().says(request()).hears(ACK).silence("answer", 15000).after(5000).hears(reply())
    assert timings(early) == {"timing.pos_gave_up_early", "timing.late_answer"}
    slow = Play().says(request()).hears(ACK).silence("answer", 15000).after(40000).hears(reply())
    assert timings(slow) == {"timing.host_slow", "timing.late_answer"}


def test_an_answer_that_lay_in_the_terminal_was_held_up_on_the_line() -> None:
    play = waiting().after(900).host(reply()).silence("answer", 20000).after(9000).hears(reply())
    assert timings(play) == {"timing.line_slow", "timing.late_answer"}


def test_an_answer_that_never_came_though_the_host_answered_was_lost() -> None:
    assert timings(waiting().after(900).host(reply()).silence("answer", 35000)) == {"timing.answer_lost"}


def test_an_answer_that_came_damaged_was_not_lost() -> None:
    play = waiting().after(900).host(reply()).hears(b"\x02bad\x03?").silence("answer", 35000)
    assert timings(play) == set()


def test_a_request_that_never_left_the_terminal_was_lost_there() -> None:
    play = healthy_sale(Play().host(request(stan="000009")), "000001")
    play.says(request(stan="000002")).hears(ACK).silence("answer", 35000)
    assert timings(play) == {"timing.request_lost"}


def test_a_terminal_says_that_it_gave_up() -> None:
    play = waiting().after(30000).hears(reply(result="T1"))
    assert timings(play) == {"timing.terminal_gave_up"}


def test_slow_but_in_time_is_a_warning_only() -> None:
    play = Play(scenario=story()).says(request()).hears(ACK).host(request()).after(20000).host(reply())
    finding = next(f for f in play.hears(reply()).findings(paid()) if f.code.startswith("timing."))
    assert (finding.code, finding.severity) == ("timing.host_slow_in_time", Severity.WARNING)


def test_an_answer_that_comes_one_repeat_later_was_lost_once() -> None:
    play = waiting().after(900).host(reply()).after(3000).hears(reply())
    assert timings(play) == {"timing.answer_repeated"}
    held = waiting().after(900).host(reply()).after(5500).hears(reply())
    assert timings(held) == {"timing.held_up"}


def test_acks_that_are_late_all_along_are_a_slow_line_and_explain_the_rest() -> None:
    play = Play().says(request()).after(1500).hears(ACK).silence("answer", 35000)
    assert timings(play) == {"timing.ack_late"}


def test_an_ack_delivered_together_with_the_answer_is_not_late() -> None:
    play = Play().says(request()).after(1500)
    play.hears(ACK).after(-10).hears(reply())
    assert timings(play) == set()


def test_a_repeat_is_not_the_late_answer_to_the_first_attempt() -> None:
    play = Play().says(request()).hears(ACK).silence("answer", 20000)
    play.says(request()).hears(ACK).after(500).hears(reply())
    assert "timing.late_answer" not in timings(play)


def test_an_inquiry_may_be_answered_without_the_host() -> None:
    play = healthy_sale(Play().host(request(stan="000009")), "000001")
    play.says(request(Kind.INQUIRE, "000002")).hears(ACK).silence("answer", 35000)
    assert timings(play) == {"timing.no_answer"}


def test_a_terminal_that_shows_its_result_late_had_not_heard_the_host_either() -> None:
    play = waiting().after(900).host(reply()).after(5500).sees(Seen.SCREEN, "정상승인", Party.TERMINAL)
    assert timings(play.hears(reply())) == {"timing.host_line_slow"}
    known = waiting().after(900).host(reply()).sees(Seen.SCREEN, "정상승인", Party.TERMINAL)
    assert timings(known.after(5500).hears(reply())) == {"timing.held_up"}


def test_a_late_answer_that_the_terminal_showed_late_was_delayed_before_it() -> None:
    play = waiting().after(900).host(reply()).silence("answer", 20000).after(9000)
    play.sees(Seen.SCREEN, "정상승인", Party.TERMINAL).hears(reply())
    assert timings(play) == {"timing.host_line_slow", "timing.late_answer"}


def test_an_ack_after_a_refused_frame_is_not_slow() -> None:
    play = Play().says(request()).after(1000).hears(NAK).says(request()).after(1500).hears(ACK)
    assert "timing.ack_late" not in timings(play.after(500).hears(reply()))


def test_a_line_that_holds_an_ack_until_more_comes_is_not_slow_throughout() -> None:
    play = Play().says(request()).after(1500).hears(ACK).after(-10).hears(reply()).says(ACK)
    play.says(request(stan="000002")).after(1500).hears(ACK)
    play.after(500).hears(reply(stan="000002"))
    assert timings(play) == set()


def test_acks_to_earlier_sendings_that_trickle_in_are_late() -> None:
    play = (
        Play().says(request()).after(2990).says(request()).after(2990).says(request()).after(110).hears(ACK)
    )
    play.after(2990).hears(ACK)
    assert timings(play.after(2000).hears(reply())) == {"timing.ack_late"}


def test_a_terminal_that_gives_up_at_once_lost_its_host_line() -> None:
    soon = waiting().after(1500).hears(reply(result="T1"))
    assert "link.host_cut" in soon.codes_found(OPEN)
    late = waiting().after(30_500).hears(reply(result="T1"))
    assert "link.host_cut" not in late.codes_found(OPEN)
    assert "timing.terminal_gave_up" in timings(late)


def test_a_terminal_that_asked_the_host_late_waited_for_the_card() -> None:
    play = Play().says(request()).hears(ACK).silence("answer", 35000).after(5000)
    assert timings(play.host(request()).after(900).host(reply()).hears(reply())) == {
        "timing.card_late",
        "timing.late_answer",
    }


def test_an_answer_that_was_fetched_by_sending_again_had_been_lost() -> None:
    play = waiting().after(900).host(reply()).silence("answer", 15000)
    play.says(request()).hears(ACK).after(3000).hears(reply()).says(ACK)
    assert {code for code in play.codes_found(paid()) if code.startswith("timing.")} == {"timing.answer_lost"}


def test_an_answer_that_waited_for_older_ones_to_be_repeated_was_not_held_up() -> None:
    play = healthy_sale(Play()).says(request(stan="000002")).hears(ACK).host(request(stan="000002"))
    play.host(reply(stan="000002", approval="11111111")).after(3000).hears(reply()).says(ACK)
    play.after(3000).hears(reply(stan="000002", approval="11111111")).says(ACK)
    assert "timing.held_up" not in play.codes_found(paid())
    assert "handshake.own_ack_lost" in play.codes_found(paid())
