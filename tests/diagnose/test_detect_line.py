"""Damage on the line, and what only looks like it."""

from __future__ import annotations

from posdiag.diagnose.finding import Severity
from posdiag.transcript import LinkName, Party, Seen
from posdiag.wire.message import Kind, Message
from tests.diagnose.playbook import ACK, NAK, Play, codec, healthy_sale, paid, reply, request, story


def flipped(data: bytes, at: int = 20) -> bytes:
    return data[:at] + bytes([data[at] ^ 0x40]) + data[at + 1 :]


ANSWER = codec().encode(reply())


def test_a_healthy_sale_shows_no_damage() -> None:
    assert healthy_sale(Play()).codes_found() == set()


def test_a_damaged_answer_whose_repeat_is_whole_is_a_warning() -> None:
    play = Play(scenario=story()).says(request()).hears(ACK).hears(flipped(ANSWER)).says(NAK)
    play.hears(reply()).says(ACK)
    finding = next(f for f in play.findings(paid()) if f.code == "line.damaged")
    assert finding.severity is Severity.WARNING
    assert finding.evidence == (3,)


def test_a_frame_without_its_end_was_cut() -> None:
    play = Play().says(request()).hears(ACK).hears(ANSWER[:30]).says(NAK).hears(reply())
    assert "line.cut" in play.codes_found()


def test_two_pieces_far_apart_are_a_pause_and_close_together_a_fragment() -> None:
    far = Play().says(request()).hears(ACK).hears(ANSWER[:30]).after(1500).hears(ANSWER[30:])
    assert "line.gap" in far.codes_found()
    near = Play().says(request()).hears(ACK).hears(ANSWER[:30]).hears(ANSWER[30:])
    assert near.codes_found() & {"line.gap", "wire.segment"} == {"wire.segment"}


def test_bytes_of_no_frame_are_garbage() -> None:
    assert "line.garbage" in Play().says(request()).hears(b"\x80\x00\xff").codes_found()


def test_bit_seven_set_everywhere_is_parity() -> None:
    ascii_answer = codec().encode(reply(text1=""))
    play = Play().says(request()).hears(bytes(byte | 0x80 if byte > 3 else byte for byte in ascii_answer))
    assert "line.parity" in play.codes_found()


def test_bit_seven_set_in_one_byte_is_noise() -> None:
    ascii_answer = bytearray(codec().encode(reply()))
    ascii_answer[20] |= 0x80
    assert Play().says(request()).hears(bytes(ascii_answer)).codes_found() & {
        "line.parity",
        "line.damaged",
    } == {"line.damaged"}


def test_a_refusal_and_then_an_ack_of_the_same_bytes_is_noise() -> None:
    play = Play().says(request()).hears(NAK).says(request()).hears(ACK).hears(reply())
    assert "line.refused_then_taken" in play.codes_found()


def test_a_terminal_that_refuses_without_a_word_on_its_screen_found_no_damage() -> None:
    play = Play().says(request()).hears(NAK).says(request()).hears(ACK).hears(reply()).statement()
    assert "line.refused_then_taken" not in play.codes_found()
    play.sees(Seen.SCREEN, "수신 오류: 검사문자(BCC)", Party.TERMINAL)
    assert "line.refused_then_taken" in play.codes_found()


def test_frames_that_follow_another_rule_are_not_called_noise() -> None:
    other = codec(check="xor-from-stx").encode(reply())
    found = Play().says(request()).hears(ACK).hears(other).codes_found()
    assert "wire.check_rule" in found
    assert "line.damaged" not in found


def test_an_answer_in_many_pieces_is_put_together_again() -> None:
    play = Play().says(request()).hears(ACK)
    for at in range(0, len(ANSWER), 24):
        play.hears(ANSWER[at : at + 24])
        play.says(ACK)
    found = play.silence("answer", 35000).codes_found()
    assert "wire.segment" in found
    assert not found & {"line.cut", "line.damaged", "line.garbage"}


def test_a_piece_broken_off_by_the_tills_own_timer_is_a_gap() -> None:
    play = Play().says(request()).hears(ACK)
    play.transcript.add_frame(play.t_ms, play.link, play.far, Party.POS, ANSWER[:30], "gap")
    play.after(50).hears(ANSWER[30:])
    assert play.codes_found() & {"line.gap", "wire.segment"} == {"line.gap"}


def test_a_host_that_tests_the_line_instead_of_answering_got_it_damaged() -> None:
    def host(*heard: Message) -> set[str]:
        play = Play("iso87-ascii", LinkName.HOST).says(request())
        for message in heard:
            play.hears(message)
        return play.silence("answer", 35_000).codes_found() & {"line.host_tests"}

    test = request(Kind.CHECK, "900001")
    assert host(test) == {"line.host_tests"}
    assert host() == host(reply(), test) == set()


def test_a_host_that_cannot_name_what_it_refuses_got_it_damaged() -> None:
    play = Play("iso87-ascii", LinkName.HOST).says(request()).after(900)
    nameless = Message(Kind.APPROVE, True, {"sent_at": "20250910123001", "result": "30"})
    assert "line.host_misread" in play.hears(nameless).codes_found()
    named = Play("iso87-ascii", LinkName.HOST).says(request()).after(900).hears(reply(result="30"))
    assert "line.host_misread" not in named.codes_found()
    other = Play("iso87-ascii", LinkName.HOST).says(request()).after(900)
    assert "line.host_misread" in other.hears(reply(result="30", tid="11000000")).codes_found()


def test_a_byte_like_an_ack_between_two_naks_takes_nothing() -> None:
    play = Play().says(request()).hears(NAK).says(request()).hears(ACK).hears(NAK)
    assert "line.refused_then_taken" not in play.codes_found()
    taken = Play().says(request()).hears(NAK).says(request()).hears(ACK).hears(reply())
    assert "line.refused_then_taken" in taken.codes_found()
