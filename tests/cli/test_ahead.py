"""What is heard is recorded at once, however long reading takes, and read in order."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator

import pytest

from posdiag import assembly
from posdiag.capture.events import Chunk, LineKind
from posdiag.capture.open import read
from posdiag.cli import ahead as ahead_room
from posdiag.cli.ahead import Ahead
from posdiag.errors import LinkError, Problem
from posdiag.link.tellings import Telling, What
from posdiag.tap.recorder import Recorder
from posdiag.tap.sitting import Sitting

PATIENCE_S = 10.0


def story() -> list[Telling | None]:
    opened = Telling(What.OPENED, 0, 1, content=b"a\nb")
    return [opened, *(Telling(What.BYTES, n, 1, True, b"%d" % n) for n in range(1, 6)), None]


def recorded(out: io.BytesIO) -> bytes:
    events = list(read(io.BytesIO(out.getvalue()), "x"))
    return b"".join(event.data for event in events if isinstance(event, Chunk))


def test_everything_is_recorded_before_anything_is_read_and_read_in_order() -> None:
    out = io.BytesIO()
    sitting = Sitting(LineKind.SERIAL, assembly.house(), recorder=Recorder(out.write, masked=False))
    hearing = Ahead(iter(story()), sitting)
    hearing.start()
    hearing.join(PATIENCE_S)
    assert recorded(out) == b"12345"
    came = [one.telling for one in hearing.noticed() if one is not None]
    assert came == [telling for telling in story() if telling is not None]


def test_bytes_beyond_what_may_wait_are_recorded_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead_room, "MOST_WAITING", 3)
    out = io.BytesIO()
    sitting = Sitting(LineKind.SERIAL, assembly.house(), recorder=Recorder(out.write, masked=False))
    hearing = Ahead(iter(story()), sitting)
    hearing.run()
    assert recorded(out) == b"12345"
    assert len([one for one in hearing.noticed() if one is not None]) == 3
    assert sitting.unread == 3


def test_what_ends_the_hearing_is_told_to_whoever_reads() -> None:
    def broken() -> Iterator[Telling | None]:
        yield None
        raise LinkError(Problem("LISTEN", "taken", ""))

    hearing = Ahead(broken(), Sitting(LineKind.SERIAL, assembly.house()))
    hearing.start()
    with pytest.raises(LinkError, match="taken"):
        list(hearing.noticed())


def test_held_bytes_are_let_out_while_nobody_reads() -> None:
    out = io.BytesIO()

    def slow() -> Iterator[Telling | None]:
        yield Telling(What.OPENED, assembly.clock_us(), 1, content=b"a\nb")
        yield Telling(What.BYTES, assembly.clock_us(), 1, True, b"half")
        for _ in range(8):
            time.sleep(0.05)
            yield None

    sitting = Sitting(LineKind.SERIAL, assembly.house(), recorder=Recorder(out.write))
    Ahead(slow(), sitting).run()
    assert recorded(out) == b"half"
