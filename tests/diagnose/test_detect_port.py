"""A port that is set otherwise, and one from which another program reads."""

from __future__ import annotations

from posdiag.transcript import LinkName
from tests.diagnose.playbook import ACK, Play, codec, healthy_sale, refused, reply, request

ANSWER = codec().encode(reply())


def test_a_sound_sale_shows_nothing_of_the_kind() -> None:
    assert not healthy_sale(Play()).codes_found() & {"line.never_right", "line.bytes_missing"}


def test_where_not_even_a_control_byte_came_right_the_ports_differ() -> None:
    play = Play().says(request()).hears(b"\x00\xe0\x80").silence("ack", 3000).hears(b"\x98\xf8")
    assert "line.never_right" in play.codes_found(refused())


def test_one_ack_shows_that_the_ports_agree() -> None:
    play = Play().says(request()).hears(ACK).hears(b"\x00\xe0\x80").silence("answer", 35000)
    assert "line.never_right" not in play.codes_found(refused())


def test_a_frame_of_noughts_is_a_wrong_port_even_where_a_nak_got_through() -> None:
    play = Play().says(request()).hears(b"\x15").after(1000).hears(b"\x00" * 20 + b":" + b"\x00" * 9)
    assert "line.never_right" in play.codes_found(refused())


def test_bytes_missing_from_within_a_frame_were_read_by_somebody_else() -> None:
    robbed = ANSWER[:12] + ANSWER[20:40] + ANSWER[44:]
    play = Play().says(request()).hears(ACK).hears(robbed).after(3000).hears(reply()).says(ACK)
    assert "line.bytes_missing" in play.codes_found()


def test_a_frame_cut_short_or_changed_was_robbed_of_nothing() -> None:
    for other in (ANSWER[:30], ANSWER[30:], ANSWER[:20] + b"~" + ANSWER[21:]):
        play = Play().says(request()).hears(ACK).hears(other).after(3000).hears(reply()).says(ACK)
        assert "line.bytes_missing" not in play.codes_found()


def test_a_host_link_has_no_port() -> None:
    play = Play(link=LinkName.HOST, dialect="iso87-ascii-hex").says(request()).hears(b"\x00\xe0\x80")
    assert not play.codes_found(refused()) & {"line.never_right", "line.bytes_missing"}
