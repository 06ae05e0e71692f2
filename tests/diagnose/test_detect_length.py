"""Long frames refused and short ones taken: the reader's buffer is too small."""

from __future__ import annotations

from posdiag.wire.message import Kind
from tests.diagnose.playbook import ACK, NAK, Play, reply, request


def refused(play: Play, times: int = 3) -> Play:
    for _ in range(times):
        play.says(request(items="A" * 200)).hears(NAK)
    return play


def asked(play: Play) -> Play:
    inquiry = request(Kind.INQUIRE, "000002", orig_stan="000001")
    return play.says(inquiry).hears(ACK).hears(reply(Kind.INQUIRE, "000002", "25")).says(ACK)


def test_what_is_long_is_refused_each_time_and_what_is_short_is_taken() -> None:
    (one,) = (finding for finding in asked(refused(Play())).findings() if finding.code == "wire.long_refused")
    assert int(one.facts["refused_bytes"]) > int(one.facts["taken_bytes"])
    assert one.evidence == (1, 3, 5)


def test_one_refusal_is_chance() -> None:
    assert "wire.long_refused" not in asked(refused(Play(), 1)).codes_found()


def test_where_nothing_was_taken_nothing_can_be_said_of_the_length() -> None:
    assert "wire.long_refused" not in refused(Play()).codes_found()


def test_where_a_longer_frame_was_taken_it_is_not_the_length() -> None:
    play = refused(Play()).says(request(stan="000002", items="A" * 250)).hears(ACK)
    assert "wire.long_refused" not in play.codes_found()


def test_where_all_is_refused_from_some_point_on_it_is_not_the_length() -> None:
    assert "wire.long_refused" not in refused(asked(Play())).codes_found()
