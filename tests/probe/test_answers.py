"""What comes of a question speaks for some dialects and against others."""

from __future__ import annotations

from collections import Counter

from posdiag.probe.answers import note_answer
from posdiag.probe.claims import What, rank
from posdiag.probe.converse import Exchange, Outcome
from posdiag.probe.ears import Ears, Reading
from posdiag.probe.notebook import Notebook
from posdiag.probe.questions import ENQUIRY, Question, ecr_questions
from posdiag.probe.settings import LineSettings
from posdiag.probe.steps import Got, Sound
from tests.probe.far_side import CHECK, codecs, frame

EARS = Ears(codecs())
AT = LineSettings(9600)
ASKED = {each.dialects[0]: each for each in ecr_questions(EARS, CHECK["sent_at"], None) if each.dialects}


def noted(question: Question, outcome: Outcome, data: bytes = b"", settings: LineSettings = AT) -> Notebook:
    notes = Notebook(EARS)
    return add(notes, question, outcome, data, settings)


def add(
    notes: Notebook, question: Question, outcome: Outcome, data: bytes = b"", settings: LineSettings = AT
) -> Notebook:
    sound = Sound(settings)
    sound.add(Got(data, 0))
    reading = EARS.read(data) if data else Reading(controls=Counter())
    note_answer(notes, Exchange(question, settings, False, outcome, sound, reading))
    return notes


def codes(notes: Notebook) -> set[str]:
    return {each.code for each in notes.evidence}


def test_a_sound_answer_settles() -> None:
    notes = noted(ASKED["kr-fs"], Outcome.ANSWERED, b"\x06" + frame("kr-fs", reply=True))
    assert notes.settled
    assert rank(notes.evidence, {})[0].dialects == ("kr-fs",)
    assert notes.heard_bytes


def test_a_refusal_speaks_for_the_speed_and_against_the_dialect() -> None:
    notes = noted(ASKED["kr-fs"], Outcome.REFUSED, b"\x15")
    assert not notes.settled
    assert [each.what for each in rank(notes.evidence, {})] == [What.UNKNOWN]


def test_an_ack_without_an_answer_is_no_proof() -> None:
    notes = noted(ASKED["kr-fs"], Outcome.ACKED, b"\x06")
    assert {"asked.acked", "asked.acked-by-some"} <= codes(notes)
    assert not notes.settled


def test_a_call_that_is_answered_points_at_dialects_that_are_called() -> None:
    notes = noted(ENQUIRY, Outcome.ACKED, b"\x06")
    named = {each.claim.dialect for each in notes.evidence}
    assert named == {"telium", "kr-fs-enq"}
    telium = next(each.claim for each in notes.evidence if each.claim.dialect == "telium")
    assert telium.settings == LineSettings(9600, 7, "E")  # ENQ and ACK are the same bytes there
    add(notes, ASKED["kr-fs-enq"], Outcome.REFUSED, b"\x06\x15")
    assert rank(notes.evidence, {})[0].dialects == ("telium",)


def test_a_call_at_another_speed_is_not_moved() -> None:
    notes = noted(ENQUIRY, Outcome.ACKED, b"\x06", LineSettings(2400))
    assert {each.claim.settings for each in notes.evidence} == {LineSettings(2400)}


def test_a_web_server_on_an_agents_port_is_named() -> None:
    notes = Notebook(EARS, network=True, port=8090)
    sound = Sound()
    sound.add(Got(b"HTTP/1.1 200 OK\r\n\r\n", 0))
    question = Question(ENQUIRY.way, b"\x05")
    note_answer(notes, Exchange(question, None, False, Outcome.GARBLED, sound, Reading()))
    assert codes(notes) == {"asked.http", "port.agent"}
    assert "KICC" in notes.evidence[1].text["en"]


def test_silence_counts_against_what_was_asked_only() -> None:
    notes = noted(ASKED["kr-fs"], Outcome.SILENT)
    assert rank(notes.evidence, {}) == ()
    assert notes.asked == {ASKED["kr-fs"].name}


def test_garbage_with_parity_is_told() -> None:
    said = bytes(byte | 0x80 * (byte.bit_count() % 2) for byte in frame("kr-fs", reply=True))
    notes = noted(ASKED["kr-fs"], Outcome.GARBLED, said)
    assert notes.suspects == [LineSettings(9600, 7, "E")]
    assert "parity.all-even" in codes(notes)


def test_an_echo_settles_once_a_whole_question_came_back() -> None:
    notes = noted(ENQUIRY, Outcome.ECHOED, b"\x05")
    assert not notes.settled  # one byte may be chance
    question = ASKED["kr-fs"]
    add(notes, question, Outcome.ECHOED, question.data)
    assert notes.settled
    first = rank(notes.evidence, {})[0]
    assert (first.what, first.protocol) == (What.OTHER_PROTOCOL, "echo")
