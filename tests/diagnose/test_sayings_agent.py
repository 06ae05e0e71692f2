"""The table of sentences: four columns, no code twice, both languages."""

from __future__ import annotations

from posdiag.diagnose.sayings_agent import AGENT_SAYINGS
from posdiag.transcript import Party


def test_each_row_has_a_code_a_party_and_two_sentences() -> None:
    rows = [line.split(" | ") for line in AGENT_SAYINGS.splitlines() if line and not line.startswith("#")]
    assert all(len(row) == 4 and all(cell.strip() for cell in row) for row in rows)
    assert {party for _, party, _, _ in rows} <= {party.value for party in Party}
    assert len({code for code, *_ in rows}) == len(rows)
    assert all(code.startswith("agent.") for code, *_ in rows)
    assert all(any("가" <= letter <= "힣" for letter in korean) for _, _, korean, _ in rows)
    assert all(english.isascii() for *_, english in rows)


def test_an_agent_that_does_not_run_is_told_in_plain_words() -> None:
    row = next(line for line in AGENT_SAYINGS.splitlines() if line.startswith("agent.not_running"))
    assert "The VAN agent program on the POS PC is not running" in row
