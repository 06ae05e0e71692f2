"""The file of `--resume`: read at the beginning, written to after each stretch of replays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from posdiag.cli.texts import tell
from posdiag.errors import PosdiagError, Problem
from posdiag.matrix.journal import Head, Reader, entry_line
from posdiag.matrix.played import Played


class JournalFile:
    """An open journal. PosdiagError (exit 3) where the file cannot be used."""

    def __init__(self, path: Path, head: Head, lang: str) -> None:
        self.path, self.lang = path, lang
        try:
            path.touch(exist_ok=True)
            self._stream: BinaryIO = path.open("r+b")
        except OSError as error:
            raise self._unusable(error) from error
        self._head = head
        self._reader = Reader(self._stream, path.name, head)

    def known(self) -> Iterator[Played]:
        """What was played before; a torn end is cut off then, so that the next line begins clean."""
        yield from self._reader.results()
        try:
            self._stream.seek(self._reader.end)
            self._stream.truncate()
            if self._reader.end == 0:
                self._stream.write(self._head.line())
            self._stream.flush()
        except OSError as error:
            raise self._unusable(error) from error

    def write(self, results: Iterable[Played]) -> None:
        """Results in one piece: what the operating system has, a killed program does not lose."""
        try:
            self._stream.write(b"".join(map(entry_line, results)))
            self._stream.flush()
        except OSError as error:
            raise self._unusable(error) from error

    def close(self) -> None:
        self._stream.close()

    def _unusable(self, error: OSError) -> PosdiagError:
        what = tell(self.lang, "matrix.journal", what=error.strerror or str(error))
        return PosdiagError(Problem(f"--resume {self.path}", what, tell(self.lang, "error.output_remedy")))
