"""matrix: what a pipeline sees of it: exit codes, reports beside each other, equal whatever plays it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from posdiag.cli.matrix import ending
from posdiag.diagnose.finding import Severity
from posdiag.matrix.baseline import Entry
from posdiag.matrix.compare import compare
from posdiag.matrix.fingerprint import Identity
from posdiag.matrix.played import Played
from tests.matrix.small import a_tally, failed, unjudged, well

Posdiag = Callable[..., Any]
SMALL = ("matrix", "barcode", "sale-within-balance", "--pos", "reference/hangang@>=2.1", "--prove", "none")
TODAY = date(2026, 9, 21)


def known(scenario: str, expires: date) -> Entry:
    cause = "comm.timeout.pos_too_short"
    return Entry(
        Identity(scenario, "reference/till@1.0", "counter", (), "incompatible", cause), "r", "o", expires
    )


@pytest.mark.parametrize(
    ("results", "entries", "codes"),
    [  # error, warning, new, never
        ([well(0)], [], (0, 0, 0, 0)),
        ([well(0, Severity.NOTE)], [], (0, 0, 0, 0)),
        ([well(0, Severity.WARNING)], [], (0, 1, 0, 0)),
        ([failed(0)], [], (1, 1, 1, 0)),
        ([failed(0)], [known("qr", date(2027, 1, 1))], (1, 1, 0, 0)),
        ([failed(0)], [known("qr", date(2026, 1, 1))], (1, 1, 1, 0)),
        ([well(0)], [known("qr", date(2027, 1, 1))], (0, 0, 1, 0)),
        ([unjudged(0)], [], (3, 3, 3, 3)),
        ([failed(0), unjudged(1)], [], (1, 1, 1, 3)),
    ],
)
def test_the_exit_code_follows_fail_on(
    results: list[Played], entries: list[Entry], codes: tuple[int, ...]
) -> None:
    tally = a_tally(*results)
    compared = compare(tally, {one.identity.fingerprint: one for one in entries}, TODAY)
    assert tuple(ending(tally, compared, limit) for limit in ("error", "warning", "new", "never")) == codes


def test_a_report_that_could_not_be_written_never_makes_a_failure_a_success() -> None:
    bad, good = a_tally(failed(0)), a_tally(well(0))
    assert ending(bad, compare(bad, {}, TODAY), "error", unwritten=1) == 1
    assert ending(good, compare(good, {}, TODAY), "error", unwritten=1) == 3
    assert ending(bad, compare(bad, {}, TODAY), "never", unwritten=1) == 3


def test_every_report_in_its_place_and_the_text_on_stdout(posdiag: Posdiag, tmp_path: Path) -> None:
    kinds = ("json", "jsonl", "junit", "sarif", "html", "markdown", "github", "github-summary", "codequality")
    outputs = [word for kind in kinds for word in ("--output", f"{kind}={tmp_path / kind}")]
    ran = posdiag(*SMALL, *outputs)
    assert ran.code == 1
    assert ran.out.startswith("2 scenarios × 3 releases, 6 replays · compatible 5 · incompatible 1\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(kinds)
    rows = [json.loads(row) for row in (tmp_path / "jsonl").read_text().splitlines()]
    assert [row["seed"] for row in rows] == [0] * 6
    assert json.loads((tmp_path / "json").read_text())["runs"] == rows


def test_a_place_that_cannot_be_written_is_told_and_the_failure_stays_one(
    posdiag: Posdiag, tmp_path: Path
) -> None:
    words = ("--output", f"sarif={tmp_path / 'no' / 's'}", "--output", f"junit={tmp_path / 'j'}")
    ran = posdiag(*SMALL, *words)
    assert ran.code == 1
    assert "the result cannot be written" in ran.err
    assert (tmp_path / "j").is_file()
    assert posdiag(*SMALL, *words, "--fail-on", "never").code == 3


def test_two_processes_write_what_one_writes(posdiag: Posdiag) -> None:
    one = posdiag(*SMALL, "--repeat", "4", "--format", "json")
    two = posdiag(*SMALL, "--repeat", "4", "--format", "json", "--jobs", "2")
    assert one.out == two.out
    assert one.code == two.code == 1


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("-k", "qr and"), 2, "column 7: a word is missing at the end"),
        (("-k", "tag:no-such"), 5, "no replay matches the selection"),
        (("--engine", "dask:8786"), 2, "not an engine"),
        (("--baseline", "none.yaml"), 2, "none.yaml: cannot be read"),
        (("--today", "soon"), 2, "--today soon: no day"),
        (("--changed-since", "no-such-revision"), 2, "--changed-since no-such-revision: "),
    ],
)
def test_what_is_wrong_ends_with_its_code_and_words(
    posdiag: Posdiag, words: tuple[str, ...], code: int, told: str
) -> None:
    ran = posdiag(*SMALL, *words)
    assert (ran.code, ran.out) == (code, "")
    assert told in ran.err


def test_it_speaks_korean(posdiag: Posdiag) -> None:
    ran = posdiag(*SMALL, lang="ko")
    assert ran.out.startswith("시나리오 2 × 릴리스 3, 재생 6건 · 호환 5 · 비호환 1\n")
    assert "종료 코드" in posdiag("matrix", "--help", lang="ko").out
