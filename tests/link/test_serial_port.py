"""A serial link over a pty: bytes, silence, and a device that vanishes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("no ptys here", allow_module_level=True)

from posdiag.errors import LinkError
from posdiag.link.api import Closed, Heard, Link, PortSetting, Settable, Silence, Why
from posdiag.link.pty import open_pair
from posdiag.link.serial_port import SerialLink

SOON_MS = 2000
FRAME = b"\x020210\x1c00\x1c\x11\x13\x03\x04\x7f\xff\n\r\x00\x03\x5a"


class Line:
    """A pty whose far end the test holds."""

    def __init__(self) -> None:
        self.master, self.path = open_pair()

    def pull_the_cable(self) -> None:
        if self.master >= 0:
            os.close(self.master)
            self.master = -1


@pytest.fixture
def line() -> Iterator[Line]:
    one = Line()
    yield one
    one.pull_the_cable()


@pytest.fixture
def link(line: Line) -> Iterator[SerialLink]:
    one = SerialLink(line.path)
    one.connect()
    yield one
    one.close()


def hear(link: Link, size: int) -> bytes:
    heard = b""
    while len(heard) < size:
        answer = link.wait(link.now_ms() + SOON_MS)
        assert isinstance(answer, Heard), answer
        heard += answer.data
    return heard


@pytest.mark.parametrize(
    "pieces",
    [[FRAME], [bytes([byte]) for byte in FRAME], [FRAME[:5], FRAME[5:]], [FRAME * 3]],
    ids=["all at once", "one byte at a time", "split", "joined"],
)
def test_pieces_of_any_size_give_the_same_bytes(line: Line, link: SerialLink, pieces: list[bytes]) -> None:
    for piece in pieces:
        os.write(line.master, piece)
    said = b"".join(pieces)
    assert hear(link, len(said)) == said


def test_what_is_sent_arrives_unchanged(line: Line, link: SerialLink) -> None:
    link.send(FRAME)
    assert os.read(line.master, 100) == FRAME


def test_silence_is_the_time_waited_for(link: SerialLink) -> None:
    until_ms = link.now_ms() + 20
    assert link.wait(until_ms) == Silence(until_ms)
    assert link.now_ms() >= until_ms
    assert isinstance(link.wait(0), Silence)


def test_the_settings_of_a_line_are_taken(line: Line) -> None:
    link = SerialLink(line.path, 38400, 7, "E", 2, speed=100)
    assert link.wait(500) == Silence(500)
    link.close()


def test_the_port_can_be_set_otherwise_and_put_back_while_the_line_goes_on(
    line: Line, link: SerialLink
) -> None:
    assert isinstance(link, Settable)
    for setting in (PortSetting(19200), PortSetting(38400), None):
        assert link.set_port(setting)
        link.send(FRAME)
        assert os.read(line.master, 100) == FRAME


def test_a_setting_that_the_port_cannot_take_leaves_it_as_it_was(line: Line, link: SerialLink) -> None:
    assert not link.set_port(PortSetting(9600, 9))
    link.send(FRAME)
    assert os.read(line.master, 100) == FRAME


def test_a_device_that_vanishes_is_lost(line: Line, link: SerialLink) -> None:
    assert isinstance(link.wait(0), Silence)
    line.pull_the_cable()
    first = link.wait(link.now_ms() + SOON_MS)
    assert isinstance(first, Closed)
    assert first.why is Why.LOST
    link.send(FRAME)
    again = link.wait(link.now_ms() + SOON_MS)
    assert isinstance(again, Closed)
    assert again.why is Why.LOST


def test_a_device_that_vanishes_before_a_send_is_lost(line: Line, link: SerialLink) -> None:
    line.pull_the_cable()
    link.send(FRAME)
    answer = link.wait(link.now_ms() + SOON_MS)
    assert isinstance(answer, Closed)
    assert answer.why is Why.LOST
    link.reopen()
    answer = link.wait(link.now_ms() + SOON_MS)
    assert isinstance(answer, Closed)
    assert answer.why is Why.LOST  # nobody refused it: the line is still not there


def test_a_device_that_was_never_there_refuses(tmp_path: Path) -> None:
    link = SerialLink(str(tmp_path / "ttyUSB9"))
    for _ in range(2):
        answer = link.wait(link.now_ms() + SOON_MS)
        assert isinstance(answer, Closed)
        assert answer.why is Why.REFUSED
        link.reopen()


def test_a_reopened_line_does_not_keep_what_was_said_before(line: Line, link: SerialLink) -> None:
    os.write(line.master, b"stale")
    link.reopen()
    os.write(line.master, b"fresh")
    assert hear(link, 5) == b"fresh"


def test_a_line_that_nobody_empties_ends_in_silence(
    line: Line, link: SerialLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("posdiag.link.serial_port.WRITE_S", 0.01)
    link.reopen()
    link.send(b"\x00" * 100_000)
    assert isinstance(link.wait(link.now_ms() + 1), Silence)


def test_every_refused_opening_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    link = SerialLink(str(tmp_path / "ttyUSB9"), on_refused=lambda: told.append("refused"))
    link.reopen()
    link.reopen()
    assert told == ["refused"] * 2


def test_a_missing_device_is_named_with_a_remedy(tmp_path: Path) -> None:
    device = str(tmp_path / "ttyUSB9")
    with pytest.raises(LinkError) as caught:
        SerialLink(device).connect()
    problem = caught.value.problems[0]
    assert (problem.place, problem.what) == (device, "no such device")
    assert "posdiag ports" in problem.remedy


def test_a_device_that_another_program_holds_is_named_so(line: Line, link: SerialLink) -> None:
    with pytest.raises(LinkError, match="in use by another program"):
        SerialLink(line.path).connect()


def test_a_file_that_is_no_device_is_named_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no device")
    with pytest.raises(LinkError, match="cannot be opened"):
        SerialLink(str(tmp_path / "file")).connect()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may open everything")
def test_a_device_without_permission_is_named_so(tmp_path: Path) -> None:
    device = tmp_path / "ttyS0"
    device.touch(mode=0o000)
    with pytest.raises(LinkError, match="no permission"):
        SerialLink(str(device)).connect()
