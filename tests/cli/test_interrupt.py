"""Ctrl-C in the middle of diagnose: what had ended is reported whole, and nothing is a traceback."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from posdiag import assembly, engine
from posdiag.cli.interrupt import held, until_ended
from posdiag.record import RunRecord, Verdict
from tests.cli.conftest import Ran

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


def test_what_had_ended_is_reported() -> None:
    code, out, err = interrupted_in_the_third_run("--format", "text")
    assert code == 130
    assert "Traceback" not in out + err
    assert "Interrupted." in err
    summary, words = out.splitlines()[:2]
    count = int(summary.partition(" ")[0])
    assert words.startswith(f"Interrupted: only {count} of ")
    assert count >= 2


@pytest.fixture
def third_is_interrupted(
    engine_gives: Callable[..., object],
    make_record: Callable[..., RunRecord],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Ctrl-C while the third run of this process is played."""
    engine_gives(make_record(Verdict.COMPATIBLE), make_record(Verdict.INCOMPATIBLE))
    two = assembly.run

    def run(plan: engine.Plan) -> Iterator[engine.Event]:
        yield from two(plan)
        signal.raise_signal(signal.SIGINT)
        while True:
            yield engine.RunStarted(3, 3, "sale-within-balance", "reference/made-up", "1.0")

    monkeypatch.setattr(assembly, "run", run)


@pytest.mark.usefixtures("third_is_interrupted")
@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_what_had_ended_is_data_too(form: str, posdiag: Callable[..., Ran]) -> None:
    ran = posdiag("diagnose", "--format", form)
    assert ran.code == 130
    assert "Interrupted." in ran.err
    assert ran.out.endswith("\n")
    if form == "json":
        document = json.loads(ran.out)
        assert len(document["runs"]) == 2
        assert document["interrupted"] is True
    else:
        assert len([json.loads(row) for row in ran.out.splitlines()]) == 2


@pytest.mark.usefixtures("third_is_interrupted")
def test_a_report_that_goes_to_a_file_is_there_too(tmp_path: Path, posdiag: Callable[..., Ran]) -> None:
    path = tmp_path / "runs.json"
    assert posdiag("diagnose", "--format", "json", "--output", str(path)).code == 130
    assert json.loads(path.read_text(encoding="utf-8"))["interrupted"] is True
    assert [one.name for one in tmp_path.iterdir()] == ["runs.json"]


@pytest.mark.parametrize("form", ["text", "json", "jsonl"])
def test_where_nothing_had_ended_that_is_told(
    form: str, engine_gives: Callable[..., object], posdiag: Callable[..., Ran]
) -> None:
    engine_gives(KeyboardInterrupt())
    ran = posdiag("diagnose", "sale-within-balance", "--pos", "reference/hallasan@newest", "--format", form)
    assert ran.code == 130
    assert ran.err.strip() == "Interrupted."
    if form == "json":
        assert json.loads(ran.out) == {"schema": "posdiag/runs/1", "runs": [], "interrupted": True}
    elif form == "text":
        assert "only 0 of 1 replays" in ran.out
    else:
        assert ran.out == ""


def test_a_terminal_that_says_nothing_is_not_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as terminal:
        terminal.settimeout(SOON_S)
        url = f"tcp://127.0.0.1:{terminal.getsockname()[1]}"
        child = started(
            *("sale-within-balance", "--pos", "reference/hallasan@newest"),
            *("--terminal", url),
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
    assert b"only 0 of 1 replays" in out


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
