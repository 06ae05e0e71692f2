"""Ctrl-C in the middle of diagnose: what had ended is reported whole, and nothing is a traceback."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from posdiag.cli.interrupt import held, until_ended

if sys.platform == "win32":
    pytest.skip("Ctrl-C is sent otherwise there", allow_module_level=True)

SOON_S = 60
COMMAND = [sys.executable, "-m", "posdiag", "--lang", "en", "diagnose"]


def listen_to_ctrl_c() -> None:
    """A shell starts what runs beside it with Ctrl-C ignored; the tests may run so."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def started(*arguments: str, stderr: int = subprocess.PIPE) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*COMMAND, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=stderr,
        preexec_fn=listen_to_ctrl_c,
    )


def interrupted_in_the_third_run(*arguments: str) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a diagnose whose progress had come to its third run."""
    master, terminal = os.openpty()
    child = started(*arguments, stderr=terminal)
    os.close(terminal)
    said = b""
    try:
        until = time.monotonic() + SOON_S
        while b"\r3/" not in said and time.monotonic() < until:
            said += os.read(master, 4096)
        child.send_signal(signal.SIGINT)
        out, _ = child.communicate(timeout=SOON_S)
        said += os.read(master, 65536)
    finally:
        child.kill()
        child.wait()
        os.close(master)
    return child.returncode, out.decode(), said.decode()


@pytest.mark.parametrize("form", ["text", "json", "jsonl"])
def test_what_had_ended_is_reported(form: str) -> None:
    code, out, err = interrupted_in_the_third_run("--format", form)
    assert code == 130
    assert "Traceback" not in out + err
    assert "Interrupted." in err
    if form == "text":
        summary, words = out.splitlines()[:2]
        count = int(summary.partition(" ")[0])
        assert words.startswith(f"Interrupted: only {count} of ")
    elif form == "json":
        document = json.loads(out)
        count = len(document["runs"])
        assert document["interrupted"] is True
    else:
        assert out.endswith("\n")
        count = len([json.loads(row) for row in out.splitlines()])
    assert count >= 2


def test_a_report_that_goes_to_a_file_is_there_too(tmp_path: Path) -> None:
    path = tmp_path / "runs.json"
    code, _, _ = interrupted_in_the_third_run("--format", "json", "--output", str(path))
    assert code == 130
    assert json.loads(path.read_text(encoding="utf-8"))["interrupted"] is True
    assert [one.name for one in tmp_path.iterdir()] == ["runs.json"]


@pytest.mark.parametrize("form", ["text", "json", "jsonl"])
def test_a_terminal_that_says_nothing_is_not_waited_for(form: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as terminal:
        terminal.settimeout(SOON_S)
        url = f"tcp://127.0.0.1:{terminal.getsockname()[1]}"
        child = started(
            *("sale-within-balance", "--pos", "reference/hallasan@newest"),
            *("--terminal", url, "--format", form),
        )
        try:
            line, _ = terminal.accept()
            with line:
                line.settimeout(SOON_S)
                assert line.recv(1)
                began = time.monotonic()
                child.send_signal(signal.SIGINT)
                out, err = child.communicate(timeout=SOON_S)
        finally:
            child.kill()
            child.wait()
    assert child.returncode == 130
    assert time.monotonic() - began < 10
    assert err.decode().strip() == "Interrupted."
    if form == "json":
        assert json.loads(out) == {"schema": "posdiag/runs/1", "runs": [], "interrupted": True}
    elif form == "text":
        assert b"only 0 of 1 replays" in out
    else:
        assert out == b""


def interrupt_twice() -> None:
    with held():
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)


def test_the_first_ctrl_c_waits_and_the_second_does_not() -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with held() as meanwhile:
            signal.raise_signal(signal.SIGINT)
        assert meanwhile.asked
        with pytest.raises(KeyboardInterrupt):
            interrupt_twice()
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        with held() as meanwhile:
            signal.raise_signal(signal.SIGINT)
        assert not meanwhile.asked
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_end_that_is_asked_for_is_told_and_everything_is_as_before_it(number: signal.Signals) -> None:
    before = [signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)]
    with until_ended() as ended:
        assert not ended()
        signal.raise_signal(number)
        assert ended()
    assert [signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)] == before


def test_an_end_that_is_asked_for_twice_does_not_wait() -> None:
    with until_ended() as ended:
        signal.raise_signal(signal.SIGTERM)
        assert ended()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGTERM)
