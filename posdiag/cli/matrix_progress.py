"""How far a matrix is: a bar on a terminal, a line a minute elsewhere, both on stderr."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from posdiag.cli.texts import tell

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

_MINUTE_US = 60_000_000


class MatrixProgress:
    """Shown from `begin` until `close`. `now_us` is the time at each call."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._total = self._done = self._first = 0
        self._began_us = self._told_us = 0
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def begin(self, what: str, total: int, done: int, now_us: int) -> None:
        """A stretch of work, of which `done` was there already."""
        self.close()
        self._total, self._done, self._first = total, done, done
        self._began_us = self._told_us = now_us
        if sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
            self._bar, self._task = _bar(what, total, done)

    def at(self, done: int, now_us: int) -> None:
        """So many have ended."""
        self._done = done
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=done)
        elif now_us - self._told_us >= _MINUTE_US:
            self._told_us = now_us
            self._tell(now_us)

    def _tell(self, now_us: int) -> None:
        rate = (self._done - self._first) / max((now_us - self._began_us) / 1e6, 1e-6)
        left_s = (self._total - self._done) / rate if rate else 0
        text = tell(
            self.lang,
            "matrix.at",
            done=f"{self._done:,}",
            total=f"{self._total:,}",
            percent=f"{self._done / max(self._total, 1):.0%}",
            rate=f"{rate:,.0f}",
            minutes=f"{left_s / 60:.0f}",
        )
        click.echo(text, err=True)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = self._task = None


def _bar(what: str, total: int, done: int) -> tuple[Bar, TaskID]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True, no_color=bool(os.environ.get("NO_COLOR")))
    bar = Progress(*columns, console=console, transient=True)
    task = bar.add_task(what, total=total, completed=done)
    bar.start()
    return bar, task
