"""What was heard under one form of a character, told under another: exactly what was sent comes out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.probe.retell import retell
from posdiag.probe.settings import LineSettings
from posdiag.probe.steps import Got, Sound
from tests.probe.uart import carried

TEXT = b"\x020810\x1c10000001\x1c999901\x1c00\x1cOK\x03\x2a"
BASE = LineSettings(9600)


def heard(data: bytes, said: str, at: str, marks: bool = True) -> Sound:
    bytes_heard, damaged = carried(data, BASE.shaped(said), BASE.shaped(at), 2.0)
    sound = Sound(BASE.shaped(at))
    sound.add(Got(bytes_heard, 0, damaged if marks else None))
    return sound


@pytest.mark.parametrize("said", ["7E1", "7O1", "7N2", "8E1", "8O1"])
def test_what_8n1_heard_is_told_as_it_was_said(said: str) -> None:
    told = {str(each.settings.shape): each.data for each in retell(heard(TEXT, said, "8N1"))}
    assert told[said] == TEXT


@pytest.mark.parametrize("at", ["7E1", "7O1", "8E1", "8O1"])
def test_8n1_is_had_back_whole_with_its_eighth_bit(at: str) -> None:
    data = TEXT + ("승인".encode("cp949") if at[0] == "7" else b"")
    told = {each.settings.shape: each.data for each in retell(heard(data, "8N1", at))}
    assert told["8N1"] == data


@pytest.mark.parametrize(("said", "at"), [("7E1", "7O1"), ("7O1", "7E1"), ("8E1", "8O1"), ("8O1", "8E1")])
def test_the_opposite_parity_damages_everything(said: str, at: str) -> None:
    told = {each.settings.shape: each.sign for each in retell(heard(TEXT, said, at))}
    assert told[said] == "parity.all-damaged"


def test_without_marks_only_bit_seven_tells() -> None:
    assert not list(retell(heard(TEXT, "8N1", "7E1", marks=False)))
    assert [each.settings.shape for each in retell(heard(TEXT, "7E1", "8N1", marks=False))] == ["7E1"]


@pytest.mark.parametrize(("byte", "shape"), [(b"\x95", "7E1"), (b"\x86", "7O1")])
def test_a_control_byte_with_parity_is_a_suspicion(byte: bytes, shape: str) -> None:
    sound = Sound(BASE)
    sound.add(Got(byte, 0))
    assert [(each.sign, each.settings.shape) for each in retell(sound)] == [("parity.controls", shape)]


def test_a_line_without_settings_has_no_parity() -> None:
    sound = Sound(None)
    sound.add(Got(TEXT, 0))
    assert not list(retell(sound))


@given(st.binary(max_size=50), st.sampled_from(["8N1", "7E1", "7O1", "8E1", "8O1", "8N2"]), st.data())
def test_any_bytes_can_be_told(data: bytes, at: str, draw: st.DataObject) -> None:
    sound = Sound(BASE.shaped(at))
    marks = tuple(draw.draw(st.lists(st.booleans(), min_size=len(data), max_size=len(data))))
    sound.add(Got(data, 0, marks))
    for told in retell(sound):
        assert len(told.data) == len(data)
