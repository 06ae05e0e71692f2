"""Runs a program of others for a while: what it prints as it prints it, how it ends, or that it does not.

It is started without a shell, in a group of its own, so that whatever it started ends with it.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import IO

from posdiag.errors import InputError, Problem
from posdiag.worded import worded

#: Lines kept of one run, and characters kept of a line; more is read and dropped.
MOST_LINES = 2_000
LONGEST_LINE = 2_000
#: Real seconds in which a program that was asked to end may do so.
_GRACE_S = 1.0


@dataclass(frozen=True, slots=True)
class Written:
    """A line on stdout or stderr, and the caller's time when it was read."""

    at_ms: int
    text: str
    error: bool = False


@dataclass(frozen=True, slots=True)
class Finished:
    """One run. `code` is None where the time was up and the program was ended."""

    began_ms: int
    ended_ms: int
    code: int | None
    lines: tuple[Written, ...]


def run_program(
    words: Sequence[str], limit_s: float, now_ms: Callable[[], int], place: str = "--run"
) -> Finished:
    """Run until the program ends or `limit_s` real seconds are over; `now_ms` is the clock to be told.

    InputError where it cannot be started. Ctrl-C ends the program too.
    """
    began_ms = now_ms()
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}  # so that lines come when they are printed
    try:
        process = subprocess.Popen(
            list(words),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            start_new_session=sys.platform != "win32",
        )
    except (OSError, ValueError, IndexError) as error:
        what = worded("`{which}` cannot be started: {error}", which=words[0] if words else "", error=error)
        raise InputError(Problem(place, what, worded("give the program with its whole path"))) from error
    lines: list[Written] = []
    readers = [_reader(process.stdout, False, lines, now_ms), _reader(process.stderr, True, lines, now_ms)]
    try:
        code = _wait(process, monotonic() + limit_s)
        ended_ms = now_ms()
    finally:
        _end(process)
        for reader in readers:
            reader.join(_GRACE_S)
    return Finished(began_ms, ended_ms, code, tuple(sorted(lines, key=lambda line: line.at_ms)))


def _wait(process: subprocess.Popen[bytes], until: float) -> int | None:
    try:
        return process.wait(max(0.0, until - monotonic()))
    except subprocess.TimeoutExpired:
        return None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and all that it started."""
    for number in (signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)):
        with contextlib.suppress(OSError):
            if sys.platform == "win32":
                process.terminate()
            else:
                os.killpg(process.pid, number)
        if process.poll() is not None and number is not signal.SIGTERM:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_GRACE_S)


def _reader(
    stream: IO[bytes] | None, error: bool, lines: list[Written], now_ms: Callable[[], int]
) -> threading.Thread:
    """Reads a stream to its end, so that the program never waits for a full pipe."""
    thread = threading.Thread(target=_read, args=(stream, error, lines, now_ms), daemon=True)
    thread.start()
    return thread


def _read(stream: IO[bytes] | None, error: bool, lines: list[Written], now_ms: Callable[[], int]) -> None:
    assert stream is not None
    with stream:
        while line := stream.readline(LONGEST_LINE):
            text = line.decode("utf-8", "replace").rstrip("\r\n")
            if text and len(lines) < MOST_LINES:
                lines.append(Written(now_ms(), text, error))
