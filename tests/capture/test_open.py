"""Any file is opened by what it begins with; captures made by tcpdump, dumpcap and editcap on loopback."""

from __future__ import annotations

import contextlib
import gzip
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.capture.events import Chunk, Ended, Event, Line, Lost, Opened, Trouble
from posdiag.capture.open import read
from posdiag.errors import InputError
from tests.capture.made import Dribble, Talk, events_of, pcap, pcapng, streams, told
from tests.capture.programs import capturing, converse, free_port, need, run

LOG = b"12:00:00.000 TX: 02 30 31 03 02\n12:00:00.100 RX: 06\n"
SAID = [
    (True, b"\x00\x04" + b"0800"),
    (False, b"\x06"),
    (False, b"\x00\x04" + b"0810"),
    (True, bytes(range(256)) * 20),
    (False, b"bye"),
]
SPOKEN = (
    b"".join(piece for by_a, piece in SAID if by_a),
    b"".join(piece for by_a, piece in SAID if not by_a),
)


@pytest.mark.parametrize("whole", [pcap(Talk().opens().packets), pcapng(Talk().opens().packets), LOG])
def test_every_format_is_told_by_its_beginning_zipped_or_not(whole: bytes) -> None:
    events = events_of(whole)
    assert isinstance(events[0], Opened)
    assert events_of(gzip.compress(whole)) == events
    assert list(read(Dribble(gzip.compress(whole), [1, 7, 30]), "file")) == events


def test_an_empty_file_is_refused_with_what_to_give() -> None:
    for whole in (b"", gzip.compress(b"")):
        with pytest.raises(InputError, match=r"shop\.pcap: the file is empty.*pcapng"):
            read(BytesIO(whole), "shop.pcap")


@pytest.mark.parametrize(
    "whole", [b"\x7fELF\x02\x01\x01" + bytes(50), b"Dear customer,\nno.\n", b"\x89PNG\r\n", b"\0"]
)
def test_an_unknown_file_is_refused_with_the_formats_that_are_known(whole: bytes) -> None:
    with pytest.raises(InputError, match=r"pcap, pcapng, a serial log"):
        read(BytesIO(whole), "file")


def test_socat_without_hex_is_refused_with_the_right_option() -> None:
    text = b"> 2026/11/22 20:14:41.000608896  length=15 from=0 to=14\nhi.there\nyou\n\\r."
    with pytest.raises(InputError, match="socat -x -v"):
        read(BytesIO(text), "file")


def test_a_zipped_file_that_was_cut_gives_what_is_there() -> None:
    packets = Talk().opens().pos(b"sale").packets
    whole = gzip.compress(pcap(packets))
    events = events_of(whole[:-8])
    assert streams(events) == (b"sale", b"")
    assert isinstance(events[-1], Trouble)


def test_where_the_reader_is_can_be_asked_of_the_stream() -> None:
    talk = Talk().opens()
    for _ in range(3000):
        talk.pos(bytes(1400))
    stream = BytesIO(pcap(talk.packets))
    places = [stream.tell() for _ in read(stream, "file")]
    assert places == sorted(places)
    assert len(set(places)) > 3
    assert places[-1] == len(stream.getvalue())


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(whole: bytes) -> None:
    with contextlib.suppress(InputError):
        assert len(events_of(whole)) < 400


@given(st.sampled_from([pcap([]), pcapng([]), LOG * 5, b"\x1f\x8b\x08"]), st.binary(max_size=300))
def test_any_bytes_behind_a_sound_beginning_are_read(start: bytes, rest: bytes) -> None:
    try:
        assert len(events_of(start + rest)) < 400
    except InputError:
        assert start == b"\x1f\x8b\x08"


# -- files that other programs wrote -----------------------------------------------------------------


