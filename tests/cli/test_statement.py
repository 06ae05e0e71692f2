"""statement: a file or stdin in, findings out, exit codes by severity."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from posdiag.cli.phrases.statement import TEXTS

Posdiag = Callable[..., Any]
TWICE = """일시,상호,금액,결제수단,승인번호
2025-07-26 12:03,김밥천국,8000,쿠폰,30000003
2025-07-26 12:03,김밥천국,8000,쿠폰,30000004
"""


@pytest.fixture
def twice(tmp_path: Path) -> str:
    path = tmp_path / "twice.csv"
    path.write_bytes(TWICE.encode("cp949"))
    return str(path)


def test_findings_end_with_one(posdiag: Posdiag, twice: str) -> None:
    ran = posdiag("statement", twice)
    assert (ran.code, ran.err) == (1, "")
    assert "1. critical · charged twice [txn.duplicate]" in ran.out
    assert "euc-kr" in ran.out
    assert posdiag("statement", twice, "--fail-on", "never").code == 0


def test_stdin_and_json(posdiag: Posdiag, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TWICE.encode())))
    told = json.loads(posdiag("statement", "--format", "json").out)
    assert told["schema"] == "posdiag/statement/1"
    assert [one["lines"] for one in told["findings"]] == [[2, 3]]


def test_a_quiet_statement_ends_with_zero(posdiag: Posdiag, tmp_path: Path) -> None:
    path = tmp_path / "quiet.txt"
    path.write_text("2025-07-26 12:03 김밥천국 8,000원 결제\n", encoding="utf-8")
    assert posdiag("statement", str(path), "--holder-region", "서울").code == 0


def test_nothing_and_no_file_are_told(posdiag: Posdiag, tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_text("\n\n", encoding="utf-8")
    assert posdiag("statement", str(path)).code == 5
    ran = posdiag("statement", str(tmp_path / "missing.csv"), lang="ko")
    assert ran.code == 2
    assert "읽을 수 없습니다" in ran.err
    assert posdiag("statement", str(path), "--holder-region", "atlantis").code == 2
    assert TEXTS


def test_too_large_a_file_is_told(posdiag: Posdiag, twice: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("posdiag.statement.decoded.MAX_BYTES", 10)
    ran = posdiag("statement", twice)
    assert (ran.code, "more than 10 bytes" in ran.err) == (2, True)
