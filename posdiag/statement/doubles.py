"""Double charges: one shop, one amount, close in time, two approvals that both stand; rows listed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from posdiag.statement.finding import CANCELLED_TWICE, DUPLICATE, NO_ORIGINAL, Odd
from posdiag.statement.pairs import Undone, same_shop
from posdiag.statement.payment import Kind, Payment, Purse

#: Seconds between two charges -> how likely they are one sale. Beyond the last, they are two.
#: Estimates: a terminal gives up after 30 to 60 s (DOMAIN 3.3) and the cashier tries again at once; a second
#: purchase of the same price in the same minute is rare, a second coffee an hour later is not.
_BY_GAP = ((60, 0.92), (180, 0.8), (300, 0.65), (600, 0.45))
_SAME_MINUTE = 59
#: Where one holder pays the same fare for two people.
_FARES = re.compile(
    r"버스|지하철|교통|택시|자판기|주차|하이패스|톨게이트|통행료|bus|metro|subway|taxi|parking|toll|vending",
    re.I,
)
_FARE = 0.45
_NO_SHOP, _NO_CLOCK = 0.6, 0.3
_LEAST = 0.3

_ASK = {
    "ko": "두 건의 승인번호로 매장(VAN)과 카드사에 두 건이 모두 살아 있는지 먼저 확인하세요.",
    "en": "First ask the shop (its VAN) and the card company by both approval numbers whether both stand.",
}
_UNDO = {
    "ko": "둘 다 살아 있으면 뒤의 한 건을 같은 단말기에서 취소합니다. 현금으로 돌려주지 않습니다.",
    "en": "If both stand, cancel the later one on the same terminal. Do not pay it out in cash.",
}


def doubles(payments: Sequence[Payment], undone: Undone, paired: dict[int, int]) -> Iterator[Odd]:
    """Pairs of charges that are likely one sale; a row joins one pair at most as its later half."""
    approved = [p for p in payments if p.kind is Kind.APPROVED and p.line not in paired]
    alike: dict[int, list[Payment]] = {}
    for later in approved:
        best: Odd | None = None
        earlier_ones = alike.setdefault(later.amount_krw, [])
        for earlier in reversed(earlier_ones):
            if _too_early(earlier, later):
                break
            if not _in_reach(earlier, later):
                continue
            odd = _judged(earlier, later, undone)
            if odd is not None and (best is None or odd.probability > best.probability):
                best = odd
        earlier_ones.append(later)
        if best is not None:
            yield best


def _too_early(earlier: Payment, later: Payment) -> bool:
    """Whether no row before this one can be in reach: rows stand in the order of time, those without last."""
    return earlier.at is not None and later.at is not None and later.at - earlier.at > timedelta(days=1)


def _in_reach(earlier: Payment, later: Payment) -> bool:
    if earlier.at is None or later.at is None:
        return False
    if not (earlier.clock and later.clock):
        return earlier.at.date() == later.at.date()
    return (later.at - earlier.at).total_seconds() <= _BY_GAP[-1][0]


def _judged(earlier: Payment, later: Payment, undone: Undone) -> Odd | None:
    shop = same_shop(earlier.shop, later.shop)
    if shop is False:
        return None
    if earlier.approval and earlier.approval == later.approval and earlier.at == later.at:
        return _listed_twice(earlier, later)
    if earlier.total_krw is not None and earlier.total_krw == later.total_krw and earlier.at == later.at:
        return _listed_twice(earlier, later)  # one message, pasted or sent twice
    if undone.by_approval.get(earlier.line) and not _overlap(earlier, later, undone):
        return None  # it was cancelled, and then paid again: as it should be
    chance, why = _chance(earlier, later, shop)
    if chance < _LEAST:
        return None
    if not (undone.is_open(earlier) and undone.is_open(later)):
        return _undone_again(earlier, later, chance)
    lines = (earlier.line, later.line)
    severity = "critical" if chance >= 0.65 else "warning"
    text = {
        "ko": f"{lines[0]}행과 {lines[1]}행: 같은 매장에서 {later.amount_krw:,}원이 두 번 승인되었습니다.",
        "en": f"Lines {lines[0]} and {lines[1]}: {later.amount_krw:,} won were approved twice at one shop.",
    }
    return Odd("double-charge", DUPLICATE, severity, round(chance, 2), lines, text, why, (_ASK, _UNDO))


def _overlap(earlier: Payment, later: Payment, undone: Undone) -> bool:
    """Whether the earlier charge still stood when the later was made."""
    cancels = undone.by_approval[earlier.line]
    return all(c.at is not None and later.at is not None and c.clock and c.at > later.at for c in cancels)


def _chance(earlier: Payment, later: Payment, shop: bool | None) -> tuple[float, tuple[dict[str, str], ...]]:
    assert earlier.at is not None
    assert later.at is not None
    why: list[dict[str, str]] = []
    if earlier.clock and later.clock:
        seconds = (later.at - earlier.at).total_seconds()
        if not (earlier.seconds and later.seconds) and seconds < 60:
            seconds = _SAME_MINUTE
        chance = next(share for most, share in _BY_GAP if seconds <= most)
        minutes = int(seconds // 60)
        gap_ko = "같은 분" if minutes == 0 else f"{minutes}분 사이"
        gap_en = "the same minute" if minutes == 0 else f"{minutes} min"
        why.append({"ko": f"{gap_ko}에 같은 금액", "en": f"the same amount within {gap_en}"})
    else:
        chance = _NO_CLOCK
        why.append({"ko": "같은 날 같은 금액(시각 모름)", "en": "the same amount on one day, times unknown"})
    if earlier.approval and later.approval and earlier.approval != later.approval:
        why.append({"ko": "승인번호가 둘", "en": "two approval numbers"})
    elif not (earlier.approval and later.approval):
        chance *= 0.9
    if shop is None:
        chance *= _NO_SHOP
    if _FARES.search(earlier.shop):
        chance *= _FARE
        why.append({"ko": "두 사람 요금일 수 있음", "en": "may be fares for two people"})
    if {earlier.purse, later.purse} == {Purse.COUPON, Purse.CARD}:
        chance *= 0.75
        why.append(
            {"ko": "쿠폰과 카드: 나눠 결제했을 수 있음", "en": "coupon and card: may be a split payment"}
        )
    return chance, tuple(why)


def _listed_twice(earlier: Payment, later: Payment) -> Odd:
    lines = (earlier.line, later.line)
    text = {
        "ko": (
            f"{lines[0]}행과 {lines[1]}행은 승인번호가 같은 한 "
            "건입니다. 두 번 적힌 것이지 두 번 결제된 것이 아닙니다."
        ),
        "en": f"Lines {lines[0]} and {lines[1]} are one payment: listed twice, not charged twice.",
    }
    return Odd("listed-twice", "unknown", "note", 0.9, lines, text)


def _undone_again(earlier: Payment, later: Payment, chance: float) -> Odd:
    lines = (earlier.line, later.line)
    text = {
        "ko": f"{lines[0]}행과 {lines[1]}행: 두 번 승인되었으나 한 건이 이미 취소되었습니다.",
        "en": f"Lines {lines[0]} and {lines[1]}: approved twice, and one of them was cancelled already.",
    }
    return Odd("double-charge-undone", DUPLICATE, "note", round(chance, 2), lines, text)


def stray_cancels(payments: Sequence[Payment], undone: Undone) -> Iterator[Odd]:
    """Cancels of nothing that is listed, and more cancelled than was approved."""
    approved = {p.line: p for p in payments if p.kind is Kind.APPROVED}
    for line, cancels in undone.by_approval.items():
        if sum(c.amount_krw for c in cancels) > approved[line].amount_krw and len(cancels) > 1:
            lines = (line, *(c.line for c in cancels))
            text = {
                "ko": (
                    f"{line}행의 결제보다 많이 취소되었습니다({', '.join(str(c.line) for c in cancels)}행)."
                ),
                "en": (
                    f"More was cancelled than line {line} charged (lines "
                    f"{', '.join(str(c.line) for c in cancels)})."
                ),
            }
            yield Odd("cancelled-twice", CANCELLED_TWICE, "warning", 0.7, lines, text)
    first = next((p.line for p in payments if p.kind is Kind.APPROVED), None)
    for cancel in undone.alone:
        known = first is not None and cancel.original
        text = {
            "ko": f"{cancel.line}행의 취소에 맞는 승인이 내역에 없습니다. 더 앞선 결제일 수 있습니다.",
            "en": (
                f"No approval in the list fits the cancel in line {cancel.line}; it may be an older payment."
            ),
        }
        yield Odd("cancel-alone", NO_ORIGINAL, "note", 0.45 if known else 0.3, (cancel.line,), text)
