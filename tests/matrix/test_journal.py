"""The journal: what ended stays, a torn end counts as not written, another plan is refused."""

from __future__ import annotations

import io
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posdiag.errors import InputError
from posdiag.matrix.journal import Head, Reader, entry_line
from posdiag.matrix.played import Played
from tests.matrix.small import failed, well

HEAD = Head("plan", "data", "0.1.0", 40)
RESULTS = [well(0), failed(1), well(2)]
WHOLE = HEAD.line() + b"".join(map(entry_line, RESULTS))


def read(data: bytes, head: Head = HEAD) -> tuple[list[Played], int]:
    reader = Reader(io.BytesIO(data), "run.journal", head)
    return list(reader.results()), reader.end


def test_results_come_back_and_the_next_one_goes_behind_them() -> None:
    assert read(WHOLE) == (RESULTS, len(WHOLE))


def test_a_torn_end_loses_its_own_line_alone() -> None:
    for cut in range(1, len(WHOLE)):
        results, end = read(WHOLE[:cut])
        assert results == RESULTS[: len(results)]
        assert WHOLE[:end].count(b"\n") == len(results) + (end > 0)
        assert WHOLE[:cut].count(b"\n") == WHOLE[:end].count(b"\n")


def test_zeros_at_the_end_of_a_crashed_disk_count_as_torn() -> None:
    assert read(WHOLE + b"\0" * 40 + b"\n") == (RESULTS, len(WHOLE))


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (replace(HEAD, plan="other"), "another selection"),
        (replace(HEAD, total=7), "another selection"),
        (replace(HEAD, data="other"), "profiles, scenarios or rigs have changed"),
        (replace(HEAD, version="9"), "begun with posdiag 0.1.0, and this is 9"),
    ],
)
def test_another_plan_is_refused(head: Head, told: str) -> None:
    with pytest.raises(InputError, match=told) as caught:
        read(WHOLE, head)
    assert caught.value.problems[0].remedy


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"hello\nworld\n", 1),
        (b'{"schema":"x"}\n', 1),
        (b"[]\n", 1),
        (HEAD.line() + b"{}\n", 2),
        (HEAD.line() + b"nothing\n" + entry_line(well(0)), 2),
        (HEAD.line() + entry_line(well(0)) + entry_line(well(2)), 3),
    ],
)
def test_what_is_no_journal_is_told_with_its_line(data: bytes, line: int) -> None:
    with pytest.raises(InputError) as caught:
        read(data)
    assert caught.value.problems[0].place == f"--resume run.journal:{line}"


@given(st.binary(max_size=300), st.integers(0, len(WHOLE)))
def test_any_bytes_are_read_or_refused(junk: bytes, at: int) -> None:
    with suppress(InputError):
        results, _ = read(WHOLE[:at] + junk)
        assert len(results) <= len(RESULTS) + junk.count(b"\n")