@pytest.fixture(scope="module")
def captured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What tcpdump saw of a conversation."""
    need("tcpdump")
    port = free_port()
    path = tmp_path_factory.mktemp("captured") / "loopback.pcap"
    words = (
        f"tcpdump --immediate-mode -B 65536 -i lo -U -s 0 -w {path} tcp portrange {port}-{port + 1}".split()
    )
    with capturing(words, path, port):
        converse(port, SAID)
    return path


def spoken(path: Path) -> tuple[Line, list[Event]]:
    """The conversation in a file: its line and what was said on it, without the knocks."""
    with path.open("rb") as stream:
        events = list(read(stream, path.name))
    line = next(each.line for each in events if isinstance(each, Chunk))
    return line, [each for each in events if getattr(each, "line", None) == line]


def test_tcpdump(captured: Path) -> None:
    line, events = spoken(captured)
    assert streams(events, line.number) == SPOKEN
    assert line.a_known
    assert [each.by_a for each in events if isinstance(each, Ended)] == [True]
    assert not any(isinstance(each, Lost | Trouble) for each in events)


def test_the_knocks_were_refused(captured: Path) -> None:
    with captured.open("rb") as stream:
        said = list(told(read(stream, captured.name)))
    assert said[:2] == ["opened", "ended refused b"]


@pytest.mark.parametrize("form", ["pcap", "nsecpcap", "pcapng", "modpcap"])
def test_other_forms_of_the_same_capture_say_the_same(captured: Path, tmp_path: Path, form: str) -> None:
    need("editcap")
    other = tmp_path / f"other.{form}"
    run("editcap", "-F", form, captured, other)
    assert spoken(other) == spoken(captured)


def test_a_capture_with_cut_packets_loses_what_was_cut(captured: Path, tmp_path: Path) -> None:
    need("editcap")
    cut = tmp_path / "cut.pcap"
    run("editcap", "-F", "pcap", "-s", "70", captured, cut)
    line, events = spoken(cut)
    lost = sum(each.size or 0 for each in events if isinstance(each, Lost))
    got = sum(len(each) for each in streams(events, line.number))
    assert lost > 4000
    assert got + lost == sum(map(len, SPOKEN))


def test_a_capture_with_packets_twice_or_out_of_order_says_the_same(captured: Path, tmp_path: Path) -> None:
    need("mergecap", "editcap")
    twice = tmp_path / "twice.pcap"
    run("mergecap", "-F", "pcap", "-w", twice, captured, captured)
    assert streams(spoken(twice)[1], spoken(twice)[0].number) == SPOKEN


def test_the_interface_that_means_all_of_them(tmp_path: Path) -> None:
    need("tcpdump")
    port, path = free_port(), tmp_path / "any.pcap"
    words = (
        f"tcpdump --immediate-mode -B 65536 -i any -U -s 0 -w {path} tcp portrange {port}-{port + 1}".split()
    )
    with capturing(words, path, port):
        converse(port, SAID)
    line, events = spoken(path)
    assert streams(events, line.number) == SPOKEN


def test_dumpcap_and_its_pcapng(tmp_path: Path) -> None:
    need("dumpcap")
    port, path = free_port(), tmp_path / "loopback.pcapng"
    words = ["dumpcap", "-i", "lo", "-f", f"tcp portrange {port}-{port + 1}", "-w", str(path)]
    with capturing(words, path, port):
        converse(port, SAID)
    line, events = spoken(path)
    assert streams(events, line.number) == SPOKEN
    assert not any(isinstance(each, Lost | Trouble) for each in events)


def test_tcpdump_with_a_short_snap_length(tmp_path: Path) -> None:
    need("tcpdump")
    port, path = free_port(), tmp_path / "short.pcap"
    words = (
        f"tcpdump --immediate-mode -B 65536 -i lo -U -s 68 -w {path} tcp portrange {port}-{port + 1}".split()
    )
    with capturing(words, path, port):
        converse(port, SAID)
    line, events = spoken(path)
    lost = sum(each.size or 0 for each in events if isinstance(each, Lost))
    assert lost > 4000
    assert lost + sum(len(each) for each in streams(events, line.number)) == sum(map(len, SPOKEN))
