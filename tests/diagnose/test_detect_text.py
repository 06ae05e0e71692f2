"""Text that was cut or read in another encoding."""

from __future__ import annotations

from dataclasses import replace

from posdiag.diagnose.detect_text import detect_text
from posdiag.diagnose.finding import Severity
from posdiag.transcript import Party, Seen
from tests.diagnose.playbook import ACK, Play, codec, healthy_sale, paid, refused, reply, request, story

WORDS = "승인 여부 확인 필요"


def texts(play: Play) -> set[str]:
    return {code for code in play.codes_found(paid()) if code.startswith("text.")}


def screen(raw: bytes, charset: str = "cp949") -> Play:
    return healthy_sale(Play()).sees(Seen.SCREEN, raw.decode(charset, "replace"), raw=raw)


def test_whole_text_in_its_charset_gives_no_finding() -> None:
    assert texts(screen(WORDS.encode("cp949"))) == set()


def test_half_a_character_at_the_end_is_a_cut() -> None:
    assert texts(screen(WORDS.encode("cp949")[:-1])) == {"text.cut_in_character"}


def test_a_cut_between_characters_is_none() -> None:
    assert texts(screen(WORDS.encode("cp949")[:-2])) == set()


def test_bytes_shown_in_another_encoding_are_garbled() -> None:
    assert texts(screen(WORDS.encode("cp949"), "latin-1")) == {"text.wrong_charset"}
    assert texts(screen(WORDS.encode("cp949"), "utf-8")) == {"text.wrong_charset"}


def test_garbled_words_are_not_the_reason_of_a_failed_payment() -> None:
    play = Play(scenario=story()).sees(Seen.SCREEN, "½ÂÀÎ", raw="승인".encode("cp949"))
    assert play.findings(refused())[-1].severity is Severity.WARNING
    good = healthy_sale(Play(scenario=story())).sees(Seen.SCREEN, "½ÂÀÎ", raw="승인".encode("cp949"))
    assert good.findings(paid())[0].severity is Severity.ERROR


def test_the_terminals_receipt_is_read_too() -> None:
    play = healthy_sale(Play()).sees(Seen.RECEIPT, "승�", Party.TERMINAL, "승인".encode("cp949")[:3])
    assert texts(play) == {"text.cut_in_character"}


def test_a_goods_name_cut_inside_a_character_is_seen_in_the_request() -> None:
    assert "text.field_cut" in texts(Play().says(_with_half_character()))
    assert texts(Play().says(request(text="김밥"))) == set()


def _with_half_character() -> bytes:
    whole = codec().encode(request(text="김밥"))
    body = whole[1:-3] + b"\x03"  # the last byte of the text is gone
    check = 0
    for byte in body:
        check ^= byte
    return b"\x02" + body + bytes([check])


def test_texts_of_the_other_side_in_another_charset_are_the_pos_charset() -> None:
    answer = codec().encode(reply(text1="정상승인"))
    play = Play(scenario=story()).says(request()).hears(ACK).hears(answer)
    case = replace(play.case(refused()), ecr_codec=codec("kr-fs", charset="utf-8"))
    assert "text.other_charset" in {finding.code for finding in detect_text(case)}
    assert "text.other_charset" not in texts(play)


def test_an_agent_that_speaks_json_says_utf_8_by_right() -> None:
    asked = codec("agent-ws").encode(request(text="김밥"))
    play = Play(dialect="agent-ws").says(asked)
    assert "text.wrong_charset" not in {finding.code for finding in detect_text(play.case(refused()))}


def test_hangul_that_the_pos_wrote_as_utf8_is_named() -> None:
    frame = codec("kr-fs").encode(request(items="GOODS"))
    said = frame.replace(b"GOODS", "김밥".encode())
    play = Play().says(said).hears(ACK)
    assert "text.wrong_charset" in play.codes_found(refused())
    plain = Play().says(request(items="GIMBAP")).hears(ACK)
    assert "text.wrong_charset" not in plain.codes_found(refused())
