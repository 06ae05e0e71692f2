"""What a forwarder tells reads like a capture."""

from __future__ import annotations

from posdiag.capture.events import Chunk, Ended, Line, LineKind, Noted, Opened
from posdiag.link.tellings import Telling, What
from posdiag.tap.feed import Feed


def test_a_line_from_its_opening_to_its_end() -> None:
    feed = Feed(LineKind.TCP)
    line = Line(3, LineKind.TCP, "127.0.0.1:5000", "127.0.0.1:9000", a_known=True)
    told = [
        Telling(What.READY, 1, content=b"tcp://127.0.0.1:7000"),
        Telling(What.OPENED, 2, 3, content=b"127.0.0.1:5000\n127.0.0.1:9000"),
        Telling(What.BYTES, 3, 3, True, b"\x05"),
        Telling(What.BYTES, 4, 3, False, b"\x06"),
        Telling(What.MISSED, 5, content=b"12"),
        Telling(What.ENDED, 6, 3, False, b"reset"),
        Telling(What.BYTES, 7, 3, True, b"after its end"),
    ]
    assert [feed.take(telling) for telling in told] == [
        None,
        Opened(line, 2),
        Chunk(line, 3, True, b"\x05"),
        Chunk(line, 4, False, b"\x06"),
        Noted(None, 5, "12 bytes were forwarded and not recorded"),
        Ended(line, 6, "reset", False),
        None,
    ]
