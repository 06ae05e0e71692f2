"""Message lines and receipts."""

from __future__ import annotations

import pytest

from posdiag_sim.texts import LINES, lines, receipt


@pytest.mark.parametrize("code", sorted(set(LINES) - {"C1", "C2", "C3"}))
def test_message_lines_fit_sixteen_bytes_of_cp949(code: str) -> None:
    assert max(len(line.encode("cp949")) for line in lines(code)) <= 16


def test_an_unknown_code_is_shown_as_it_is() -> None:
    assert lines("Z9") == ("거래 거절", "Z9")


def test_a_receipt_masks_the_card_and_names_amount_and_approval() -> None:
    text = receipt(
        "신용승인", {"card": "9400001200004047", "approved_amount": "12000", "approval": "12345678"}
    )
    assert "940000******4047" in text
    assert "12,000원" in text
    assert "12345678" in text
    assert "9400001200004047" not in text
