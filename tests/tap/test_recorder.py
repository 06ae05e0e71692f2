"""A recording holds what passed, masked, and opens whatever happened to its disk."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from posdiag.capture.events import Chunk, Ended, Event, Line, LineKind, Noted, Opened
from posdiag.capture.open import read
from posdiag.errors import InputError
from posdiag.tap.mask_stream import HOLD_US
from posdiag.tap.recorder import CaptureFile, Recorder

TCP = Line(1, LineKind.TCP, "127.0.0.1:40000", "127.0.0.1:9000", a_known=True)
SERIAL = Line(2, LineKind.SERIAL, "/dev/pts/1", "/dev/ttyUSB0", a_known=True)
PAN = b"9400010000001012"


def replayed(recording: bytes) -> list[Event]:
    return list(read(io.BytesIO(recording), "recording"))


def spoken(events: list[Event], line: Line, from_a: bool) -> bytes:
    chunks = [e for e in events if isinstance(e, Chunk) and e.line.a == line.a and e.from_a is from_a]
    return b"".join(chunk.data for chunk in chunks)


@pytest.mark.parametrize("line", [TCP, SERIAL], ids=["tcp", "serial"])
def test_what_passed_is_read_back(line: Line) -> None:
    out = io.BytesIO()
    recorder = Recorder(out.write)
    recorder.take(Opened(line, 1_000_000))
    recorder.take(Chunk(line, 1_000_100, True, b"\x05"))
    recorder.frame(line, 1_000_100, True, b"\x05", None)
    recorder.take(Chunk(line, 1_000_200, False, b"\x06\x02card " + PAN))
    recorder.frame(line, 1_000_200, False, b"\x06", None)
    recorder.tick(1_000_200 + HOLD_US)
    recorder.take(Noted(line, 1_400_000, "fault injected: drop"))
    recorder.take(Ended(line, 2_000_000, "reset", by_a=False))
    events = replayed(out.getvalue())
    assert spoken(events, line, True) == b"\x05"
    assert spoken(events, line, False) == b"\x06\x02card 940001" + b"*" * 10  # more digits may come
    assert [(e.why, e.by_a) for e in events if isinstance(e, Ended)] == [("reset", False)]
    assert any(isinstance(e, Noted) and "fault injected" in e.text for e in events)


def test_unmasked_is_written_as_it_stands_and_at_once() -> None:
    out = io.BytesIO()
    recorder = Recorder(out.write, masked=False)
    recorder.take(Opened(SERIAL, 0))
    recorder.take(Chunk(SERIAL, 1, True, PAN))
    assert PAN in out.getvalue()


def test_a_full_disk_is_told_once_and_what_comes_after_it_is_recorded_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "tap.pcapng"
    told: list[str] = []
    file = CaptureFile(path, told.append)
    full = False
    real = os.write

    def write(number: int, data: bytes) -> int:
        if full and len(data) > 3:
            return real(number, data[:3])
        if full:
            raise OSError(28, "No space left on device")
        return real(number, data)

    monkeypatch.setattr(os, "write", write)
    recorder = Recorder(file.write, masked=False)
    recorder.take(Opened(TCP, 0))
    recorder.take(Chunk(TCP, 1, True, b"one"))
    full = True
    recorder.take(Chunk(TCP, 2, True, b"two"))
    recorder.take(Opened(SERIAL, 3))
    recorder.take(Chunk(SERIAL, 4, True, b"three"))
    full = False
    recorder.take(Chunk(SERIAL, 5, True, b"four"))
    file.close()
    events = replayed(path.read_bytes())
    assert spoken(events, TCP, True) == b"one"
    assert spoken(events, SERIAL, True) == b"four"
    assert told == ["No space left on device"]
    assert file.lost_blocks >= 3


def test_a_folder_that_is_not_there_is_the_users_to_mend(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--record"):
        CaptureFile(tmp_path / "none" / "tap.pcapng", lambda reason: None)


def test_nobody_else_may_read_a_recording(tmp_path: Path) -> None:
    CaptureFile(tmp_path / "tap.pcapng", lambda reason: None).close()
    assert os.name == "nt" or (tmp_path / "tap.pcapng").stat().st_mode & 0o77 == 0


@pytest.mark.parametrize("how", ["tick", "ended", "closed"])
@pytest.mark.parametrize("line", [TCP, SERIAL], ids=["tcp", "serial"])
def test_what_both_ends_held_is_written_in_the_order_in_which_it_passed(line: Line, how: str) -> None:
    """An ACK that stands in the file after the next request would be read as the ACK of that one."""
    out = io.BytesIO()
    recorder = Recorder(out.write)
    recorder.take(Opened(line, 0))
    passed = [(100, True, b"check"), (200, False, b"\x06"), (300, True, b"sale"), (400, False, b"\x15")]
    for at_us, from_a, data in passed:
        recorder.take(Chunk(line, at_us, from_a, data))
    if how == "tick":
        recorder.tick(400 + HOLD_US)
    elif how == "ended":
        recorder.take(Ended(line, 500, "ended", by_a=True))
    recorder.close()
    chunks = [event for event in replayed(out.getvalue()) if isinstance(event, Chunk)]
    assert [(chunk.at_us, chunk.from_a, chunk.data) for chunk in chunks] == passed
