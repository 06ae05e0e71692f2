"""`posdiag tap` as a program: a sale through it, an announced port, a recording, a clean end by Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from posdiag import assembly
from posdiag.cli.main import main
from posdiag.wire.message import Kind, Message
from tests.link.listening import listening

LOCAL = "127.0.0.1"
PATIENCE_S = 30.0
CODEC = assembly.library().dialects.codec_for("kr-fs")
PAN = "9400010000001012"
SALE = CODEC.encode(
    Message(
        Kind.APPROVE,
        False,
        {"tid": "10000001", "stan": "000123", "amount": "12300", "entry": "K", "card": PAN},
    )
)
ANSWER = CODEC.encode(
    Message(
        Kind.APPROVE,
        True,
        {
            "tid": "10000001",
            "stan": "000123",
            "result": "00",
            "approval": "12345678",
            "approved_amount": "12300",
        },
    )
)


@contextmanager
def terminal() -> Iterator[int]:
    """A terminal that ACKs and approves whatever it is asked, once a connection."""

    def approve(sock: socket.socket) -> None:
        if sock.recv(4096):
            sock.sendall(b"\x06" + ANSWER)
            sock.recv(1)

    with listening(approve) as port:
        yield port


@contextmanager
def tapping(*words: str) -> Iterator[tuple[subprocess.Popen[str], int, str]]:
    """The program, the port that it says it listens on, and what it said before that."""
    command = [sys.executable, "-m", "posdiag", "--lang", "en", *words]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ}
    ) as tap:
        assert tap.stderr is not None
        killer = threading.Timer(PATIENCE_S, tap.kill)
        killer.start()
        try:
            before = ""
            while not (line := tap.stderr.readline()).startswith("listening "):
                assert line, before
                before += line
            yield tap, int(line.rpartition(":")[2]), before
        finally:
            killer.cancel()
            tap.kill()


def pay(port: int) -> bytes:
    with socket.create_connection((LOCAL, port), PATIENCE_S) as pos:
        pos.sendall(SALE)
        heard = b""
        while len(heard) < 1 + len(ANSWER):
            heard += pos.recv(4096)
        pos.sendall(b"\x06")
        return heard


def test_a_sale_is_shown_recorded_and_judged_and_ctrl_c_ends_it_cleanly(tmp_path: Path) -> None:
    path = tmp_path / "sale.pcapng"
    with (
        terminal() as far,
        tapping("tap", f"tcp://{LOCAL}:0", f"tcp://{LOCAL}:{far}", "--record", str(path)) as (tap, port, _),
    ):
        assert pay(port) == b"\x06" + ANSWER
        assert tap.stdout is not None
        shown = ""
        while "over: closed" not in shown:
            shown += tap.stdout.readline()
        tap.send_signal(signal.SIGINT)
        rest, errors = tap.communicate(timeout=PATIENCE_S)
    shown += rest
    assert tap.returncode == 0, errors
    assert "POS → terminal  0200 sale 12,300 won" in shown
    assert "terminal → POS  0210 answer 00 12,300 won" in shown
    assert "no fault" in shown
    assert "Traceback" not in errors
    assert f"recorded: {path}" in errors
    recorded = path.read_bytes()
    assert recorded.startswith(b"\x0a\x0d\x0d\x0a")
    assert PAN.encode() not in recorded


def test_json_lines_tell_each_payment_and_faults_bend_the_line(tmp_path: Path) -> None:
    with terminal() as far, tapping(
        "tap", f"tcp://{LOCAL}:0", f"tcp://{LOCAL}:{far}", "--format", "jsonl", "--fault", "drop",
        "--fail-on", "never", "--for", "6",
    ) as (tap, port, before):  # fmt: skip
        with socket.create_connection((LOCAL, port), PATIENCE_S) as pos:
            pos.sendall(SALE)
            assert pos.recv(1) == b"\x06"
            pos.settimeout(1)
            with pytest.raises(TimeoutError):
                pos.recv(1)
        shown, errors = tap.communicate(timeout=PATIENCE_S)
    assert tap.returncode == 0, errors
    runs = [json.loads(line) for line in shown.splitlines()]
    assert [run["scenario"] for run in runs] == ["capture"]
    assert "test cards only" in before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["tap", "tcp://nowhere", "tcp://127.0.0.1:9"], "LISTEN"),
        (["tap", "tcp://127.0.0.1:0", "sim:counter-fs"], "TERMINAL"),
        (["tap", "tcp://127.0.0.1:0", "tcp://127.0.0.1:9", "--fault", "nak-storm"], "not one of a line"),
        (["tap", "tcp://127.0.0.1:0", "tcp://127.0.0.1:9", "--as", "kr-sf"], "kr-fs"),
        (["tap", "tcp://127.0.0.1:0", "tcp://127.0.0.1:9", "--pos", "reference/hangang"], "releases"),
        (["tap", "tcp://127.0.0.1:0", "tcp://127.0.0.1:9", "--unmasked"], "--record"),
        (["tap", "tcp://127.0.0.1:0", "tcp://127.0.0.1:9", "--record", "/nosuch/folder/f"], "--record"),
    ],
)
def test_what_cannot_be_is_told_before_anything_is_opened(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--lang", "en", *words]) == 2
    assert said in capsys.readouterr().err
