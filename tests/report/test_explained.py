"""The report of captures for people."""

from __future__ import annotations

import pytest

from posdiag.report.explained import explained_report
from posdiag.report.lines import plain
from tests.explain.scenes import Said, host_sale
from tests.report.test_captures import told


def report(said: list[Said], lang: str = "en") -> str:
    teller, _ = told("text", said)
    return "\n".join(plain(explained_report(teller.tally, teller.surveys, lang, 110, {})))


def test_a_healthy_capture_is_told_in_a_few_lines() -> None:
    text = report([one for n in range(1, 300) for one in host_sale(f"{n:06d}", n * 2_000)])
    assert text.startswith("299 payments: 299 without a fault")
    assert "iso87-ascii" in text
    assert "No failure." in text
    assert len(text.splitlines()) < 12


def test_failures_that_are_alike_are_shown_once() -> None:
    said = [one for n in range(1, 60) for one in host_sale(f"{n:06d}", n * 2_000, result="51", approval="")]
    text = report(said)
    assert text.count("═══ ✗") == 1
    assert "38 more" in text
    assert "59  coupon.insufficient_balance" in text


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_capture_without_payments_says_so(lang: str) -> None:
    text = report([(0, True, b'{"a":1}'), (1, False, b'{"b":1}')], lang)
    assert "JSON" in text
    assert {"ko": "없습니다", "en": "No payment"}[lang] in text
