"""Recordings: read back as they were written, and read by tshark without a complaint."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.capture import own, pcapng_write
from posdiag.capture.events import Chunk, Ended, Event, Line, LineKind, Lost, Noted, Opened
from posdiag.capture.open import read
from posdiag.capture.pcapng_write import MOST_PAYLOAD, CaptureWriter
from tests.capture.made import START_US, streams
from tests.capture.programs import need, run

TCP = Line(1, LineKind.TCP, "127.0.0.1:50000", "127.0.0.2:5001", True)
SERIAL = Line(2, LineKind.SERIAL, "POS", "단말기", True)
NAMED = Line(3, LineKind.TCP, "shop 7", "[::1]:8583", False)
LINES = (TCP, SERIAL, NAMED, Line(4, LineKind.TCP, "POS", "VAN", True), Line(5, LineKind.SERIAL, "A", "B"))
TEXT = st.text(min_size=1, max_size=30).map(lambda text: text.replace("\0", "0"))
WHYS, WHO = st.sampled_from(["refused", "reset", "ended", "lost"]), st.sampled_from([True, False, None])
SIZES = st.integers(1, 60_000) | st.none()
STEPS = st.one_of(
    st.tuples(st.just("chunk"), st.booleans(), st.binary(min_size=1, max_size=60)),
    st.tuples(st.just("lost"), st.booleans(), SIZES),
    st.tuples(st.just("ended"), WHYS, WHO),
    st.tuples(st.just("note"), st.just(True), TEXT),
)
ISO = b"0800" + b"2220000000800000" + b"990000" + b"0922123000" + b"000001" + b"10000001"


def written(play: Callable[[CaptureWriter], None], masked: bool = True) -> bytes:
    out = bytearray()
    play(CaptureWriter(out.extend, masked=masked))
    return bytes(out)


def read_back(whole: bytes) -> list[Event]:
    """What stands in a recording, but for the places and the comment of the section."""
    events = list(read(BytesIO(whole), "file"))
    assert isinstance(events[0], Noted)
    return [
        Chunk(each.line, each.at_us, each.from_a, each.data) if isinstance(each, Chunk) else each
        for each in events[1:]
    ]


@given(st.lists(st.tuples(st.sampled_from(LINES), STEPS), min_size=1, max_size=25))
def test_what_was_written_is_read_back(steps: list[tuple[Line, tuple[Any, Any, Any]]]) -> None:
    out = bytearray()
    writer = CaptureWriter(out.extend)
    expected: list[Event] = []
    ended: set[int] = set()
    lines: dict[int, Line] = {}
    for number, (line, (what, way, rest)) in enumerate(steps):
        at_us = START_US + number * 10_000
        if line.number not in lines:
            here = Line(len(lines) + 1, line.kind, line.a, line.b, line.a_known)
            lines[line.number] = here
            writer.opened(here, at_us)
            expected.append(Opened(here, at_us))
        here = lines[line.number]
        if what == "chunk":
            writer.chunk(Chunk(here, at_us, way, rest))
            expected.append(Chunk(here, at_us, way, rest))
        elif what == "lost":
            writer.lost(here, at_us, way, rest)
            expected.append(Lost(here, at_us, way, rest))
        elif what == "note":
            writer.note(rest, at_us, here)
            expected.append(Noted(here, at_us, rest))
        else:
            writer.ended(here, at_us, way, rest)
            if here.number not in ended:
                ended.add(here.number)
                expected.append(Ended(here, at_us, way, rest))
    assert read_back(bytes(out)) == expected


def test_the_section_tells_posdiag_and_whether_card_data_is_masked() -> None:
    for masked, text in ((True, own.MASKED), (False, own.UNMASKED)):
        first = next(iter(read(BytesIO(written(lambda writer: None, masked)), "file")))
        assert first == Noted(None, 0, text)


def test_a_comment_on_a_chunk_and_notes_on_everything_are_read_back() -> None:
    def play(writer: CaptureWriter) -> None:
        writer.chunk(Chunk(SERIAL, START_US, True, b"\x02"), "card data masked here")
        writer.note("the fault injector dropped an answer", START_US + 5)

    assert [each for each in read_back(written(play)) if isinstance(each, Noted)] == [
        Noted(Line(1, LineKind.SERIAL, "POS", "단말기", True), START_US, "card data masked here"),
        Noted(None, START_US + 5, "the fault injector dropped an answer"),
    ]


def test_bytes_longer_than_a_packet_are_split() -> None:
    long = bytes(range(256)) * 1000
    assert len(long) > 3 * MOST_PAYLOAD
    for line in (TCP, SERIAL):
        out = bytearray()
        CaptureWriter(out.extend).chunk(Chunk(line, START_US, False, long))
        assert streams(read_back(bytes(out))) == (b"", long)


def test_every_packet_is_one_write_and_any_number_of_whole_writes_is_a_sound_file() -> None:
    writes: list[bytes] = []
    writer = CaptureWriter(writes.append)
    for line in (TCP, SERIAL, NAMED):
        writer.opened(line, START_US)
        writer.chunk(Chunk(line, START_US, True, b"sale"))
        writer.chunk(Chunk(line, START_US, False, b"approved"))
        writer.ended(line, START_US, "ended", True)
    for many in range(1, len(writes) + 1):
        events = list(read(BytesIO(b"".join(writes[:many])), "file"))
        wrong = [each for each in events if type(each).__name__ == "Trouble"]
        assert not wrong or many == 1, wrong
    for block in writes[1:]:
        assert struct.unpack_from("<I", block, 4)[0] == len(block), "one block a write"


def test_a_recorder_killed_in_the_middle_of_a_write_loses_that_packet_only() -> None:
    def play(writer: CaptureWriter) -> None:
        for number in range(5):
            writer.chunk(Chunk(TCP, START_US + number, True, b"%d" % number))

    events = read_back(written(play)[:-3])
    assert streams(events)[0].startswith(b"0123")


def test_more_lines_than_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pcapng_write, "_MOST_LINES", 50)
    out = bytearray()
    writer = CaptureWriter(out.extend)
    for number in range(1, 500):
        line = Line(number, LineKind.TCP, f"127.0.0.1:{number}", "127.0.0.2:5001", True)
        writer.opened(line, START_US + number)
        writer.ended(line, START_US + number, "refused", False)
    assert sum(isinstance(each, Opened) for each in read_back(bytes(out))) == 499


# -- tshark ------------------------------------------------------------------------------------------


def payments(writer: CaptureWriter) -> None:
    """Messages with a length before them, one cut in two, on IPv4, IPv6, by name, and on a cable."""
    framed = struct.pack(">H", len(ISO)) + ISO
    answer = framed.replace(b"0800", b"0810", 1)
    at_us = START_US
    for number, ends in enumerate(
        (("127.0.0.1:50000", "127.0.0.2:5001"), ("[::1]:50000", "[::2]:5001"), ("POS", "VAN:5001")), 1
    ):
        line = Line(number, LineKind.TCP, *ends, number != 3)
        writer.opened(line, at_us)
        writer.chunk(Chunk(line, at_us + 100, True, framed[:11]))
        writer.chunk(Chunk(line, at_us + 200, True, framed[11:]))
        writer.chunk(Chunk(line, at_us + 300, False, answer + answer))
        writer.ended(line, at_us + 400, "ended", True)
        at_us += 1000
    writer.opened(SERIAL, at_us)
    writer.chunk(Chunk(SERIAL, at_us, True, b"\x02hello\x03"))
    writer.chunk(Chunk(SERIAL, at_us, False, b"\x06"))


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "recording.pcapng"
    path.write_bytes(written(payments))
    return path


def tshark(path: Path, *fields: str, only: str = "tcp") -> list[list[str]]:
    """Fields of the packets a filter lets through, as tshark reads them."""
    need("tshark")
    words: list[str | Path] = ["tshark", "-r", path, "-Y", only, "-T", "fields", "-E", "separator=;"]
    words += ["-d", "tcp.port==5001,iso8583"]
    for setting in ("iso8583.len_endian:Big endian", "tcp.check_checksum:TRUE", "ip.check_checksum:TRUE"):
        words += ["-o", setting]
    for field in fields:
        words += ["-e", field]
    return [line.split(";") for line in run(*words).splitlines()]


def test_tshark_finds_every_checksum_good_and_nothing_malformed(recording: Path) -> None:
    sums = tshark(recording, "tcp.checksum.status", "ip.checksum.status", "ip.version", only="tcp")
    assert {each[0] for each in sums} == {"1"}
    assert {each[1] for each in sums} == {"1", ""}
    assert tshark(recording, "frame.number", only="_ws.malformed || tcp.analysis.flags") == []


def test_tshark_reads_the_messages_as_iso_8583(recording: Path) -> None:
    messages = tshark(recording, "iso8583.mti", "iso8583.len", only="iso8583.mti")
    assert messages == [["0800", str(len(ISO))], ["0810,0810", f"{len(ISO)},{len(ISO)}"]] * 3


def test_tshark_reads_the_same_bytes_and_times(recording: Path) -> None:
    rows = tshark(recording, "tcp.payload", "frame.time_epoch", "tcp.stream", only="tcp.len > 0")
    chunks = [
        each
        for each in read_back(recording.read_bytes())
        if isinstance(each, Chunk) and each.line.number <= 3
    ]
    assert len(rows) == len(chunks) == 9
    for (payload, epoch, stream), chunk in zip(rows, chunks, strict=True):
        seconds, _, fraction = epoch.partition(".")
        assert bytes.fromhex(payload) == chunk.data
        assert int(seconds) * 1_000_000 + int(fraction[:6]) == chunk.at_us
        assert int(stream) == chunk.line.number - 1


def test_tshark_shows_the_calls_that_were_seen_and_no_other(recording: Path) -> None:
    only = "(tcp.flags.syn==1 && tcp.flags.ack==0) || tcp.flags.fin==1"
    ended = [fin in ("1", "True") for (fin,) in tshark(recording, "tcp.flags.fin", only=only)]
    assert (ended.count(False), ended.count(True)) == (2, 3)


def test_tshark_shows_serial_packets_with_direction_and_comment(recording: Path) -> None:
    rows = tshark(
        recording,
        "frame.comment",
        "frame.packet_flags_direction",
        "frame.len",
        only="frame.interface_id == 1",
    )
    assert rows == [
        ["posdiag:opened", "", "0"],
        ["POS -> 단말기", "0x00000002", "7"],
        ["단말기 -> POS", "0x00000001", "1"],
    ]


def test_capinfos_finds_the_file_sound(recording: Path) -> None:
    need("capinfos")
    said = run("capinfos", recording)
    assert "pcapng" in said
    assert "posdiag" in said


def test_packets_whose_bytes_are_lost_are_cut_packets_to_tshark(tmp_path: Path) -> None:
    def play(writer: CaptureWriter) -> None:
        writer.chunk(Chunk(TCP, START_US, True, b"first"))
        writer.lost(TCP, START_US + 1, True, 300)
        writer.chunk(Chunk(TCP, START_US + 2, True, b"last"))

    path = tmp_path / "lost.pcapng"
    path.write_bytes(written(play))
    rows = tshark(path, "tcp.len", "tcp.seq", only="tcp.len > 0")
    assert rows == [["5", "1"], ["300", "6"], ["4", "306"]]
    assert tshark(path, "frame.number", only="_ws.malformed || tcp.analysis.lost_segment") == []


def test_json_of_tshark_is_sound(recording: Path) -> None:
    need("tshark")
    packets = json.loads(run("tshark", "-r", recording, "-T", "json", "-d", "tcp.port==5001,iso8583"))
    assert len(packets) > 12
