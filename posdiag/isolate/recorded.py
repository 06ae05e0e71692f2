"""Runs as `diagnose --format json` and `jsonl` wrote them, read back as far as they can be repeated."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from posdiag.errors import InputError, Problem
from posdiag.isolate.outcome import Outcome
from posdiag.record import Verdict
from posdiag.worded import worded

RUN_SCHEMA = "posdiag/run/1"
MAX_FILE_BYTES = 200_000_000
_REMEDY = worded("give a file that `posdiag diagnose --format json` or `jsonl` wrote")


@dataclass(frozen=True, slots=True)
class RecordedRun:
    """What a record says of a run. `faults` are all of it, the scenario's own first."""

    place: str  # file and number of the run, as errors name it
    scenario: str
    scenario_place: str
    pos: str
    release: str
    terminal: str
    faults: tuple[str, ...]
    seed: int
    verdict: Verdict
    cause: str
    charges: int
    charged_krw: int

    @property
    def label(self) -> str:
        return f"{self.pos}@{self.release}"

    def reproduced(self, seen: Outcome) -> bool:
        """Whether a replay came to the recorded verdict with the same money.

        The recorded cause is no part of it: `diagnose` plays likely causes too before it ranks them.
        """
        money = (seen.money.charges, seen.money.charged_krw)
        return seen.verdict is self.verdict and money == (self.charges, self.charged_krw)

    def wanted(self, seen: Outcome) -> Outcome:
        """The failure to look for: as it is seen today, or by its recorded cause where it came otherwise."""
        return seen if self.reproduced(seen) else Outcome(self.verdict, self.cause)


def read_runs(path: Path) -> tuple[RecordedRun, ...]:
    """Every run of a file; InputError with its place where the file cannot be read as one."""
    name = f"--run {path}"
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise InputError(
                Problem(
                    name,
                    worded("larger than {max_file_bytes} bytes", max_file_bytes=MAX_FILE_BYTES),
                    worded("split it"),
                )
            )
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise InputError(Problem(name, worded("no such file"), _REMEDY)) from error
    except (OSError, UnicodeDecodeError) as error:
        what = error.strerror if isinstance(error, OSError) else worded("not UTF-8 text")
        raise InputError(Problem(name, worded("cannot be read: {what}", what=what), _REMEDY)) from error
    runs = tuple(_run(value, place) for place, value in _objects(text, name))
    if not runs:
        raise InputError(Problem(name, worded("no run in it"), _REMEDY))
    return runs


def _objects(text: str, name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each run's object with its place: of a document with `runs`, of one run, or of one a line."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        yield from _lines(text, name)
        return
    if isinstance(whole, dict) and isinstance(whole.get("runs"), list):
        for number, value in enumerate(whole["runs"], 1):
            yield f"{name} run {number}", value
    else:
        yield name, whole


def _lines(text: str, name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for number, row in enumerate(text.splitlines(), 1):
        if not row.strip():
            continue
        try:
            yield f"{name}:{number}", json.loads(row)
        except (ValueError, RecursionError) as error:
            raise InputError(
                Problem(f"{name}:{number}", worded("no JSON: {error}", error=error), _REMEDY)
            ) from error


def _run(value: object, place: str) -> RecordedRun:
    if not isinstance(value, dict) or value.get("schema") != RUN_SCHEMA:
        raise InputError(
            Problem(place, worded("not a run of schema {run_schema}", run_schema=RUN_SCHEMA), _REMEDY)
        )
    try:
        causes = value["causes"]
        return RecordedRun(
            place=place,
            scenario=str(value["scenario"]),
            scenario_place=str(value.get("place", "")),
            pos=str(value["pos"]["id"]),
            release=str(value["pos"]["release"]),
            terminal=str(value["terminal"]),
            faults=tuple(str(fault) for fault in value["faults"]),
            seed=int(value["seed"]),
            verdict=Verdict(value["verdict"]),
            cause=str(causes[0]["cause"]) if causes else "",
            charges=int(value["money"]["charges"]),
            charged_krw=int(value["money"]["charged"]),
        )
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        what = worded(
            "a run with something missing or of the wrong kind: {name} {error}",
            name=type(error).__name__,
            error=error,
        )
        raise InputError(Problem(place, what, _REMEDY)) from error
