"""Sound frames in the middle of anything, whichever the dialect; chance does not pass for a frame."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.probe.ears import Ears, strange_frames
from posdiag.wire.ecr.spec import Check, check_byte
from tests.probe.far_side import codecs, frame

EARS = Ears(codecs())
ECR = [one.name for one in EARS.ecr if (one.spec.by_kind.keys() & {("check", True)})]


@pytest.mark.parametrize("name", ECR)
@pytest.mark.parametrize("around", [b"", b"\x06", b"\x99\x13"])
def test_a_frame_is_known_by_its_dialect(name: str, around: bytes) -> None:
    said = frame(name, reply=True)
    reading = EARS.read(around + said + b"\x04")
    assert reading.sound
    assert [found.data for found in reading.frames] == [said]
    assert name in reading.frames[0].dialects
    assert reading.controls["EOT"] == 1


@pytest.mark.parametrize("name", ["iso87-ascii", "iso87-ncc", "iso87-ebcdic"])
def test_host_messages_are_looked_for_on_a_network_only(name: str) -> None:
    said = frame(name, reply=True)
    assert name in EARS.read(said).frames[0].dialects
    assert not EARS.read(said, hosts=False).frames


def test_control_bytes_alone_make_sense() -> None:
    reading = EARS.read(b"\x05\x05\x05")
    assert reading.sound
    assert reading.controls == {"ENQ": 3}


@pytest.mark.parametrize("rule", [Check.AFTER_STX, Check.FROM_STX])
def test_frames_of_no_dialect_show_their_check_rule(rule: Check) -> None:
    framed = b"\x02A;0001;17\x03"
    found = strange_frames((framed + check_byte(rule, framed)) * 2)
    assert found is not None
    assert (found.check, found.count) == (rule, 2)


def test_noise_is_no_frame() -> None:
    noise = random.Random(7).randbytes(4096)
    reading = EARS.read(noise, hosts=False)
    assert not reading.frames
    assert reading.strange is None


@given(st.binary(max_size=400))
def test_any_bytes_can_be_read(data: bytes) -> None:
    assert 0 <= EARS.read(data).covered <= 1


def test_names_and_codecs_are_known() -> None:
    assert EARS.codec("kr-fs") is not None
    assert EARS.codec("no such") is None
    assert "iso87-ncc" in EARS.names
