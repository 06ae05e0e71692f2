"""Running a program of others: its lines, its end, and no end."""

from __future__ import annotations

import sys
from time import monotonic

import pytest

from posdiag.errors import InputError
from posdiag.link.program import LONGEST_LINE, MOST_LINES, Finished, run_program


def run(code: str, limit_s: float = 20) -> Finished:
    ticks = iter(range(1_000_000))
    return run_program((sys.executable, "-c", code), limit_s, lambda: next(ticks))


def test_lines_of_both_streams_and_the_exit_code_are_kept() -> None:
    done = run("import sys; print('one'); print('two', file=sys.stderr); sys.exit(3)")
    assert {(line.text, line.error) for line in done.lines} == {("one", False), ("two", True)}
    assert done.code == 3
    assert done.began_ms == 0 < done.ended_ms
    assert [line.at_ms for line in done.lines] == sorted(line.at_ms for line in done.lines)


def test_a_program_that_does_not_end_is_ended_with_all_it_started() -> None:
    start = monotonic()
    inner = "import time; time.sleep(60)"
    outer = "import subprocess, sys; print('up', flush=True); "
    done = run(f"{outer} subprocess.run([sys.executable, '-c', '{inner}'])", 1)
    assert done.code is None
    assert [line.text for line in done.lines] == ["up"]
    assert monotonic() - start < 15


def test_one_that_does_not_want_to_end_is_ended_all_the_same() -> None:
    deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); "
    done = run(f"{deaf} print('up', flush=True); time.sleep(60)", 1)
    assert done.code is None


def test_a_flood_of_output_is_read_and_most_of_it_dropped() -> None:
    done = run(f"print('x' * 10 * {LONGEST_LINE}); [print(n) for n in range(2 * {MOST_LINES})]")
    assert done.code == 0
    assert len(done.lines) == MOST_LINES
    assert max(len(line.text) for line in done.lines) == LONGEST_LINE


def test_bytes_that_are_no_text_do_no_harm() -> None:
    done = run(r"import sys; sys.stdout.buffer.write(b'\xff\xfe ok\n')")
    assert done.lines[0].text.endswith("ok")


def test_a_program_that_is_not_there_is_told() -> None:
    with pytest.raises(InputError) as caught:
        run_program(("/no/such/till",), 1, lambda: 0)
    assert caught.value.problems[0].place == "--run"
    with pytest.raises(InputError):
        run_program((), 1, lambda: 0)


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals there")
def test_a_signal_shows_as_a_negative_code() -> None:
    done = run("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")
    assert done.code is not None
    assert done.code < 0
