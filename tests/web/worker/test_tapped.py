"""A recording followed while it grows."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from posdiag import assembly
from posdiag.capture.events import Chunk, Line, LineKind, Opened
from posdiag.errors import InputError
from posdiag.tap.recorder import Recorder
from posdiag.web.worker import tapped
from posdiag.web.worker.tapped import work
from posdiag.wire.message import Kind, Message

CARD = "9400010000001012"
CODEC = assembly.library().dialects.codec_for("kr-fs")
LINE = Line(1, LineKind.TCP, "127.0.0.1:50001", "127.0.0.1:9100", a_known=True)
S = 1_000_000


def frame(stan: str, *, reply: bool = False) -> bytes:
    sale = {"sent_at": "20250910123000", "amount": "12300", "entry": "K", "card": CARD}
    answer = {"result": "00", "approval": "12345678", "approved_amount": "12300"}
    fields = {"tid": "10000001", "stan": stan, **(answer if reply else sale)}
    return CODEC.encode(Message(Kind.APPROVE, reply, fields))


def payment(recorder: Recorder, number: int, at_us: int) -> None:
    stan = f"{number:06}"
    for from_a, data in (
        (True, frame(stan)), (False, b"\x06"), (False, frame(stan, reply=True)), (True, b"\x06"),
    ):  # fmt: skip
        recorder.take(Chunk(LINE, at_us, from_a, data))
        at_us += 20_000


def test_frames_are_told_as_they_are_written_and_payments_when_they_are_over(tmp_path: Path) -> None:
    told: list[Mapping[str, Any]] = []
    path = tmp_path / "shop-of-hong.pcapng"
    began_us = assembly.clock_us() - 20 * S
    with path.open("wb", buffering=0) as file:
        recorder = Recorder(file.write)
        recorder.take(Opened(LINE, began_us))
        payment(recorder, 1, began_us)
        recorder.tick(began_us + S)
        spec = {"file": str(path), "lang": "ko", "quiet_s": 0.6}
        follower = threading.Thread(target=work, args=(spec, told.append))
        follower.start()
        until = time.monotonic() + 10
        while sum(one["event"] == "run" for one in told) < 1 and time.monotonic() < until:
            time.sleep(0.02)
        first = list(told)
        payment(recorder, 2, began_us + 8 * S)
        recorder.tick(began_us + 9 * S)
        follower.join(20)
    assert [one["event"] for one in first] == ["frame", "frame", "frame", "frame", "run"]
    assert first[0]["text"]["ko"] == "0200 승인요청 12,300원"
    assert (first[0]["from"], first[0]["way"], first[0]["bad"], first[1]["control"]) == (
        "pos", "kr-fs", False, True,
    )  # fmt: skip
    assert [one["event"] for one in told[5:]] == ["frame", "frame", "frame", "frame", "run"]
    assert [one["run"]["verdict"] for one in told if one["event"] == "run"] == ["compatible"] * 2
    assert CARD not in str(told)
    assert CARD.encode().hex() not in str(told)
    assert "shop-of-hong" not in str(told)


def test_of_what_was_there_before_only_the_last_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tapped, "PAYMENTS_BEFORE", 2)
    monkeypatch.setattr(tapped, "FRAMES_BEFORE", 6)
    path = tmp_path / "old.pcapng"
    with path.open("wb") as file:
        recorder = Recorder(file.write)
        recorder.take(Opened(LINE, S))
        for number in range(1, 6):
            payment(recorder, number, number * 10 * S)
        recorder.close()
    told: list[Mapping[str, Any]] = []
    work({"file": str(path), "quiet_s": 0.0}, told.append)
    assert [one["event"] for one in told] == ["frame"] * 6 + ["run"] * 2
    assert [one["index"] for one in told[6:]] == [1, 2]


def test_it_ends_when_enough_is_told_and_when_the_file_is_begun_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "line.pcapng"
    file = path.open("wb", buffering=0)
    recorder = Recorder(file.write)
    recorder.take(Opened(LINE, S))
    told: list[Mapping[str, Any]] = []
    follower = threading.Thread(target=work, args=({"file": str(path)}, told.append))
    follower.start()
    time.sleep(0.3)
    assert follower.is_alive()
    file.close()
    path.unlink()
    path.write_bytes(b"")
    follower.join(20)
    assert not follower.is_alive()
    with path.open("wb", buffering=0) as again:
        recorder = Recorder(again.write)
        recorder.take(Opened(LINE, S))
        payment(recorder, 1, 10 * S)
        recorder.close()
    monkeypatch.setattr(tapped, "MOST_PAYMENTS", 1)
    work({"file": str(path)}, told.append)  # without the limit this would wait for ten minutes
    assert told[-1]["event"] == "run"


def test_what_is_no_recording_or_gone_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="gone"):
        work({"file": str(tmp_path / "none.pcapng")}, lambda event: None)
    (tmp_path / "a.pcapng").write_bytes(b"nothing of the kind, and long enough to tell")
    with pytest.raises(InputError):
        work({"file": str(tmp_path / "a.pcapng")}, lambda event: None)
