"""Two sides that write differently."""

from __future__ import annotations

import pytest

from posdiag.payment.money import Belief
from posdiag.transcript import ECHO, SAME_LINE, LinkName, Party, Seen
from posdiag.wire.message import Kind, Message
from tests.diagnose.playbook import ACK, EOT, NAK, Play, codec, healthy_sale, refused, reply, request

OPEN = refused(Belief.UNKNOWN)


def wires(play: Play) -> set[str]:
    return {code for code in play.codes_found(OPEN) if code.startswith(("wire.", "terminal."))}


def test_sides_that_write_alike_give_no_finding() -> None:
    assert wires(healthy_sale(Play())) == set()


def test_answers_right_under_another_check_rule_name_it() -> None:
    other = codec(check="xor-from-stx").encode(reply())
    findings = Play().says(request()).hears(ACK).hears(other).findings(OPEN)
    (finding,) = [f for f in findings if f.code == "wire.check_rule"]
    assert finding.facts["check"] == "xor-from-stx"


def test_a_single_damaged_byte_names_no_rule() -> None:
    broken = bytearray(codec().encode(reply()))
    broken[20] ^= 0x11
    assert wires(Play().says(request()).hears(ACK).hears(bytes(broken))) == set()


def test_another_kind_of_length_is_named() -> None:
    other = codec("kr-fs-enq", handshake="none").encode(reply())
    assert "wire.length_kind" in wires(Play().says(request()).hears(ACK).hears(other))


def test_a_length_that_counts_something_else_is_named() -> None:
    other = codec("kr-fs-ack3", length={"kind": "binary-be", "at": "after-stx", "counts": "body+etx"})
    play = Play("kr-fs-ack3").says(request()).hears(ACK).hears(other.encode(reply()))
    assert "wire.length_scope" in wires(play)


def test_the_same_bytes_before_each_frame_are_a_header() -> None:
    play = Play().says(request()).hears(ACK).hears(b"\x60\x00\x01" + codec().encode(reply()))
    assert "wire.extra_header" in wires(play)


@pytest.mark.parametrize(
    ("dialect", "code"),
    [
        ("iso87-ascii-hex", "wire.bitmap"),
        ("iso87-bcd", "wire.field_encoding"),
        ("iso87-ebcdic", "wire.field_encoding"),
    ],
)
def test_a_host_in_another_format_is_named(dialect: str, code: str) -> None:
    play = Play("iso87-ascii", LinkName.HOST).says(request())
    assert code in wires(play.hears(codec(dialect).encode(reply())).silence("answer", 30000))


def test_a_complaint_about_the_format_is_one_unless_it_follows_refused_frames() -> None:
    assert "wire.format_error" in wires(Play().says(request()).hears(ACK).hears(reply(result="30")))
    naked = Play().says(request()).hears(NAK).says(request()).hears(NAK).hears(reply(result="F1"))
    assert "wire.format_error" not in wires(naked)


def test_an_unknown_kind_of_message_is_told() -> None:
    play = Play().says(request(Kind.BALANCE)).hears(ACK).hears(reply(Kind.BALANCE, result="K1"))
    assert "wire.unknown_message" in wires(play)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("수신 오류: 검사문자(BCC)", "terminal.says_check"),
        ("수신 오류: 길이", "terminal.says_length"),
        ("수신 오류: 헤더", "terminal.says_header"),
        ("수신 오류: 전문 끊김", "terminal.says_cut"),
    ],
)
def test_the_terminals_own_screen_is_a_witness(text: str, code: str) -> None:
    play = Play().says(request()).hears(NAK).sees(Seen.SCREEN, text, Party.TERMINAL)
    assert code in wires(play)
    assert code not in wires(Play().says(request()).hears(NAK).sees(Seen.SCREEN, text))


def test_a_host_that_hangs_up_on_all_messages_cannot_read_them() -> None:
    play = Play("iso87-ascii", LinkName.HOST).says(request()).closed("ended")
    assert "wire.unread_by_other" in wires(play)
    served = Play("iso87-ascii", LinkName.HOST).says(request()).hears(reply()).closed("ended")
    assert "wire.unread_by_other" not in wires(served)


def test_a_value_longer_than_its_field_is_found_in_what_the_pos_sent() -> None:
    long = bytearray(codec("kr-fs").encode(request(tid="1" * 40)))
    found = wires(Play().says(bytes(long)))
    assert found <= {"wire.overflow"}


