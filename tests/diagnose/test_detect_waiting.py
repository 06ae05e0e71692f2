"""A terminal that waits for more after every frame, and refuses it as broken off."""

from __future__ import annotations

from posdiag.diagnose.finding import Finding
from posdiag.payment.money import Belief
from posdiag.transcript import ECHO, LinkName, Party, Seen
from tests.diagnose.playbook import ACK, NAK, Play, refused, reply, request

CUT = "수신 오류: 전문 끊김"
WAITED = "wire.length_waits"


def refused_after(*waits_ms: int, screen: str = CUT, dialect: str = "kr-fs-enq") -> Play:
    """A sale that is sent again after each NAK, which comes so long after its last byte."""
    play = Play(dialect)
    for wait_ms in waits_ms:
        play.says(request()).after(wait_ms - 12).sees(Seen.SCREEN, screen, Party.TERMINAL).after(2).hears(NAK)
    return play


def waited(play: Play) -> list[Finding]:
    return [found for found in play.findings(refused(Belief.UNKNOWN)) if found.code == WAITED]


def test_even_waits_after_whole_frames_are_of_a_length_that_announces_more() -> None:
    (finding,) = waited(refused_after(1007, 1007, 1007))
    assert finding.facts["length.kind"] == "bcd"  # 0072 in characters, taken for 3030
    assert finding.evidence == (1, 3, 4, 6, 7, 9)  # screens aside


def test_a_pause_puts_later_refusals_off() -> None:
    assert not waited(refused_after(1007, 1931, 1007))


def test_few_refusals_may_be_chance() -> None:
    assert not waited(refused_after(1007, 1007))


def test_a_terminal_that_took_one_or_spoke_itself_reads_the_length_alike() -> None:
    assert not waited(refused_after(1007, 1007, 1007).says(request()).hears(ACK))
    assert not waited(refused_after(1007, 1007, 1007).hears(reply(result="F1")))


def test_a_terminal_with_another_complaint_does_not_wait() -> None:
    assert not waited(refused_after(1007, 1007, 1007, screen="수신 오류: 검사문자(BCC)"))
    assert not waited(refused_after(1007, 1007, 1007, screen="정상승인"))


def test_a_frame_without_a_length_may_be_read_as_having_one() -> None:
    (finding,) = waited(refused_after(1007, 1007, 1007, dialect="kr-fs"))
    assert finding.facts["length.kind"] == "ascii4"


def test_a_kind_of_length_that_a_check_was_written_with_in_vain_is_not_it() -> None:
    play = refused_after(1007, 1007, 1007)
    for kind, still in (("ascii4", True), ("bcd", False)):
        note = f"{ECHO}length={kind}"
        play.transcript.add_frame(90_000, LinkName.ECR, Party.POS, Party.TERMINAL, b"check", note)
        assert bool(waited(play)) is still
