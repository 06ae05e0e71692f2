"""What is heard, or cannot be opened, becomes evidence and suspicions."""

from __future__ import annotations

import pytest

from posdiag.link.api import Why
from posdiag.link.opening import Bar
from posdiag.probe.claims import What, rank
from posdiag.probe.ears import Ears
from posdiag.probe.notebook import Notebook
from posdiag.probe.settings import LineSettings
from posdiag.probe.steps import Barred, Got, Sound
from tests.probe.far_side import codecs, frame
from tests.probe.uart import carried

EARS = Ears(codecs())
AT = LineSettings(9600)


def sound(data: bytes, settings: LineSettings | None = AT, marks: tuple[bool, ...] | None = None) -> Sound:
    one = Sound(settings)
    one.add(Got(data, 0, marks))
    return one


def codes(notes: Notebook) -> set[str]:
    return {each.code for each in notes.evidence}


def test_a_slower_line_leaves_slower_suspects_the_nearest_first() -> None:
    notes = Notebook(EARS)
    data, _ = carried(frame("kr-fs", reply=True), LineSettings(2400), AT, 1.0)
    assert not notes.heard(sound(data))
    assert notes.suspects[0] == LineSettings(2400)
    assert all(each.baud < 9600 for each in notes.suspects)


def test_a_faster_line_leaves_faster_suspects() -> None:
    notes = Notebook(EARS)
    data, marks = carried(frame("kr-fs", reply=True), LineSettings(38400), AT)
    assert not notes.heard(sound(data, AT, marks))
    assert [each.baud for each in notes.suspects] == [19200, 38400, 57600, 115200]


def test_where_there_is_no_speed_none_is_suspected() -> None:
    notes = Notebook(EARS)
    notes.fixed_speed = True
    data, _ = carried(frame("kr-fs", reply=True), LineSettings(2400), AT, 1.0)
    notes.heard(sound(data))
    assert codes(notes) == {"heard.unknown"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x05\x05\x05", "heard.enq"),
        (b"\x15\x15", "heard.controls"),
        (b"Ready. Insert a card\r\n", "heard.text"),
        (b"SSH-2.0-x\r\n", "heard.banner"),
        (b"\x02A;0001;17\x03\x56" * 2, "heard.strange"),
    ],
)
def test_what_makes_sense_is_told_as_what_it_is(data: bytes, code: str) -> None:
    notes = Notebook(EARS)
    if code == "heard.strange":
        from posdiag.wire.ecr.spec import Check, check_byte

        framed = b"\x02A;0001;17\x03"
        data = (framed + check_byte(Check.AFTER_STX, framed)) * 2
    assert notes.heard(sound(data))
    assert code in codes(notes)
    assert notes.sensible


def test_nothing_is_no_sense() -> None:
    notes = Notebook(EARS)
    assert not notes.heard(sound(b""))
    assert notes.evidence == []


def test_a_frame_settles() -> None:
    notes = Notebook(EARS)
    notes.heard(sound(b"\x13" + frame("kr-fixed", reply=True)))
    assert notes.settled


@pytest.mark.parametrize("why", list(Bar))
def test_every_reason_has_its_words(why: Bar) -> None:
    notes = Notebook(EARS)
    notes.barred(Barred(why, "told", ("screen (12)",), "dialout"))
    assert codes(notes) == {f"open.{why}"}
    if why is Bar.BUSY:
        assert "screen (12)" in notes.evidence[0].text["ko"]
    if why is Bar.FORBIDDEN:
        assert "dialout" in notes.evidence[0].text["en"]


def test_a_port_that_vanishes_is_gone_and_a_connection_is_cut() -> None:
    notes = Notebook(EARS)
    notes.gone(Why.LOST)
    assert rank(notes.evidence, {})[0].what is What.GONE
    notes = Notebook(EARS, network=True)
    notes.gone(Why.ENDED)
    assert rank(notes.evidence, {})[0].what is What.UNKNOWN


def test_silence_after_every_question_is_nobody_and_less_so_when_cut_short() -> None:
    sure, unsure = Notebook(EARS), Notebook(EARS)
    for notes, cut_short in ((sure, False), (unsure, True)):
        notes.asked.add("enq")
        notes.nothing_came(cut_short)
    assert rank(sure.evidence, {})[0].probability > rank(unsure.evidence, {})[0].probability
