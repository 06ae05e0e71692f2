"""Checks and their likelihoods: sums that can be reckoned by hand, and the pairs that nothing tells apart."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from posdiag.checks.check import Checks, apart, entropy, inseparable
from posdiag.diagnose.causes import CauseTable

#: Two causes count as told apart where a check answers otherwise for them in three of ten cases.
APART = 0.3


def test_a_fair_coin_holds_one_bit() -> None:
    assert entropy((0.5, 0.5)) == 1.0
    assert entropy((1.0, 0.0)) == 0.0


def test_how_far_causes_are_apart_is_the_share_of_answers_that_differ(few: Checks) -> None:
    assert apart(few["lamp"], "cable", "pin") == pytest.approx(0.8)
    assert apart(few["lamp"], "balance", "pin") == 0.0


def test_pairs_that_no_check_tells_apart_are_listed(few: Checks) -> None:
    assert inseparable(few, ("cable", "balance", "pin"), 0.5) == []
    assert inseparable(Checks([few["lamp"]]), ("cable", "balance", "pin"), 0.5) == [("balance", "pin")]


def test_an_answer_that_is_not_there_is_a_key_error(few: Checks) -> None:
    assert few["lamp"].number_of("a1") == 1
    with pytest.raises(KeyError, match="no answer `a7`"):
        few["lamp"].number_of("a7")


def test_the_shipped_checks_tell_every_pair_of_causes_apart(checks: Checks, causes: CauseTable) -> None:
    assert inseparable(checks, causes.ids(), APART) == []


def test_what_only_a_technician_can_tell_apart_stands_in_the_docs(checks: Checks, causes: CauseTable) -> None:
    by_phone = Checks(check for check in checks if check.who != "technician")
    pairs = inseparable(by_phone, causes.ids(), APART)
    text = Path("docs/checks.md").read_text(encoding="utf-8")
    written = re.findall(r"^\| `([a-z_.]+)` \| `([a-z_.]+)` \|$", text, re.MULTILINE)
    assert written == pairs
