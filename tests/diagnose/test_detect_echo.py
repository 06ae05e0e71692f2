"""What an echo test tells: the format is right, or in what the host is set otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posdiag.diagnose.detect import detect
from posdiag.diagnose.finding import Finding
from posdiag.payment.money import Belief
from posdiag.transcript import AS_SET, ECHO, SAME_LINE, UNREAD, LinkName, Party, Seen
from tests.diagnose.playbook import ACK, NAK, Play, codec, refused, request

DIALECT = "iso87-ascii"


def found(*ways: str, heard: str = "", closed: bool = False) -> dict[str, Finding]:
    """The findings after a sale without an answer and an echo in each of these ways; `heard` was answered."""
    play = Play(dialect=DIALECT, link=LinkName.HOST).says(request())
    seen = play.transcript
    if closed:
        seen.observe(100, Seen.CLOSED, Party.VAN, "ended")
    else:
        seen.observe(35_000, Seen.SILENCE, Party.POS, "answer", wait_ms=35_000)
    for way in ways:
        seen.add_frame(40_000, LinkName.HOST, Party.POS, Party.VAN, b"echo", ECHO + way)
    if heard:
        seen.add_frame(40_100, LinkName.HOST, Party.VAN, Party.POS, b"answer", ECHO + heard)
    case = replace(play.case(), host_codec=codec(DIALECT))
    return {finding.code: finding for finding in detect(case)}


@pytest.mark.parametrize(
    ("way", "code"),
    [
        ("bitmap=hex", "wire.bitmap"),
        ("length=ascii4", "wire.length_kind"),
        ("length_counts_itself=true", "wire.length_scope"),
        ("tpdu=6000010000", "wire.extra_header"),
        ("tpdu=none", "wire.header_unexpected"),
        ("mti=bcd numeric=bcd-left prefix=bcd", "wire.field_encoding"),
    ],
)
def test_the_way_that_was_answered_is_named_with_both_frames(way: str, code: str) -> None:
    finding = found(SAME_LINE, AS_SET, way, heard=way)[code]
    assert len(finding.evidence) == 2
    assert finding.facts["options"] == way


def test_an_answer_on_the_same_line_says_that_only_the_sale_met_silence() -> None:
    findings = found(SAME_LINE, heard=SAME_LINE)
    assert {"wire.echo_answered", "timing.no_answer"} <= set(findings)
    assert "link.mute" not in findings


def test_an_answer_on_a_new_line_alone_leaves_the_old_one_dead() -> None:
    findings = found(SAME_LINE, AS_SET, heard=AS_SET)
    assert {"wire.echo_answered", "link.half_open"} <= set(findings)


def test_a_line_that_came_back_while_other_ways_were_tried_was_dead_and_not_set_otherwise() -> None:
    findings = found(SAME_LINE, AS_SET, "bitmap=hex", "bitmap=hex", AS_SET, heard=AS_SET)
    assert "link.half_open" in findings
    assert "wire.bitmap" not in findings


def test_a_host_that_hung_up_but_answers_the_echo_can_read_the_pos() -> None:
    findings = found(AS_SET, heard=AS_SET, closed=True)
    assert {"wire.echo_answered", "link.ended"} <= set(findings)
    assert "wire.unread_by_other" not in findings


def test_echoes_without_an_answer_add_just_that_and_are_no_part_of_the_replay() -> None:
    assert set(found(SAME_LINE, AS_SET, "bitmap=hex")) - set(found()) == {"wire.echo_unanswered"}
    assert set(found(AS_SET, closed=True)) - set(found(closed=True)) == {"wire.echo_unanswered"}


def test_bytes_that_are_no_answer_name_no_setting() -> None:
    assert set(found("bitmap=hex", heard=UNREAD)) - set(found()) == {"wire.echo_unanswered"}


def checked(*ways: str, heard: str = "") -> dict[str, Finding]:
    """The findings after a sale without a sign on a terminal's line, and a device check in these ways."""
    play = Play().says(request()).silence("ack", 3_000)
    seen = play.transcript
    for way in ways:
        seen.add_frame(40_000, LinkName.ECR, Party.POS, Party.TERMINAL, b"check", ECHO + way)
    if heard:
        seen.add_frame(40_100, LinkName.ECR, Party.TERMINAL, Party.POS, b"answer", ECHO + heard)
    case = play.case(refused(Belief.UNKNOWN))
    return {finding.code: finding for finding in detect(case)}


