"""Surveys a capture: its payments as they end, and what else was seen, step by step.

A large file is surveyed by a process beside this one, which then only tells of the payments: each takes
about half of the time.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from posdiag import assembly
from posdiag.capture.open import read
from posdiag.cli.texts import tell
from posdiag.errors import InputError, PosdiagError, Problem
from posdiag.explain.parcel import packed, unpacked
from posdiag.explain.plain import Payment, Plains
from posdiag.explain.survey import Sights, Survey
from posdiag.explain.ways import Hints, Ways

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

#: A file from this size on is surveyed by another process; for less it is not worth starting one.
LARGE_BYTES = 4_000_000
#: Payments that make a parcel.
_TOGETHER = 256
#: How far reading has come is told after so many events of a capture.
_EVERY = 5_000
#: Python looks for garbage in cycles after so many new things; a capture makes very many and no cycles.
_GARBAGE_AFTER = 200_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user knows of the lines of a capture, in his words."""

    dialect: str = ""
    pos: str = ""
    ports: tuple[int, ...] = ()
    lang: str = "en"

    def hints(self) -> Hints:
        """The same as hints; InputError for what does not exist."""
        release = None
        if self.pos:
            found = assembly.library().select((self.pos,))
            if len(found) != 1:
                what = tell(self.lang, "explain.one_pos", count=len(found))
                raise InputError(Problem("--pos", what, tell(self.lang, "explain.one_pos_remedy")))
            release = found[0]
        if self.dialect:
            assembly.library().dialects.get(self.dialect)
        return Hints(self.dialect, release, frozenset(self.ports))


@dataclass(frozen=True, slots=True)
class Step:
    """Payments that ended, how much of the file is read, in percent, and at the end what else was seen."""

    payments: list[Payment]
    percent: int
    sights: Sights | None = None


def surveyed(name: str, asked: Asked) -> Generator[Step, None, None]:
    """One capture, `-` for standard input. InputError where it cannot be read, or is no capture.

    Where a process beside surveys it, it has begun when this returns.
    """
    library, hints = assembly.library(), asked.hints()
    _quiet_garbage()
    if _large(name) and _processors() > 1:
        return _told_by(*_started(name, asked), name, Ways(library, hints), asked.lang)
    return _here(Survey(library, hints), name, asked.lang)


def _quiet_garbage() -> None:
    """Have Python look for garbage seldom, and never among what is there already."""
    gc.set_threshold(_GARBAGE_AFTER, 20, 100)
    gc.freeze()


# -- by this process ---------------------------------------------------------------------------------


def _here(survey: Survey, name: str, lang: str) -> Generator[Step, None, None]:
    together = 1 if name == "-" else _TOGETHER  # who looks on waits for nothing
    plains = Plains(survey.routes.ways)
    kept: list[Payment] = []
    try:
        with _opened(name) as stream:
            size = _size(stream)
            events = read(stream, "stdin" if name == "-" else name)
            for ended in survey.through(events, _EVERY):
                kept += plains.payments(ended)
                if len(kept) >= together or not ended:
                    percent = min(99, stream.tell() * 100 // size) if size else 0
                    yield Step(kept, percent)
                    kept = []
    except OSError as error:
        what = tell(lang, "explain.unread", what=error.strerror or str(error))
        raise InputError(Problem(name, what, tell(lang, "explain.unread_remedy"))) from error
    kept += plains.payments(survey.end())
    for at in range(0, len(kept), _TOGETHER):  # there may be thousands: who tells of them need not wait
        yield Step(kept[at : at + _TOGETHER], 99)
    yield Step([], 100, survey.sights())


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    """The capture's bytes; stdin for `-`."""
    if name == "-":
        yield sys.stdin.buffer
        return
    with Path(name).open("rb") as stream:
        yield stream


def _size(stream: BinaryIO) -> int:
    """The size of a file; 0 for a pipe."""
    try:
        found = os.fstat(stream.fileno())
    except (OSError, ValueError):
        return 0
    return found.st_size


def _large(name: str) -> bool:
    path = Path(name)
    try:
        return path.is_file() and path.stat().st_size >= LARGE_BYTES
    except OSError:
        return False


def _processors() -> int:
    """Those that this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


# -- by a process beside -----------------------------------------------------------------------------


class _Told(NamedTuple):
    """A step on its way from the other process, or what ended it."""

    parcel: bytes = b""
    percent: int = 0
    sights: Sights | None = None
    problems: tuple[Problem, ...] = ()
    mistake: str = ""


def _started(name: str, asked: Asked) -> tuple[BaseProcess, Connection]:
    """The other process, and where it tells. It ends when this is closed, or when this process is gone."""
    import multiprocessing  # here, since a small file needs none of it

    from posdiag.link.undisturbed import begin

    near, far = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.Process(target=_survey_for, args=(near, far, name, asked), daemon=True)
    begin(child, afresh=multiprocessing.get_start_method() != "fork")
    far.close()
    return child, near


def _told_by(
    child: BaseProcess, near: Connection, name: str, ways: Ways, lang: str
) -> Generator[Step, None, None]:
    """The steps that the other process takes."""
    try:
        while True:
            try:
                told: _Told = near.recv()
            except EOFError:
                raise PosdiagError(Problem(name, tell(lang, "explain.surveyor_gone"))) from None
            if told.problems:
                raise InputError(told.problems)
            if told.mistake:
                raise RuntimeError(told.mistake)
            yield Step(unpacked(told.parcel, ways), told.percent, told.sights)
            if told.sights is not None:
                return
    finally:
        near.close()
        child.terminate()
        child.join()


def _survey_for(near: Connection, far: Connection, name: str, asked: Asked) -> None:
    """What the process beside does. Ctrl-C is for the one that it works for."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    near.close()
    _quiet_garbage()
    with suppress(BrokenPipeError, ConnectionResetError):  # the other one wants no more
        try:
            survey = Survey(assembly.library(), asked.hints())
            for step in _here(survey, name, asked.lang):
                far.send(_Told(packed(step.payments, survey.routes.ways), step.percent, step.sights))
        except InputError as error:
            far.send(_Told(problems=error.problems))
        except (BrokenPipeError, ConnectionResetError):
            raise
        except Exception as error:  # a mistake of our own: told as any other
            far.send(_Told(mistake=f"{type(error).__name__}: {error}"))


__all__ = ["LARGE_BYTES", "Asked", "Step", "surveyed"]