def test_frames_that_never_have_a_check_byte_follow_another_rule() -> None:
    bare = codec().encode(reply())[:-1]
    play = Play().says(request()).hears(ACK).hears(bare).says(NAK).hears(bare).says(NAK)
    (finding,) = [f for f in play.findings(refused()) if f.code == "wire.check_rule"]
    assert finding.facts["check"] == "none"


def test_an_empty_message_before_each_frame_is_half_of_a_longer_length() -> None:
    test = Message(Kind.CHECK, False, {"tid": "10000001", "stan": "900001"})
    play = Play("iso87-ascii-hex", LinkName.HOST).says(request())
    assert "wire.length_kind" in wires(play.hears(b"\0\0").after(-10).hears(test))


def test_a_poll_that_stands_alone_names_no_length() -> None:
    play = Play("iso87-ascii-hex", LinkName.HOST).says(request()).hears(b"\0\0").after(500)
    assert "wire.length_kind" not in wires(play.hears(reply()))


def test_a_frame_without_check_byte_may_run_into_the_next_unit() -> None:
    bare = codec().encode(reply())[:-1]
    for follower in (b"\x02", ACK):
        play = Play().says(request()).hears(ACK).hears(bare).says(NAK).hears(bare + follower).says(NAK)
        play.hears(bare).says(NAK)
        (finding,) = [f for f in play.findings(refused()) if f.code == "wire.check_rule"]
        assert finding.facts["check"] == "none"


def test_frames_of_a_host_that_reads_this_pos_are_damaged_rather_than_unreadable() -> None:
    broken = codec("iso87-bcd").encode(reply())[:-9] + b"\xff" * 9
    play = Play("iso87-bcd", LinkName.HOST).says(request()).hears(broken).says(request(stan="000002"))
    play.hears(broken)
    assert "wire.unreadable" in wires(play)
    play.transcript.add_frame(play.t_ms, LinkName.HOST, Party.VAN, Party.POS, broken, ECHO + SAME_LINE)
    assert "wire.unreadable" not in wires(play)


@pytest.mark.parametrize("pieces", [(b"\x60\x7e", EOT, b"\x0f"), (b"\x60\x31", b"\x02\x8b\x79")])
def test_a_header_may_hold_bytes_that_look_like_a_control_or_a_beginning(pieces: tuple[bytes, ...]) -> None:
    play = Play().says(request()).after(500)
    for piece in pieces:
        play.hears(piece).after(-10)
    (finding,) = [f for f in play.hears(reply()).findings(OPEN) if f.code == "wire.extra_header"]
    assert finding.facts["header_bytes"] == str(len(b"".join(pieces)))


def test_different_bytes_before_two_frames_are_no_header() -> None:
    play = Play().says(request()).after(500).hears(b"\x60\x7e").after(-10).hears(reply())
    play.says(request(stan="000002")).after(500).hears(b"\x61\x7e\x01").after(-10)
    assert "wire.extra_header" not in wires(play.hears(reply(stan="000002")))


def test_a_damaged_frame_beside_a_sound_one_is_no_other_rule_of_the_check_byte() -> None:
    """The second bit turned over: as if the STX (02) had been counted in."""
    whole = codec("kr-fs").encode(reply())
    damaged = whole[:5] + bytes([whole[5] ^ 0x02]) + whole[6:]
    play = Play().says(request()).hears(ACK).hears(damaged).says(b"\x15").hears(whole).says(ACK)
    assert "wire.check_rule" not in play.codes_found()
    alone = Play().says(request()).hears(ACK).hears(damaged).says(b"\x15").hears(damaged)
    assert "wire.check_rule" in alone.codes_found()


def test_a_header_that_holds_the_beginning_of_a_frame_is_one_though_no_frame_came_whole() -> None:
    header, frame = bytes.fromhex("60ff01ff02"), codec("kr-fs").encode(reply())
    play = Play().says(request()).hears(NAK)
    for data in (header[:4], header[4:] + frame):
        play.transcript.add_frame(play.t_ms, LinkName.ECR, Party.TERMINAL, Party.POS, data)
    (finding,) = [f for f in play.findings(OPEN) if f.code == "wire.extra_header"]
    assert finding.facts["header_bytes"] == "5"


def test_a_format_error_that_only_the_hosts_link_tells_is_one_too() -> None:
    play = Play().says(request()).hears(ACK).host(request()).host(reply(result="30"))
    assert "wire.format_error" in wires(play.after(50).hears(reply(result="R1")))
