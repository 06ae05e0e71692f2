"""Files that hardly hold a payment are refused by `statement` and `case statement`, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from posdiag.cli.readable import MOST_SHOWN

Posdiag = Callable[..., Any]
PAID = "2026-11-28 13:02 행복김밥 12,300원 승인\n\n"


@pytest.fixture
def prose(tmp_path: Path) -> str:
    path = tmp_path / "notes.md"
    path.write_text(PAID + "이 줄은 결제가 아닙니다\n\n" * 8, encoding="utf-8")
    return str(path)


def test_a_file_of_hardly_any_payment_is_refused_with_its_first_unreadable_lines(
    posdiag: Posdiag, prose: str
) -> None:
    ran = posdiag("statement", prose, lang="ko")
    assert (ran.code, ran.out) == (2, "")
    assert "9줄 가운데 1줄만 결제로 읽었습니다" in ran.err
    assert "--partial" in ran.err
    assert f"{prose}:3: 결제로 읽을 수 없는 줄입니다" in ran.err
    assert ran.err.count(f"{prose}:") == 1 + MOST_SHOWN
    assert "3군데 더" in ran.err


def test_partial_takes_what_was_read_and_still_tells_the_rest(posdiag: Posdiag, prose: str) -> None:
    ran = posdiag("statement", prose, "--partial")
    assert ran.code == 0
    assert "1 payments read" in ran.out
    assert "1 of 9 lines were read" in ran.err


def test_a_sound_row_among_three_lines_of_junk_is_refused_and_read_with_partial(
    posdiag: Posdiag, tmp_path: Path
) -> None:
    path = tmp_path / "few.txt"
    row = "2026-11-20 12:31 한빛식당 12,000 소비쿠폰 00123456"
    path.write_text(f"hello there\n잔액 조회 실패\n{row}\nthe end\n", encoding="utf-8")
    refused, read = posdiag("statement", str(path)), posdiag("statement", str(path), "--partial")
    assert (refused.code, read.code) == (2, 0)
    assert "--partial" in refused.err
    for line in (1, 2, 4):
        assert f"{path}:{line}: this is no payment" in refused.err
        assert f"{path}:{line}: this is no payment" in read.err
    assert "1 payments read" in read.out


def test_a_sizeable_unreadable_part_is_told_and_the_rest_is_used(posdiag: Posdiag, tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(PAID * 4 + "이 줄은 결제가 아닙니다\n", encoding="utf-8")
    ran = posdiag("statement", str(path), "--fail-on", "never")
    assert ran.code == 0
    assert "4 of 5 lines were read" in ran.err
    assert f"{path}:9: " in ran.err


def test_a_case_takes_no_such_file_either_unless_told(posdiag: Posdiag, prose: str, tmp_path: Path) -> None:
    at = ("--db", str(tmp_path / "cases.db"), "--now", "2026-11-28 15:00")
    assert posdiag("case", "new", "손님이 두 번 결제됐다고 합니다", *at).code == 0
    ran = posdiag("case", "statement", "1", prose, *at)
    assert ran.code == 2
    assert "1 of 9 lines" in ran.err
    ran = posdiag("case", "statement", "1", prose, "--partial", *at)
    assert ran.code == 0
    assert "12,300" in ran.out


def test_a_file_without_any_payment_ends_with_five_and_says_which_form_is_expected(
    posdiag: Posdiag, tmp_path: Path
) -> None:
    path = tmp_path / "none.txt"
    path.write_text("안녕하세요\n", encoding="utf-8")
    ran = posdiag("statement", str(path))
    assert ran.code == 5
    assert "2026-11-28 13:02" in ran.err
    assert f"{path}:1: " in ran.err
