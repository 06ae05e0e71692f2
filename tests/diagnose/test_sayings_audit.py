"""The table of sentences: four columns, no code twice, both languages."""

from __future__ import annotations

from posdiag.diagnose.sayings_audit import AUDIT_SAYINGS
from posdiag.transcript import Party


def test_each_row_has_a_code_a_party_and_two_sentences() -> None:
    rows = [line.split(" | ") for line in AUDIT_SAYINGS.splitlines() if line and not line.startswith("#")]
    assert all(len(row) == 4 and all(cell.strip() for cell in row) for row in rows)
    assert {party for _, party, _, _ in rows} <= {party.value for party in Party}
    assert len({code for code, *_ in rows}) == len(rows)
    assert all(any("가" <= letter <= "힣" for letter in korean) for _, _, korean, _ in rows)
    assert all(english.isascii() for *_, english in rows)
