"""Logs of serial lines: those of the installed socat, and hex dumps as other programs write them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.capture.events import Chunk, Event, LineKind, Noted, Opened, Trouble
from posdiag.capture.open import read
from posdiag.capture.serial_log import is_serial_log
from tests.capture.made import Dribble, events_of, streams, told
from tests.capture.programs import need, wait_for

#: What socat 1.7.4 wrote, but for the bytes.
SOCAT = b"""2026/11/22 20:14:37.597991 socat[20768] N PTY is /dev/pts/2
> 2026/11/22 20:14:30.000465323  length=19 from=0 to=18
 02 30 32 30 30 39 34 30 30 30 30 2a 2a 2a 2a 0a  .0200940000****.
 03 41                                            .A
 0a                                               .
--
< 2026/11/22 20:14:30.000768807  length=1 from=0 to=0
 06                                               .
--
< 2026/11/22 20:14:31.000000100  length=22 from=1 to=22
 3e 20 32 30 32 36 2f 31 31 2f 32 32 20 6c 65 6e  > 2026/11/22 len
 67 74 68 3d 35 0a                                gth=5.
--
2026/11/22 20:14:40.593752 socat[20768] W exiting on signal 15
"""


def log(text: str) -> list[Event]:
    return events_of(text.encode())


def test_a_log_of_socat() -> None:
    events = events_of(SOCAT)
    assert list(told(events)) == [
        "opened",
        "> \x020200940000****\n\x03A\n",
        "< \x06",
        "< > 2026/11/22 length=5\n",
        "noted",
    ]
    chunks = [each for each in events if isinstance(each, Chunk)]
    assert [each.at_us % 60_000_000 for each in chunks] == [30_465_323, 30_768_807, 31_000_100]
    assert chunks[1].place == "file:7"
    assert chunks[0].line.kind is LineKind.SERIAL
    assert isinstance(events[-1], Noted)
    assert "signal 15" in events[-1].text


def test_socat_without_text_writes_everything_on_one_line() -> None:
    sent = bytes(range(256)) * 4
    text = f"< 2026/11/22 20:14:30.000465323  length=1024 from=0 to=1023\n {sent.hex(' ')}\n"
    assert streams(log(text)) == (b"", sent)


def test_a_log_of_socat_that_was_cut_is_short_of_what_it_declares() -> None:
    said = events_of(SOCAT[: SOCAT.index(b" 03 41")])
    assert list(told(said))[1:] == ["> \x020200940000****\n", "lost > 3", "trouble"]
    assert isinstance(said[-1], Trouble)
    assert said[-1].place == "file:2"


def test_a_log_of_socat_that_lacks_a_piece_lost_what_its_counts_say() -> None:
    without = SOCAT[: SOCAT.index(b"> 2026")] + SOCAT[SOCAT.index(b"< 2026") :]
    second = without.replace(b"from=1 to=22", b"from=5 to=26")
    assert "lost < 4" in list(told(events_of(second)))


def test_socat_started_again_is_another_line() -> None:
    events = events_of(SOCAT + SOCAT)
    assert [each.line.number for each in events if isinstance(each, Opened)] == [1, 2]
    assert streams(events, 1) == streams(events, 2)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22 20:14:30.123 TX: 02 30 31 03 02\n2026-11-22 20:14:30.200 RX: 06\n",
        "[20:14:30.123] >> 0x02,0x30,0x31,0x03,0x02\n[20:14:30.200] << 0x06\n",
        "20:14:30.123 -> 0230310302\n20:14:30.200 <- 06\n",
        "20:14:30.123 SEND (5)\n  02 30 31\n  03 02\n20:14:30.200 RECV (1)\n  06\n",
        "[12.345] 송신: 02 30 31 03 02\n[12.400] 수신: 06\n",
        "POS> <STX>01<ETX><STX>\nTERM> <ACK>\n",
        "POS -> TERM: 02 30 31 03 02\nTERM -> POS: 06\n",
        "TX\n0000: 02 30 31  .01\n0003: 03 02  ..\nRX\n0000: 06  .\n",
        "TX b'\\x0201\\x03\\x02'\nRX b'\\x06'\n",
        "0 0.000100 pos.exe IRP_MJ_WRITE Serial0 SUCCESS Length 5: 02 30 31 03 02\n"
        "1 0.000200 pos.exe IRP_MJ_READ Serial0 SUCCESS Length 1: 06\n",
        "2026-11-22 20:14:30 INFO Serial - Send 5 bytes: 02-30-31-03-02\n"
        "2026-11-22 20:14:31 INFO Serial - Received 1 bytes: 06\n",
    ],
)
def test_the_usual_shapes(text: str) -> None:
    events = log(text)
    assert streams(events) == (b"\x0201\x03\x02", b"\x06")
    assert not any(isinstance(each, Trouble) for each in events)
    for encoding in ("utf-16", "utf-8-sig", "cp949"):
        assert events_of(text.encode(encoding)) == events


def test_times_and_places_of_lines() -> None:
    chunks = [
        each for each in log("20:14:30.123 TX: 02\n20:14:30.500 03\nRX: 06\n") if isinstance(each, Chunk)
    ]
    assert [each.at_us % 60_000_000 for each in chunks] == [30_123_000, 30_500_000, 30_500_000]
    assert [each.place for each in chunks] == ["file:1", "file:2", "file:3"]


def test_names_tell_which_end_is_the_pos_even_if_the_other_speaks_first() -> None:
    (opened, *_) = log("TERM> <ENQ>\nPOS> <ACK>\n")
    assert isinstance(opened, Opened)
    assert (opened.line.a, opened.line.b, opened.line.a_known) == ("POS", "TERM", True)


def test_two_ports_in_one_log_are_two_lines() -> None:
    events = log("COM3 TX: 02\nCOM4 TX: 05\nCOM3 RX: 06\n")
    assert streams(events, 1) == (b"\x02", b"\x06")
    assert streams(events, 2) == (b"\x05", b"")


def test_a_length_that_is_not_reached_is_lost() -> None:
    said = list(told(log("TX (100): 02 30 31\nRX: 06\n")))
    assert said == ["opened", "> \x0201", "lost > 97", "trouble", "< \x06"]


def test_lines_that_are_not_understood_are_told_a_few_times_and_show_nothing_of_themselves() -> None:
    noise = "".join(f"cashier logged in, card 9400{number:012d}\n" for number in range(100))
    events = log("TX: 02\n" + noise + "RX: 06\n")
    wrong = [each for each in events if isinstance(each, Trouble)]
    assert len(wrong) == 21
    assert wrong[0].place == "file:2"
    assert "100 lines in all" in wrong[-1].what
    assert not any("9400" in each.what for each in wrong)
    assert streams(events) == (b"\x02", b"\x06")


def test_what_is_a_log_and_what_is_not() -> None:
    assert is_serial_log(SOCAT)
    assert is_serial_log(b"TX: 02\n")
    assert is_serial_log(b"TX\n02 03\n")
    assert not is_serial_log(b"Dear customer,\nthe terminal -> is broken.\n")
    assert not is_serial_log(b"02 30 31 03\n02 30 31 03\n"), "bytes without direction"
    assert not is_serial_log(bytes(100))


def test_a_file_of_one_endless_line_is_read_in_bounded_pieces() -> None:
    text = "TX: " + "41 " * 400_000
    events = log(text)
    sent = streams(events)[0]
    assert sent == b"A" * 400_000


LINES = st.sampled_from(
    [
        "20:14:30.123 TX: 02 30 31",
        "RX: 06",
        "  41 42",
        "> 2026/11/22 20:14:30.000465323  length=3 from=0 to=2",
        " 02 30 31                                         .01",
        "--",
        "POS> <STX>01<ETX>A",
        "noise",
        "",
    ]
)


@given(
    st.lists(LINES | st.text(max_size=30), max_size=12), st.lists(st.integers(1, 50), min_size=1, max_size=4)
)
def test_no_lines_make_it_raise_and_any_reads_give_the_same(texts: list[str], sizes: list[int]) -> None:
    whole = ("TX: 41 42\n" * 30 + "\n".join(texts)).encode("utf-8", "replace")
    events = events_of(whole)
    assert list(read(Dribble(whole, sizes), "file")) == events
    assert len(events) < 150


@given(st.binary(max_size=200))
def test_no_bytes_make_it_raise(garbage: bytes) -> None:
    for start in (b"TX: 41\n" * 40, SOCAT, SOCAT[:300]):
        list(read(BytesIO(start + garbage), "file"))


@given(st.lists(st.tuples(st.booleans(), st.binary(min_size=1, max_size=40)), min_size=1, max_size=8))
def test_socat_rows_of_any_bytes_are_read(said: list[tuple[bool, bytes]]) -> None:
    counts = {True: 0, False: 0}
    parts = []
    for from_a, sent in said:
        start = counts[from_a]
        counts[from_a] += len(sent)
        parts.append(
            f"{'>' if from_a else '<'} 2026/11/22 20:14:30.000465323  "
            f"length={len(sent)} from={start} to={counts[from_a] - 1}\n"
        )
        for at in range(0, len(sent), 16):
            row = sent[at : at + 16]
            column = "".join(chr(code) if 0x20 <= code < 0x7F else "." for code in row)
            parts.append(" " + row.hex(" ").ljust(47) + "  " + column + "\n")
        parts.append("--\n")
    sent_by = tuple(b"".join(sent for way, sent in said if way is from_a) for from_a in (True, False))
    events = log("".join(parts))
    assert streams(events) == sent_by
    assert not any(isinstance(each, Trouble) for each in events)


@pytest.mark.skipif(sys.platform == "win32", reason="no ptys here")
@pytest.mark.parametrize("options", ["-x -v", "-x"])
def test_socat_itself_between_two_ptys(tmp_path: Path, options: str) -> None:
    need("socat")
    ends = [tmp_path / "pos", tmp_path / "terminal"]
    said = [
        (0, bytes(range(256))),
        (1, b"\x06"),
        (1, b"\x02two\nlines\r\n\n\x03\x41"),
        (0, b"> 2026/11/22\n--\n"),
        (1, b"\xff"),
    ]
    words = ["socat", *options.split(), *(f"pty,link={end},raw,echo=0" for end in ends)]
    path = tmp_path / "socat.log"
    with path.open("wb") as stderr:
        program = subprocess.Popen(words, stderr=stderr)
    try:
        wait_for("the ptys", lambda: all(end.exists() for end in ends))
        files = [os.open(end, os.O_RDWR | os.O_NOCTTY) for end in ends]
        for who, sent in said:
            os.write(files[who], sent)
            got = b""
            while len(got) < len(sent):
                got += os.read(files[1 - who], 4096)
            time.sleep(0.01)
        for file in files:
            os.close(file)
    finally:
        program.terminate()
        program.wait(timeout=30)
    with path.open("rb") as stream:
        events = list(read(stream, path.name))
    spoken = tuple(b"".join(sent for who, sent in said if who == end) for end in (0, 1))
    assert streams(events) == spoken
    chunks = [each for each in events if isinstance(each, Chunk)]
    assert [each.at_us for each in chunks] == sorted(each.at_us for each in chunks)
    assert chunks[-1].at_us - chunks[0].at_us >= 30_000
    assert not any(isinstance(each, Trouble) for each in events)
