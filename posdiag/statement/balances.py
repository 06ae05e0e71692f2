"""What the coupon's balance says: cancels that gave nothing back, and balances that lag behind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from posdiag.statement.finding import LAG, NOT_RESTORED, Odd
from posdiag.statement.pairs import Undone
from posdiag.statement.payment import Kind, Payment, Purse

#: A balance that has not caught up after so many rows will not.
_LOOK_AHEAD = 30

_ASK_ISSUER = {
    "ko": (
        "취소 전표와 승인번호로 발급 카드사에 쿠폰 복원 여부를 확인하세요. 매장은 현금으로 돌려주지 않습니다."
    ),
    "en": (
        "Ask the card company by cancel slip and approval "
        "number for the restoring; the shop pays no cash out."
    ),
}
_WAIT = {
    "ko": "다시 결제하거나 다시 취소하지 말고, 다음 날에도 같으면 발급 카드사에 확인하세요.",
    "en": "Neither pay nor cancel again; if it is the same on the next day, ask the card company.",
}


def balance_oddities(payments: Sequence[Payment], undone: Undone) -> Iterator[Odd]:
    """Findings about the balance, where the statement shows one."""
    originals = {c.line: line for line, ones in undone.by_approval.items() for c in ones}
    by_line = {p.line: p for p in payments}
    positions = {p.line: at for at, p in enumerate(payments)}
    yield from _by_other_purse(payments, originals, by_line)
    shown = [p for p in payments if p.balance_krw is not None and p.at and p.kind is not Kind.REFUSED]
    for at, (before, row) in enumerate(pairwise(shown), 1):
        later = shown[at + 1 : at + 1 + _LOOK_AHEAD]
        drawn = _drawn(row, by_line.get(originals.get(row.line, -1)))
        if not drawn or before.balance_krw is None or row.balance_krw != before.balance_krw:
            continue
        if _between(payments, positions, before, row):
            continue  # rows without a balance between them may have made up for it
        yield _stuck(row, drawn, before.balance_krw, later)


def _drawn(row: Payment, original: Payment | None) -> int:
    """By how much a row should change the coupon's balance, won; 0 where it should not, or nobody knows."""
    if row.kind is Kind.APPROVED:
        return 0 if row.purse is Purse.CARD else -row.amount_krw
    if row.kind is Kind.ADDED:
        return row.amount_krw
    from_card = row.purse is Purse.CARD or (original is not None and original.purse is Purse.CARD)
    return 0 if from_card else row.amount_krw


def _between(
    payments: Sequence[Payment], positions: Mapping[int, int], before: Payment, row: Payment
) -> bool:
    """Whether rows that show no balance stand between two that do, and may have drawn on it."""
    between = payments[positions[before.line] + 1 : positions[row.line]]
    return any(p.purse is not Purse.CARD and p.kind is not Kind.REFUSED for p in between)


def _stuck(row: Payment, drawn: int, balance: int, later: Sequence[Payment]) -> Odd:
    """A balance that did not move although the row should have moved it."""
    caught_up = _caught_up(drawn, balance, later)
    lines = (row.line,)
    if row.kind is Kind.CANCELLED and not caught_up:
        text = {
            "ko": (
                f"{row.line}행: {row.amount_krw:,}원이 취소되었으나 쿠폰 잔액이 {balance:,}원 그대로입니다."
            ),
            "en": (
                f"Line {row.line}: {row.amount_krw:,} won were "
                f"cancelled, but the balance stayed at {balance:,} won."
            ),
        }
        chance = 0.8 if later else 0.6
        why = () if later else (_LAST_ROW,)
        return Odd("cancel-unrestored", NOT_RESTORED, "error", chance, lines, text, why, (_ASK_ISSUER,))
    text = {
        "ko": f"{row.line}행 뒤에도 쿠폰 잔액이 {balance:,}원 그대로입니다.",
        "en": f"After line {row.line} the coupon's balance still stood at {balance:,} won.",
    }
    why = (_CAUGHT_UP,) if caught_up else ()
    chance = 0.9 if caught_up else 0.6
    return Odd("balance-lag", LAG, "note" if caught_up else "warning", chance, lines, text, why, (_WAIT,))


_LAST_ROW = {
    "ko": "내역의 마지막 행이라 늦게 반영되는 중일 수 있음",
    "en": "it is the last row: the balance may only be late",
}
_CAUGHT_UP = {"ko": "나중 행에서 잔액이 맞춰짐", "en": "a later row makes up for it"}


def _caught_up(drawn: int, balance: int, later: Sequence[Payment]) -> bool:
    """Whether some later balance is what it should be, counting all that came between."""
    expected = balance + drawn
    for row in later:
        expected += _drawn(row, None)
        if row.balance_krw == expected:
            return True
    return False


def _by_other_purse(
    payments: Sequence[Payment], originals: Mapping[int, int], by_line: Mapping[int, Payment]
) -> Iterator[Odd]:
    """Coupon payments whose cancel went to the card or account."""
    for cancel in payments:
        original = by_line.get(originals.get(cancel.line, -1))
        if original is None or original.purse is not Purse.COUPON or cancel.purse is not Purse.CARD:
            continue
        text = {
            "ko": (
                f"{original.line}행은 쿠폰으로 결제했는데 "
                f"{cancel.line}행의 취소는 쿠폰으로 돌아가지 않았습니다."
            ),
            "en": (
                f"Line {original.line} was paid by the coupon, but the "
                f"cancel in line {cancel.line} did not go back to it."
            ),
        }
        lines = (original.line, cancel.line)
        yield Odd("cancel-to-other-purse", NOT_RESTORED, "error", 0.85, lines, text, (), (_ASK_ISSUER,))
