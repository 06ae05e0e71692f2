"""`posdiag explain` as a person or a script runs it."""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Sequence
from pathlib import Path

import pytest

from posdiag.cli.start import start
from tests.explain.scenes import Said, host_sale

_ETHERNET = bytes.fromhex("0200000000020200000000010800")


def pcap(said: Sequence[Said]) -> bytes:
    """A capture of one connection to port 9100, its SYN among it."""
    out = bytearray(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65_535, 1))
    at = {True: 1_000, False: 5_000}

    def segment(at_ms: int, from_a: bool, flags: int, payload: bytes = b"") -> None:
        ends = (40_000, 9100) if from_a else (9100, 40_000)
        hosts = bytes([10, 0, 0, 1, 10, 0, 0, 2]) if from_a else bytes([10, 0, 0, 2, 10, 0, 0, 1])
        ip = struct.pack(">BBHHHBBH", 0x45, 0, 40 + len(payload), 0, 0, 64, 6, 0) + hosts
        tcp = struct.pack(">HHIIBBHHH", *ends, at[from_a], at[not from_a], 0x50, flags, 8192, 0, 0)
        packet = _ETHERNET + ip + tcp + payload
        seconds, micros = 1_789_009_200 + at_ms // 1000, at_ms % 1000 * 1000
        out.extend(struct.pack("<IIII", seconds, micros, len(packet), len(packet)))
        out.extend(packet)
        at[from_a] += len(payload) + (flags & 2) // 2

    segment(0, True, 0x02)
    segment(1, False, 0x12)
    for at_ms, from_a, data in said:
        segment(at_ms + 10, from_a, 0x18, data)
    return bytes(out)


@pytest.fixture
def capture(tmp_path: Path) -> Path:
    """Four payments, one of them refused."""
    said = [one for n in range(1, 4) for one in host_sale(f"{n:06d}", n * 5_000)]
    path = tmp_path / "shop.pcap"
    path.write_bytes(pcap([*said, *host_sale("000009", 40_000, result="51", approval="")]))
    return path


def test_the_text_report_tells_the_failure_and_exits_with_1(
    capture: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start(["--lang", "en", "explain", str(capture)]) == 1
    text = capsys.readouterr().out
    assert "4 payments: 3 without a fault · 1 failed" in text
    assert "coupon balance too small" in text


def test_json_lines_and_json(capture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert start(["explain", str(capture), "--format", "jsonl", "--fail-on", "never"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [json.loads(line)["schema"] for line in lines] == ["posdiag/run/1"] * 4
    assert start(["explain", str(capture), "--format", "json", "--only", "incompatible"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert len(document["runs"]) == 1
    assert document["capture"][0]["lines"] == 1


def test_standard_input(
    capture: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stdin:
        buffer = io.BytesIO(capture.read_bytes())

    monkeypatch.setattr("sys.stdin", Stdin)
    assert start(["explain", "-", "--format", "jsonl"]) == 1
    assert len(capsys.readouterr().out.splitlines()) == 4


def test_hints_are_taken(capture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["explain", str(capture), "--as", "iso87-ascii", "--port", "9100", "--format", "jsonl"]
    assert start(words) == 1
    assert start([*words[:4], "--port", "9", "--format", "jsonl"]) == 5
    assert start(["explain", str(capture), "--pos", "reference/iso-direct@4.1", "--format", "jsonl"]) in (
        0,
        1,
    )


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["no-such.pcap"], 2),
        (["{}", "--as", "kr-sf"], 2),
        (["{}", "--pos", "reference/iso-direct"], 2),
        ([], 2),
    ],
)
def test_wrong_input_is_told_in_words(
    capture: Path, words: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start(["--lang", "en", "explain", *(word.format(capture) for word in words)]) == code
    told = capsys.readouterr().err
    assert told.strip()
    assert "Traceback" not in told


def test_what_is_no_capture_and_what_is_cut_short(capture: Path, tmp_path: Path) -> None:
    other = tmp_path / "x.bin"
    other.write_bytes(bytes(range(200)) * 4)
    assert start(["explain", str(other)]) == 2
    other.write_bytes(b"")
    assert start(["explain", str(other)]) == 2
    other.write_bytes(capture.read_bytes()[:-30])
    assert start(["explain", str(other), "--format", "jsonl", "--fail-on", "never"]) == 0


def test_several_captures_are_one_report(capture: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other, report = capture.with_name("b.pcap"), capture.with_name("report.txt")
    other.write_bytes(capture.read_bytes())
    assert start(["--lang", "en", "explain", str(capture), str(other), "--output", str(report)]) == 1
    assert "8 payments" in report.read_text(encoding="utf-8")
    assert capsys.readouterr().out == ""
