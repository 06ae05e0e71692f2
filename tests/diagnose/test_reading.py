"""Frames as readings: control bytes, broken frames, screens by their bytes."""

from __future__ import annotations

import pytest

from posdiag.diagnose.reading import Reading, control_of, meant_text, won
from posdiag.transcript import Frame, LinkName, Observation, Party, Seen
from tests.diagnose.playbook import codec, request


def reading_of(data: bytes) -> Reading:
    frame = Frame(1, 0, LinkName.ECR, Party.TERMINAL, Party.POS, data)
    return Reading(frame, codec().decode(data))


@pytest.mark.parametrize(
    ("data", "control"),
    [(b"\x06", "ACK"), (b"\x06\x06\x06", "ACK"), (b"\x15", "NAK"), (b"\x05", "ENQ"), (b"\x04", "EOT")],
)
def test_control_bytes_are_known_in_any_number(data: bytes, control: str) -> None:
    assert control_of(data) == control


@pytest.mark.parametrize("data", [b"", b"\x06\x15", b"\x02", b"A"])
def test_other_bytes_are_no_control_sequence(data: bytes) -> None:
    assert control_of(data) is None


def test_a_whole_frame_is_not_broken_and_a_damaged_one_is() -> None:
    frame = codec().encode(request())
    assert not reading_of(frame).broken
    assert reading_of(frame[:-1] + b"\x7f").broken
    assert reading_of(frame[:20]).broken


def test_a_frame_that_nobody_can_read_is_not_called_broken() -> None:
    frame = Frame(1, 0, LinkName.ECR, Party.TERMINAL, Party.POS, b"\x02?\x03?")
    assert not Reading(frame, None).broken


def test_a_screen_means_what_its_bytes_say() -> None:
    raw = "할부개월 오류".encode("cp949")
    assert meant_text(Observation(1, 0, Seen.SCREEN, Party.POS, "????", raw)) == "할부개월 오류"
    assert meant_text(Observation(1, 0, Seen.SCREEN, Party.POS, "승인")) == "승인"


def test_an_amount_that_is_no_number_counts_as_nothing() -> None:
    assert won("008800") == 8800
    assert won("") == won("-1") == won("٣") == 0
