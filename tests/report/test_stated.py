"""A statement's report names rows, causes and what could not be read."""

from __future__ import annotations

import json

from posdiag.diagnose.causes import load_causes
from posdiag.profile.regions import load_regions
from posdiag.profile.roots import Roots
from posdiag.report.lines import plain
from posdiag.report.stated import statement_lines, statement_object
from posdiag.statement.examine import examine
from posdiag.statement.read import read_statement

REGIONS = load_regions(Roots.of())
NAMES = {cause.id: cause.name for cause in load_causes(Roots.of())}
TEXT = """일시,상호,금액,결제수단,승인번호
2025-07-26 12:03,김밥천국,8000,쿠폰,30000003
2025-07-26 12:03:30,김밥천국,8000,쿠폰,30000004
어제,김밥천국,8000,쿠폰,30000005
"""


def told(text: str, lang: str) -> list[str]:
    statement = read_statement(text, REGIONS)
    return list(plain(statement_lines(statement, examine(statement, REGIONS), lang, 100, NAMES)))


def test_a_finding_names_cause_rows_and_advice() -> None:
    rows = told(TEXT, "ko")
    assert rows[0] == "3건을 읽었습니다 (표, utf-8)."
    assert any(row.startswith("1. 심각 · 이중 결제 [txn.duplicate]") for row in rows)
    assert "     3: 2025-07-26 12:03:30 · 김밥천국 · 승인 · 8,000원 · 쿠폰 · 30000004" in rows
    assert any(row.startswith("  4행 1열: 날짜를 읽을 수 없습니다") for row in rows)


def test_a_quiet_statement_says_so() -> None:
    assert "Nothing odd was found." in told("7/21 12:03 행복마트 1,000원 결제", "en")
    assert "07-21 12:03 to 07-21 12:03" in told("7/21 12:03 행복마트 1,000원 결제", "en")


def test_the_object_holds_every_row_and_finding() -> None:
    statement = read_statement(TEXT, REGIONS)
    made = json.loads(json.dumps(statement_object(statement, examine(statement, REGIONS), NAMES)))
    assert made["schema"] == "posdiag/statement/1"
    assert [one["line"] for one in made["payments"]] == [2, 3, 4]
    assert [(one["cause"], one["lines"], one["strength"]) for one in made["findings"]] == [
        ("txn.duplicate", [2, 3], "almost-certain")
    ]
    assert [(one["line"], one["column"]) for one in made["unread"]] == [(4, 1)]
    assert made["aside"] == [1]
