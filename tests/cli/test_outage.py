"""outage: run records in, outages out; what cannot be read is told with its line and remedy."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from posdiag import assembly
from posdiag.cli import outage as module
from posdiag.cli.phrases.outage import TEXTS

Posdiag = Callable[..., Any]


def a_run(number: int, minute: int, failed: bool, van: int = 1, tid: str = "") -> str:
    """A run as explain writes it, with a host frame that a shipped dialect wrote."""
    codec = assembly.library().dialects.codec_for("iso87-ascii")
    fields = {
        "3": "000000",
        "4": "000000012300",
        "11": f"{number % 1_000_000:06d}",
        "41": tid or f"1{number % 8:07d}",
    }
    frame = codec.encode_fields("0200", fields)  # type: ignore[attr-defined]
    causes = [{"cause": "host.unavailable", "probability": 0.9, "party": "issuer", "because": []}]
    run = {
        "schema": "posdiag/run/1",
        "terminal": f"192.0.2.{100 + number % 8}:{40000 + number} - 192.0.2.{van}:9100",
        "verdict": "incompatible" if failed else "compatible",
        "findings": [],
        "causes": causes if failed else [],
        "place": f"day.pcap: packet {number} 2026-09-21 {10 + minute // 60:02d}:{minute % 60:02d}:05.000 UTC",
        "transcript": [{"n": 1, "t_ms": 0, "link": "host", "from": "pos", "to": "van", "hex": frame.hex()}],
    }
    return json.dumps(run) + "\n"


@pytest.fixture
def day(tmp_path: Path) -> Path:
    """Four hours at two VANs; the first is down for a quarter of an hour."""
    path = tmp_path / "day.jsonl"
    rows = [
        a_run(number, number % 240, number % 2 == 0 and 60 <= number % 240 < 75, van=1 + number % 2)
        for number in range(960)
    ]
    path.write_text("".join(rows), encoding="utf-8")
    return path


def test_an_outage_is_found_in_records_and_ends_with_one(posdiag: Posdiag, day: Path) -> None:
    ran = posdiag("outage", str(day))
    assert ran.code == 1
    assert "1. VAN 192.0.2.1:9100 is down · host down [host.unavailable]" in ran.out
    assert "between 2026-09-21 11:00:05 and 11:14:05 in 4 shops failed." in ran.out
    assert posdiag("outage", str(day), "--fail-on", "never").code == 0


def test_several_files_are_read_together_and_stdin_too(
    posdiag: Posdiag, day: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(day.read_bytes())))
    told = json.loads(posdiag("outage", "-", str(day), "--format", "json").out)
    assert told["sales"] == 1920
    assert [(one["kind"], one["value"]) for one in told["found"]] == [("van", "192.0.2.1:9100")]


def test_a_quiet_day_ends_with_zero(posdiag: Posdiag, tmp_path: Path) -> None:
    path = tmp_path / "quiet.jsonl"
    path.write_text("".join(a_run(n, n % 240, False) for n in range(50)), encoding="utf-8")
    ran = posdiag("outage", str(path), lang="ko")
    assert (ran.code, ran.err) == (0, "")
    assert "장애로 볼 것이 없습니다" in ran.out


def test_every_faulty_line_is_told_with_its_place(posdiag: Posdiag, tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(
        a_run(1, 1, False) + "{oops\n\n3\n" + a_run(2, 2, False) + "[" * 100_000, encoding="utf-8"
    )
    ran = posdiag("outage", str(path))
    assert (ran.code, ran.out) == (2, "")
    places = [line.partition(": ")[0] for line in ran.err.splitlines() if not line.startswith(" ")]
    assert places == [f"{path}:2", f"{path}:4", f"{path}:6"]
    assert "--format jsonl" in ran.err


def test_another_kind_of_file_is_told_once(posdiag: Posdiag, tmp_path: Path) -> None:
    path = tmp_path / "x.pcap"
    path.write_bytes(b"\xd4\xc3\xb2\xa1\n" * 50)
    ran = posdiag("outage", str(path))
    assert ran.code == 2
    assert ran.err.count("no JSON") == 1


def test_reading_stops_after_some_faults(posdiag: Posdiag, tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(a_run(1, 1, False) + "{\n" * 500, encoding="utf-8")
    assert posdiag("outage", str(path)).err.count("no JSON") == 10


@pytest.mark.parametrize("name", ["missing.jsonl", "."])
def test_a_file_that_cannot_be_read_is_told(posdiag: Posdiag, name: str) -> None:
    ran = posdiag("outage", name)
    assert ran.code == 2
    assert ran.err.startswith(f"{name}: cannot be read: ")


def test_a_line_that_is_too_long_is_told(
    posdiag: Posdiag, day: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_LINE", 100)
    ran = posdiag("outage", str(day))
    assert ran.code == 2
    assert ran.err.startswith(f"{day}:1: a line of more than 100 bytes")


def test_without_a_time_there_is_nothing_to_find(posdiag: Posdiag, tmp_path: Path) -> None:
    path = tmp_path / "undated.jsonl"
    run = json.loads(a_run(1, 1, True)) | {"place": "serial.log: line 3 +1.000 s"}
    path.write_text(json.dumps(run), encoding="utf-8")
    ran = posdiag("outage", str(path))
    assert ran.code == 5
    assert "no payment of which the time is known" in ran.err


def test_what_explain_wrote_is_understood(posdiag: Posdiag, tmp_path: Path) -> None:
    from bench.traffic import write_host_traffic

    capture, records = tmp_path / "day.pcap", tmp_path / "day.jsonl"
    codec = assembly.library().dialects.codec_for("iso87-bcd")
    write_host_traffic(capture, codec, 200)  # type: ignore[arg-type]
    posdiag("explain", str(capture), "--format", "jsonl", "--output", str(records))
    told = json.loads(posdiag("outage", str(records), "--format", "json").out)
    assert told["sales"] == 100
    assert told["failed"] > 0
    assert told["undated"] == 0


def test_its_phrases_have_both_languages() -> None:
    assert all(korean and english for korean, english in TEXTS.values())
