"""Where results go: stdout, or a file that appears only when it is whole. Progress goes to stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from posdiag.cli.endings import ReaderGone
from posdiag.cli.texts import tell
from posdiag.errors import PosdiagError, Problem
from posdiag.report.columns import WIDTH, plain_signs
from posdiag.report.lines import Line, plain

_NARROWEST, _WIDEST = 72, 160


@dataclass(frozen=True, slots=True)
class Result:
    """An open place for a result, in bytes. `encoding` is what a text report is written in."""

    stream: BinaryIO
    name: str  # as errors call it
    lang: str
    encoding: str = "utf-8"
    painted: bool = False  # a terminal that wants colours
    width: int = WIDTH

    def write(self, text: str) -> None:
        """Text as UTF-8 and at once: JSON, whoever reads it."""
        self.send(text.encode("utf-8", "backslashreplace"))

    def send(self, encoded: bytes) -> None:
        """The same of what is encoded already."""
        with _errors_named(self.name, self.lang):
            self.stream.write(encoded)
            self.stream.flush()

    def write_lines(self, lines: Iterable[Line]) -> None:
        """A report for people: coloured on a terminal, in ASCII signs where the output has no others."""
        with _errors_named(self.name, self.lang):
            if self.painted:
                from posdiag.cli.paint import paint

                paint(lines, self.width)
                return
            for text in plain(lines):
                self.stream.write(f"{self._carried(text)}\n".encode(self.encoding, "replace"))
            self.stream.flush()

    def _carried(self, text: str) -> str:
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            return plain_signs(text)
        return text


@contextmanager
def result(path: Path | None, lang: str) -> Iterator[Result]:
    """The place for a result; a PosdiagError (exit 3) where it cannot be written.

    A file is written beside its place and moved there at the end, so that a report is whole or not
    there; it is opened first, so that a wrong name is told before the work and not after it. Pipes and
    devices are written as they stand.
    """
    if path is None:
        yield _stdout(lang)
        return
    name = f"--output {path}"
    with _errors_named(name, lang):
        target = path.resolve()
        special = target.exists() and not target.is_file()
        part = target if special else target.with_name(f".{target.name}.part")
        stream = part.open("wb")
    try:
        yield Result(stream, name, lang)
        with _errors_named(name, lang):
            stream.close()
            if not special:
                _move(part, target)
    except BaseException:
        with suppress(OSError):
            stream.close()
        if not special:
            part.unlink(missing_ok=True)
        raise


def _move(part: Path, target: Path) -> None:
    if target.exists():
        import shutil  # it loads every kind of archive

        shutil.copymode(target, part)
    os.replace(part, target)


@contextmanager
def _errors_named(name: str, lang: str) -> Iterator[None]:
    """What the operating system says about an output, as an error with its place."""
    try:
        yield
    except BrokenPipeError as error:
        raise ReaderGone from error
    except OSError as error:
        what = tell(lang, "error.output", what=error.strerror or str(error))
        raise PosdiagError(Problem(name, what, tell(lang, "error.output_remedy"))) from error


def _stdout(lang: str) -> Result:
    stdout = sys.stdout
    on_terminal = stdout.isatty()
    colours = on_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    width = WIDTH
    if on_terminal:
        import shutil

        width = min(max(shutil.get_terminal_size((WIDTH, 24)).columns, _NARROWEST), _WIDEST)
    stdout.flush()
    return Result(stdout.buffer, "stdout", lang, stdout.encoding or "utf-8", colours, width)


class Progress:
    """A line on stderr that overwrites itself; silent where stderr is no terminal."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()

    def show(self, text: str) -> None:
        if self._shown:
            room = _NARROWEST - 2
            print(f"\r{text[:room]:<{room}}\r", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        self.show("")