def test_a_terminal_that_answers_a_check_on_the_same_connection_hears_this_pos() -> None:
    findings = checked(SAME_LINE, heard=SAME_LINE)
    assert "line.check_answered" in findings
    assert "handshake.no_ack" not in findings  # somebody is there


def test_a_terminal_that_answers_on_a_new_connection_alone_leaves_the_old_one_dead() -> None:
    assert {"line.check_on_new", "link.half_open"} <= set(checked(SAME_LINE, AS_SET, heard=AS_SET))


def test_a_terminal_that_answers_once_it_is_called_wants_to_be_called() -> None:
    way = "handshake=enq-eot"
    finding = checked(SAME_LINE, AS_SET, way, heard=way)["handshake.called_otherwise"]
    assert finding.facts["options"] == way


def test_checks_without_any_sign_and_with_a_wrong_one_are_told_apart() -> None:
    tries = (SAME_LINE, AS_SET, "handshake=enq-eot")
    assert checked(*tries)["line.check_unanswered"].facts["tries"] == "3"
    assert "line.check_misheard" in checked(*tries, heard=UNREAD)


def test_a_line_that_was_never_checked_says_nothing_of_it() -> None:
    assert not any(code.startswith("line.check") for code in checked())


@pytest.mark.parametrize(
    ("way", "code", "fact"),
    [
        ("port=19200 8N1", "line.port_otherwise", ("options", "19200 8N1")),
        ("check=none", "wire.check_rule", ("check", "none")),
        ("length=ascii4", "wire.length_kind", ("length.kind", "ascii4")),
        ("length_counts=body+etx length_itself=yes", "wire.length_scope", ("length.itself", "yes")),
    ],
)
def test_a_check_that_is_answered_once_one_thing_is_another_names_it(
    way: str, code: str, fact: tuple[str, str]
) -> None:
    finding = checked(SAME_LINE, AS_SET, way, heard=way)[code]
    assert finding.facts[fact[0]] == fact[1]


def test_a_port_that_was_set_every_way_in_vain_speaks_for_a_dead_line() -> None:
    findings = checked(SAME_LINE, AS_SET, "port=9600 8N1", "port=19200 8N1")
    assert findings["line.port_in_vain"].facts["settings"] == "2"
    assert findings["line.check_unanswered"].facts["tries"] == "2"
    assert "line.port_in_vain" not in checked(SAME_LINE, "port=9600 8N1", heard=UNREAD)


@pytest.mark.parametrize("way", [SAME_LINE, AS_SET])
def test_a_check_that_is_taken_where_a_frame_was_refused_shows_both_sides_set_alike(way: str) -> None:
    play = Play().says(request()).hears(NAK).says(request()).hears(NAK)
    for ours, note in ((True, SAME_LINE), (True, way), (False, way)):
        ends = (Party.POS, Party.TERMINAL) if ours else (Party.TERMINAL, Party.POS)
        play.transcript.add_frame(40_000, LinkName.ECR, *ends, b"check", ECHO + note)
    codes = play.codes_found(refused(Belief.UNKNOWN))
    assert "line.check_taken" in codes
    assert not codes & {"link.half_open", "line.check_on_new", "line.check_answered"}


def test_an_answer_that_died_on_its_way_leaves_a_dead_line_and_no_timer_to_blame() -> None:
    play = Play().says(request()).hears(ACK).silence("answer", 35_000)
    for ends, note in (((Party.POS, Party.TERMINAL), SAME_LINE), ((Party.TERMINAL, Party.POS), AS_SET)):
        play.transcript.add_frame(40_000, LinkName.ECR, *ends, b"check", ECHO + note)
    codes = play.codes_found(refused(Belief.UNKNOWN))
    assert "link.half_open" in codes
    assert not any(code.startswith("timing.") for code in codes)
