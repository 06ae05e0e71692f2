"""Tills that take the first read for the whole message, and sound ones that meet the same pieces."""

from __future__ import annotations

from posdiag.diagnose.finding import Severity
from posdiag.transcript import Party, Seen
from tests.diagnose.playbook import ACK, NAK, Play, codec, healthy_sale, paid, reply, request, story

ANSWER = codec().encode(reply())


def segments(play: Play) -> set[str]:
    return play.codes_found() & {"wire.segment"}


def test_a_piece_that_was_acknowledged_was_taken_for_the_whole() -> None:
    play = Play().says(request()).hears(ACK).hears(ANSWER[:12]).after(-10).says(ACK)
    assert segments(play) == {"wire.segment"}


def test_a_piece_that_was_refused_or_waited_for_was_not() -> None:
    refused = Play().says(request()).hears(ACK).hears(ANSWER[:12]).says(NAK)
    waited = Play().says(request()).hears(ACK).hears(ANSWER[:12]).after(35_000).silence("answer", 35_000)
    assert segments(refused) == segments(waited) == set()


def test_bytes_left_unread_are_a_warning_where_all_ended_well() -> None:
    play = healthy_sale(Play(scenario=story()))
    frame = play.transcript.add_frame(play.t_ms, play.link, play.far, Party.POS, ANSWER, "unread")
    finding = next(f for f in play.findings(paid()) if f.code == "wire.segment")
    assert finding.severity is Severity.WARNING
    assert finding.evidence == (frame.n,)


def test_a_screen_in_the_same_millisecond_shows_that_the_piece_was_believed() -> None:
    play = Play().says(request()).hears(ACK).hears(ANSWER[:12]).after(-10).sees(Seen.SCREEN, "승인")
    assert segments(play) == {"wire.segment"}
