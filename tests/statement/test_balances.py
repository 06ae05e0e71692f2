"""Cancels that gave nothing back, and balances that are late."""

from __future__ import annotations

from tests.statement.shapes import kinds, odd

HEAD = "일시,상호,금액,결제수단,승인번호,잔액,상태\n"


def _shop(day: int, number: str, status: str) -> str:
    return f"가게{day if status == '승인' else number[-1]}"


def rows(*parts: tuple[str, int, str, int, str]) -> str:
    lines = [
        f"2025-07-2{n} 14:00,{_shop(n, number, status)},{krw},{purse},{number},{balance},{status}"
        for n, (number, krw, purse, balance, status) in enumerate(parts, 1)
    ]
    return HEAD + "\n".join(lines)


def test_a_cancel_that_restored_nothing_is_found_and_one_that_did_is_not() -> None:
    paid = ("30000001", 5000, "쿠폰", 95000, "승인")
    bad = rows(paid, ("30000001", 5000, "쿠폰", 95000, "취소"), ("30000003", 1000, "쿠폰", 94000, "승인"))
    assert ("cancel-unrestored", (3,)) in kinds(bad)
    assert odd(bad)[0].cause == "txn.reversal_failed"
    good = rows(paid, ("30000001", 5000, "쿠폰", 100000, "취소"), ("30000003", 1000, "쿠폰", 99000, "승인"))
    assert kinds(good) == []


def test_a_cancel_that_a_later_row_makes_up_for_was_only_late() -> None:
    late = rows(
        ("30000001", 5000, "쿠폰", 95000, "승인"),
        ("30000001", 5000, "쿠폰", 95000, "취소"),
        ("30000003", 1000, "쿠폰", 99000, "승인"),
    )
    assert [(one.kind, one.cause, one.severity) for one in odd(late)] == [
        ("balance-lag", "txn.balance_lag", "note")
    ]


def test_a_balance_that_did_not_move_lags() -> None:
    lag = rows(("30000001", 5000, "쿠폰", 95000, "승인"), ("30000002", 1000, "쿠폰", 95000, "승인"))
    assert kinds(lag) == [("balance-lag", (3,))]


def test_the_card_does_not_move_the_coupons_balance() -> None:
    text = rows(("30000001", 5000, "쿠폰", 0, "승인"), ("30000002", 1000, "일반카드", 0, "승인"))
    assert kinds(text) == []


def test_a_cancel_that_went_to_another_purse_is_found() -> None:
    text = (
        "일시,상호,금액,결제수단,승인번호,상태\n2025-07-21 14:00,가나다,5000,쿠폰,30000001,승인\n"
        "2025-07-21 15:00,가나다,5000,일반카드,30000001,취소\n"
    )
    assert kinds(text) == [("cancel-to-other-purse", (2, 3))]
