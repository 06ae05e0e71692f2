"""A capture is surveyed here or by a process beside, with the same outcome."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pytest

from posdiag import assembly
from posdiag.cli import surveyed
from posdiag.cli.start import start
from posdiag.cli.surveyed import Asked
from posdiag.errors import InputError, PosdiagError
from posdiag.explain.ways import Ways
from tests.cli.test_explain import pcap
from tests.explain.scenes import host_sale

#: Sound payments, refusals, one without an answer, damage, and bytes in no frame.
SAID = [
    *(one for n in range(1, 40) for one in host_sale(f"{n:06d}", n * 2_000)),
    *(one for n in range(1, 4) for one in host_sale(f"0001{n:02d}", 100_000 + n * 2_000, result="51")),
    host_sale("000200", 150_000)[0],
    *((at, who, data[:8] + b"\xff" + data[9:]) for at, who, data in host_sale("000201", 400_000)),
    (500_000, True, b"\x00\x10no message, this"),
]


pytestmark = pytest.mark.usefixtures("usual")


@pytest.fixture
def capture(tmp_path: Path) -> Path:
    path = tmp_path / "shop.pcap"
    path.write_bytes(pcap(SAID))
    return path


def told(words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = start(["--lang", "en", "explain", *words])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.fixture
def usual() -> Iterator[None]:
    """Puts back how processes are started."""
    yield
    multiprocessing.set_start_method(None, force=True)


def beside(monkeypatch: pytest.MonkeyPatch, method: str | None = None) -> None:
    """Have even small files surveyed by another process."""
    monkeypatch.setattr(surveyed, "LARGE_BYTES", 0)
    monkeypatch.setattr(surveyed, "_processors", lambda: 2)
    multiprocessing.set_start_method(method, force=True)


METHODS = multiprocessing.get_all_start_methods()


@pytest.mark.parametrize(
    ("method", "form"), [*((each, "jsonl") for each in METHODS), (METHODS[0], "json"), (METHODS[0], "text")]
)
def test_both_ways_tell_the_same(
    capture: Path, method: str, form: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here = told([str(capture), "--format", form], capsys)
    beside(monkeypatch, method)
    assert told([str(capture), "--format", form], capsys) == here
    assert here[0] == 1
    assert "9400001111111117" not in here[1]


def test_a_small_file_starts_no_process(capture: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surveyed, "_started", lambda *_: pytest.fail("a process was started"))
    assert start(["explain", str(capture), "--format", "jsonl"]) == 1


def test_one_processor_starts_no_process(capture: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside(monkeypatch)
    monkeypatch.setattr(surveyed, "_processors", lambda: 1)
    monkeypatch.setattr(surveyed, "_started", lambda *_: pytest.fail("a process was started"))
    assert start(["explain", str(capture), "--format", "jsonl"]) == 1


def test_what_is_no_capture_is_told_by_the_other_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.bin"
    path.write_bytes(bytes(range(200)) * 4)
    here = told([str(path)], capsys)
    beside(monkeypatch)
    assert told([str(path)], capsys) == here
    assert here[0] == 2


def test_a_mistake_in_the_other_process_is_told_as_one(
    capture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "fork" not in multiprocessing.get_all_start_methods():
        pytest.skip("a process that was not forked does not know what is changed here")
    beside(monkeypatch, "fork")
    monkeypatch.setattr(surveyed, "Survey", None)
    with pytest.raises(RuntimeError, match="TypeError"):
        list(surveyed.surveyed(str(capture), Asked()))


def test_a_process_that_dies_is_missed(capture: Path) -> None:
    near, far = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.get_context("spawn").Process(target=os.getpid)
    child.start()
    far.close()
    ways = Ways(assembly.library())
    with pytest.raises(PosdiagError, match="has gone"):
        list(surveyed._told_by(child, near, str(capture), ways, "en"))


def test_who_wants_no_more_ends_the_other_process(capture: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside(monkeypatch)
    monkeypatch.setattr(surveyed, "_TOGETHER", 1)
    steps = surveyed.surveyed(str(capture), Asked())
    assert next(steps).payments
    steps.close()
    assert not multiprocessing.active_children()


def test_hints_that_do_not_exist_are_told_at_once() -> None:
    with pytest.raises(InputError):
        Asked(dialect="kr-sf").hints()
    with pytest.raises(InputError):
        Asked(pos="reference/iso-direct").hints()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "large.pcap"
    sold = [host_sale(f"{n:06d}") for n in range(200)]  # numbers come again, as a terminal's own do
    said = [(n * 1_000 + at, who, data) for n in range(40_000) for at, who, data in sold[n % 200]]
    path.write_bytes(pcap(said))
    assert path.stat().st_size > surveyed.LARGE_BYTES
    return path


def explaining(path: Path, stream: IO[bytes] | int) -> subprocess.Popen[bytes]:
    """The command in a group of its own, so that signals go to all its processes, as from a terminal."""
    words = [sys.executable, "-m", "posdiag", "--lang", "en", "explain", str(path), "--format", "jsonl"]
    return subprocess.Popen(words, stdout=stream, stderr=subprocess.PIPE, start_new_session=True)


def wait_until(ready: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60
    while not ready() and time.monotonic() < deadline:
        time.sleep(0.02)


def is_gone(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent as a signal")
def test_ctrl_c_ends_both_and_keeps_what_was_written(large: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    with out.open("wb") as stream:
        process = explaining(large, stream)
        wait_until(lambda: out.stat().st_size)
        os.killpg(process.pid, signal.SIGINT)
        _, complaint = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in complaint
    assert all(json.loads(line)["schema"] == "posdiag/run/1" for line in out.read_bytes().splitlines())
    assert is_gone(process.pid)


@pytest.mark.skipif(sys.platform == "win32", reason="processes are counted by their group")
def test_the_other_process_does_not_outlive_this_one(large: Path) -> None:
    process = explaining(large, subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.read(10)  # and no more: both wait for room to write
    process.kill()
    process.wait(timeout=60)
    wait_until(lambda: is_gone(process.pid))
    assert is_gone(process.pid)
    assert process.stderr is not None
    assert b"Traceback" not in process.stderr.read()
    process.stdout.close()
    process.stderr.close()
