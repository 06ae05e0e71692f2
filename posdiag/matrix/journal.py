"""The journal of `--resume`: one line for each replay that ended, so that an interruption loses nothing.

The first line says what is played; a journal of another plan, of other profiles or of another posdiag is
refused, since its results are answers to another question. A last line that was torn off counts as not
written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from posdiag.errors import InputError, Problem
from posdiag.matrix.played import Played, from_list, to_list
from posdiag.worded import worded

SCHEMA = "posdiag/journal/1"
#: A line takes a kilobyte at most.
MOST_LINE = 100_000


@dataclass(frozen=True, slots=True)
class Head:
    """What is played: digests of the plan and of all data files, the version, and how many replays."""

    plan: str
    data: str
    version: str
    total: int

    def line(self) -> bytes:
        value = {
            "schema": SCHEMA,
            "plan": self.plan,
            "data": self.data,
            "version": self.version,
            "total": self.total,
        }
        return _line(value)


def entry_line(result: Played) -> bytes:
    """One result as a line."""
    return _line(to_list(result))


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


class Reader:
    """Reads a journal from an open file. After the last result, `end` is where the next one is written."""

    def __init__(self, stream: BinaryIO, name: str, head: Head) -> None:
        self.stream, self.name, self.head = stream, name, head
        self.end = 0
        self.count = 0

    def results(self) -> Iterator[Played]:
        """The results in their order, from cell 0. InputError where this is no journal of this plan."""
        first = self._next()
        if first is None:
            return  # empty, or torn off within its first line
        self._refuse_another(first)
        while (value := self._next()) is not None:
            number = self.count + 2
            try:
                result = from_list(value)
            except ValueError as error:
                raise self._fault(number, worded("no result of a replay")) from error
            if result.index != self.count:
                raise self._fault(
                    number,
                    worded(
                        "replay {index} stands where {count} belongs", index=result.index, count=self.count
                    ),
                )
            self.count += 1
            yield result

    def _next(self) -> Any:
        """The next whole line's value; None at the end and at a torn line."""
        line = self.stream.readline(MOST_LINE)
        if not line.endswith(b"\n"):
            return None
        try:
            value = json.loads(line)
        except ValueError as error:
            if not self.stream.read(1):
                return None  # a last line that a crash of the machine left half written
            raise self._fault(self.count + 2 if self.end else 1, worded("no JSON")) from error
        self.end += len(line)
        return value

    def _fault(self, line: int, what: str) -> InputError:
        remedy = worded("give the file of an interrupted run, or a name that is free")
        return InputError(Problem(f"--resume {self.name}:{line}", what, remedy))

    def _refuse_another(self, first: Any) -> None:
        if not isinstance(first, dict) or first.get("schema") != SCHEMA:
            raise self._fault(1, worded("no journal of a matrix"))
        place = f"--resume {self.name}"
        remedy = worded("call it as it was called then, or take the file away to begin anew")
        head = self.head
        if first.get("data") != head.data:
            what = worded("profiles, scenarios or rigs have changed since it was begun")
            remedy = worded("take the file away to begin anew: its results belong to the files as they were")
        elif first.get("plan") != head.plan or first.get("total") != head.total:
            what = worded("it belongs to another selection: other scenarios, releases, rigs, faults or seeds")
        elif first.get("version") != head.version:
            what = worded(
                "it was begun with posdiag {value}, and this is {version}",
                value=first.get("version"),
                version=head.version,
            )
        else:
            return
        raise InputError(Problem(place, what, remedy))
