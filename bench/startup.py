"""Compares `posdiag --help` with bare python: `python -m bench startup`.

Both are started in turn, compiled: the bytecode lies in a folder of the bench's own, written before the
first start. Each figure is the median over the turns, in processor time, which other programs on the
machine do not take from; an idle machine needs as much wall time. The difference is what posdiag adds.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

TURNS = 15
#: What `posdiag --help` may take beyond `python -c pass`, in ms.
AT_MOST_MS = 50.0

_ROOT = Path(__file__).parents[1]
_BARE = (sys.executable, "-c", "pass")
#: What the console script `posdiag` does.
_HELP = (sys.executable, "-c", "from posdiag.cli.start import run; run()", "--help")

#: The part of it that is not ours.
_CLICK = (sys.executable, "-c", "import click")


def compiled(folder: str) -> Mapping[str, str]:
    """An environment in which every module of a start was compiled into `folder` before."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": folder}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    for place in ("posdiag", "simulators"):
        command = [sys.executable, "-m", "compileall", "-q", str(_ROOT / place)]
        subprocess.run(command, env=environment, check=True)
    for start in (_BARE, _CLICK, _HELP):  # compiles what is met outside the project
        start_ms(start, environment)
    return environment


def start_ms(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """Milliseconds of processor time that a program takes from start to end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, check=True, capture_output=True, cwd=_ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def measure(turns: int = TURNS) -> list[float]:
    """Medians of bare python, of `import click`, and of `posdiag --help`, in ms."""
    with tempfile.TemporaryDirectory() as folder:
        environment = compiled(folder)
        taken = [[start_ms(each, environment) for each in (_BARE, _CLICK, _HELP)] for _ in range(turns)]
    return [statistics.median(times) for times in zip(*taken, strict=True)]


def main(quick: bool = False) -> int:
    """Print them and the difference; 1 where it is more than it may be."""
    turns = 3 if quick else TURNS
    bare_ms, click_ms, help_ms = measure(turns)
    print(f"bare python      {bare_ms:6.1f} ms  (medians of {turns} starts)")
    print(f"posdiag --help   {help_ms:6.1f} ms")
    print(f"difference       {help_ms - bare_ms:6.1f} ms  (at most {AT_MOST_MS})")
    print(f"click alone      {click_ms - bare_ms:6.1f} ms")
    return 0 if help_ms - bare_ms <= AT_MOST_MS else 1
