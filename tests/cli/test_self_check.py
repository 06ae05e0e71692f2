"""self-check: the list, the steps, and a run of answers as a transcript."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from typing import Any

import pytest

from posdiag.cli.phrases.self_check import TEXTS

Posdiag = Callable[..., Any]


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def give(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    return give


def test_the_list_for_merchant_and_customer(posdiag: Posdiag) -> None:
    merchant, customer = (
        posdiag("self-check", "--for", who, lang="ko").out for who in ("merchant", "customer")
    )
    assert "직전 거래를 조회" in merchant
    assert "직전 거래를 조회" not in customer
    assert TEXTS


def test_the_steps_as_json(posdiag: Posdiag) -> None:
    told = json.loads(posdiag("self-check", "--format", "json").out)
    assert told["schema"] == "posdiag/self-check/1"


def test_a_run_of_answers(posdiag: Posdiag, answers: Callable[[str], None]) -> None:
    answers("9\n1\n\n?\n2\n2\nq\n")
    ran = posdiag("self-check", "--for", "customer", "--interactive", "--format", "json")
    told = json.loads(ran.out)
    assert ran.code == 0
    assert told["schema"] == "posdiag/self-checked/1"
    assert told["facts"] == {"notice": "none", "shop.enrolled": "no", "shop.region": "other"}
    assert told["causes"] == ["merchant.not_enrolled", "coupon.region_mismatch"]
    assert ran.err.count("Give a number from 1 to 5.") == 1


def test_answers_that_end_early_keep_what_was_said(posdiag: Posdiag, answers: Callable[[str], None]) -> None:
    answers("4\n")
    ran = posdiag("self-check", "--interactive", lang="ko")
    assert "짚이는 원인: 이중 결제 [txn.duplicate]" in ran.out
    assert "두 승인번호" in ran.out
