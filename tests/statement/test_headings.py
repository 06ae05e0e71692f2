"""Headings are known without their spaces, brackets and capitals."""

from __future__ import annotations

from posdiag.statement.headings import HEADINGS, bare_heading, is_heading


def test_a_heading_is_bared() -> None:
    assert bare_heading(" 승인 금액(원) ") == "승인금액"
    assert bare_heading("Approval_No.") == "approvalno"


def test_every_heading_is_written_bare_and_stands_once() -> None:
    words = [word for names in HEADINGS.values() for word in names]
    assert [word for word in words if bare_heading(word) != word] == []
    assert len(words) == len(set(words))


def test_a_line_of_headings_is_no_payment() -> None:
    assert is_heading("일시 가맹점 금액 승인번호")
    assert not is_heading("2025-07-21 행복마트 12,300")
    assert not is_heading("금액")
