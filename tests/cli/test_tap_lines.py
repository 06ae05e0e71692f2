"""What a tap shows, in both languages, each thing in its line."""

from __future__ import annotations

import pytest

from posdiag.capture.events import Line, LineKind
from posdiag.cli.tap_lines import TapLines, clock
from posdiag.link.tellings import Telling, What
from posdiag.report.lines import plain
from posdiag.tap.sitting import Found, Spoke, Told
from posdiag.transcript import Party

LINE = Line(1, LineKind.TCP, "127.0.0.1:40000", "127.0.0.1:9000", a_known=True)
AT = 1_795_379_133_950_789


def said(lang: str, *shown: Found | Spoke | Told) -> list[str]:
    lines = TapLines(lang, 100, {})
    return [text for one in shown for text in plain(lines.lines(one))]


def test_frames_and_what_they_say() -> None:
    ack = Spoke(AT, LINE, Party.TERMINAL, Party.POS, b"\x06", "", None)
    junk = Spoke(AT, LINE, Party.POS, Party.TERMINAL, b"\xff\xfe", "garbage", None)
    english = said("en", ack, junk)
    assert english[0] == f"{clock(AT)}  terminal → POS  ACK"
    assert "2 bytes" in english[1]
    assert said("ko", ack)[0].endswith("단말기 → POS  ACK")


@pytest.mark.parametrize(
    ("telling", "korean", "english"),
    [
        (Telling(What.OPENED, AT, 1, content=b"a\nb"), "회선 1 열림: a → b", "line 1 open: a → b"),
        (Telling(What.ENDED, AT, 1, False, b"reset"), "강제로 끊김", "reset (by the terminal's end)"),
        (Telling(What.WAITING, AT, content=b"refused"), "아직 없습니다", "not there yet: refused"),
        (Telling(What.WAITING, AT, near=True, content=b"busy"), "POS 쪽을 열 수", "cannot be opened: busy"),
        (Telling(What.INJECTED, AT, 1, content=b"reset"), "장애 주입", "fault injected: reset"),
        (Telling(What.MISSED, AT, content=b"512"), "512바이트", "512 bytes were forwarded"),
    ],
)
def test_what_the_forwarder_tells(telling: Telling, korean: str, english: str) -> None:
    assert korean in said("ko", Told(telling))[0]
    assert english in said("en", Told(telling))[0]


def test_what_nobody_needs_to_read_is_no_line() -> None:
    assert said("en", Told(Telling(What.READY, AT, content=b"tcp://127.0.0.1:1"))) == []


def test_a_line_in_no_known_dialect_passes_all_the_same() -> None:
    assert "pass all the same" in said("en", Found(LINE, "", ("HTTP",)))[0]
    assert "kr-fs" in said("ko", Found(LINE, "kr-fs", ("2 of 2 frames sound",)))[0]
