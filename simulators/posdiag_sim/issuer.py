"""The issuer (card company or voucher platform): decides each sale by its rules and keeps the ledger.

A coupon on a card that may not be used is an ordinary card payment: the customer learns later
(DOMAIN F02). A stand-alone prepaid card or voucher code has nothing behind it and is refused.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from posdiag_sim.instrument import ON_CARD, STAND_ALONE, Instrument, Shop
from posdiag_sim.ledger import MAX_ROWS, Ledger, Row

#: Largest instalment that is months and not a special voucher code.
MAX_MONTHS = 24


@dataclass(frozen=True, slots=True)
class Sale:
    """A sale as the VAN asks for it."""

    number: str
    amount_krw: int
    entry: str = ""
    instalment: str = "00"
    items: frozenset[str] = frozenset()
    merchant: str = ""
    stan: str = ""
    route: str = "van"
    date: str = "2025-09-10"


@dataclass(frozen=True, slots=True)
class Decision:
    """What the issuer says. `parts` are (purse, won) of an approval; `note` stands in the statement."""

    result: str
    parts: tuple[tuple[str, int], ...] = ()
    note: str = ""
    approval: str = ""
    balance: int | None = None
    instrument: str = ""
    answers: bool = True  # False: the platform does not answer at all

    @property
    def approved_krw(self) -> int:
        return sum(amount for _, amount in self.parts)


@dataclass(slots=True)
class Issuer:
    """Rules over a ledger. `presented` names the instrument on the bench, whose phone pays a shop QR."""

    instruments: Mapping[str, Instrument]
    shop: Shop
    start: datetime
    rng: random.Random
    partial: bool = False
    presented: str = ""
    ledger: Ledger = field(init=False)
    _approvals: int = field(init=False)

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.instruments.values())
        self._approvals = self.rng.randrange(30_000_000, 60_000_000)

    def find(self, number: str, entry: str) -> Instrument | None:
        """The instrument of this number; for a shop's QR code the one whose phone read it."""
        for instrument in self.instruments.values():
            if number and instrument.number == number:
                return instrument
        return self.instruments.get(self.presented) if entry == "M" else None

    def decide(self, sale: Sale, now_ms: int, outage: bool = False) -> Decision:
        """Decide a sale and book it when it is approved."""
        decision = self._judge(sale, now_ms, outage)
        if not decision.parts:
            return decision
        self._approvals += self.rng.randrange(1, 1000)
        approval = f"{self._approvals % 100_000_000:08d}"
        for purse, amount in decision.parts:
            note = decision.note
            row = Row(
                now_ms, "charge", amount, purse, approval, sale.merchant, sale.stan, note, decision.instrument
            )
            self.ledger.charge(row)
        balance = self.voucher_balance(decision.instrument, told_after_sale=True)
        return Decision(
            decision.result, decision.parts, decision.note, approval, balance, decision.instrument
        )

    def undo(self, approval: str, now_ms: int, note: str, to: str = "") -> None:
        """Give back every part of a sale to its purse, or by a fault `to` another one or `nothing`."""
        charges = [row for row in self.ledger.rows if row.approval == approval and row.kind == "charge"]
        for row in charges if to != "nothing" else ():
            self.ledger.restore(
                Row(
                    now_ms,
                    "cancel",
                    row.amount_krw,
                    to or row.purse,
                    approval,
                    row.merchant,
                    row.stan,
                    note,
                    row.instrument,
                )
            )

    def balance(self, number: str, entry: str, outage: bool = False, lags: bool = False) -> Decision:
        """A balance inquiry; the platform that is down does not answer it, one that lags tells an old one."""
        instrument = self.find(number, entry)
        if instrument is None or instrument.says("unknown"):
            return Decision(_unknown(entry))
        if outage:
            return Decision("91", answers=False)
        held = self.voucher_balance(instrument.name, lags=lags)
        return Decision("57") if held is None else Decision("00", balance=held, instrument=instrument.name)

    def voucher_balance(self, name: str, told_after_sale: bool = False, lags: bool = False) -> int | None:
        """Won left in the voucher purses; after a sale a coupon on a card tells nothing (DOMAIN F02)."""
        instrument = self.instruments.get(name)
        if instrument is None or instrument.kind == "card":
            return None
        if told_after_sale and instrument.kind in ON_CARD:
            return None
        purses = self.ledger.opening.get(name, {}) if lags else self.ledger.purses(name)
        return sum(amount for purse, amount in purses.items() if purse not in ("card", "account"))

    # -- rules -----------------------------------------------------------------------------------

    def _judge(self, sale: Sale, now_ms: int, outage: bool) -> Decision:
        instrument = self.find(sale.number, sale.entry)
        if instrument is None or instrument.says("unknown"):
            return Decision(_unknown(sale.entry))
        if sale.amount_krw <= 0 or len(self.ledger.rows) >= MAX_ROWS:
            return Decision("13")
        if instrument.says("stopped"):
            return Decision("62")
        if _card_past(instrument, sale.date):
            return Decision("33")
        if instrument.kind == "card":
            return self._from_card(instrument, sale, "")
        refusal = self._voucher_refusal(instrument, sale, now_ms)
        if instrument.kind in STAND_ALONE:
            if outage:
                return Decision("91", answers=False)
            return Decision(refusal[0], note=refusal[1]) if refusal else self._from_purses(instrument, sale)
        if outage:
            return self._from_card(instrument, sale, "상품권 시스템 장애: 일반 승인")
        if refusal and refusal[0] == "P9":
            return Decision("P9")
        if refusal:
            return self._from_card(instrument, sale, f"쿠폰 미적용: {refusal[1]}")
        return self._coupon_first(instrument, sale)

    def _voucher_refusal(self, instrument: Instrument, sale: Sale, now_ms: int) -> tuple[str, str] | None:
        """Why the voucher may not be used for this sale: (code, reason), or None."""
        state, shop = instrument.state, self.shop
        if sale.route not in (instrument.members("routes") or {"van"}):
            return "P7", "결제 경로"
        if instrument.says("used"):
            return "P5", "사용 완료"
        if state.get("active") in ("no", "false") or sale.date < state.get("valid_from", ""):
            return "P4", "사용 개시 전"
        if sale.date > state.get("valid_until", "9999"):
            return "54", "기간 만료"
        if not shop.enrolled or (
            instrument.says("registered_only") and instrument.programme not in shop.programmes
        ):
            return "03", "미가맹점"
        regions = instrument.members("region")
        if regions and shop.region not in regions:
            return "P1", "지역"
        cap = instrument.amount("max_sales_krw")
        over_cap = cap is not None and shop.annual_sales_krw > cap and "policy" not in instrument.balances
        if over_cap or shop.sector in instrument.members("excluded_sectors"):
            return "P2", "업종·매출"
        if sale.items & instrument.members("excluded_items"):
            return "P3", "제한 품목"
        return self._limit_refusal(instrument, sale, now_ms)

    def _limit_refusal(self, instrument: Instrument, sale: Sale, now_ms: int) -> tuple[str, str] | None:
        wanted = instrument.state.get("needs_instalment", "")
        if wanted and sale.instalment.zfill(2) != wanted.zfill(2):
            return "P9", "할부 코드"
        if not wanted and int(sale.instalment or 0) > MAX_MONTHS:
            return "P9", "할부 코드"
        least, most = instrument.amount("min_amount_krw"), instrument.amount("per_use_limit_krw")
        if least is not None and sale.amount_krw < least:
            return "13", "최소 금액"
        if most is not None and sale.amount_krw > most:
            return "61", "1회 한도"
        daily = instrument.amount("daily_limit_krw")
        if daily is not None:
            now = self.start + timedelta(milliseconds=now_ms)
            midnight_ms = now_ms - (now.hour * 3600 + now.minute * 60 + now.second) * 1000
            if self.ledger.charged_on(instrument.name, midnight_ms) + sale.amount_krw > daily:
                return "61", "1일 한도"
        return None

    # -- the three behaviours of a balance too small (DOMAIN F06) ----------------------------------

    def _coupon_first(self, instrument: Instrument, sale: Sale) -> Decision:
        vouchers = self._vouchers(instrument)
        held = sum(amount for _, amount in vouchers)
        if instrument.kind == "voucher-linked" and held < sale.amount_krw:
            return self._from_card(instrument, sale, "상품권 잔액 부족: 전액 카드")
        parts, open_krw = _take(vouchers, sale.amount_krw)
        if open_krw:
            rest = self._from_card(instrument, sale, "", open_krw)
            if rest.result != "00":
                return rest
            parts += rest.parts
        note = "쿠폰 사용" if held else "쿠폰 잔액 없음"
        return Decision("00", parts, note, instrument=instrument.name)

    def _from_purses(self, instrument: Instrument, sale: Sale) -> Decision:
        """Coupons go together; policy money and charged money are separate purses: one must suffice."""
        vouchers = self._vouchers(instrument)
        groups = [[part for part in vouchers if part[0] not in ("policy", "charged")]]
        groups += [[part] for part in vouchers if part[0] == "policy"]
        cap = instrument.amount("max_sales_krw")
        if cap is None or self.shop.annual_sales_krw <= cap:
            groups += [[part] for part in vouchers if part[0] == "charged"]
        for group in groups:
            if sum(amount for _, amount in group) >= sale.amount_krw:
                parts, _ = _take(group, sale.amount_krw)
                return Decision("00", parts, "상품권 사용", instrument=instrument.name)
        if self.partial or instrument.says("partial"):
            for group in groups:
                parts, _ = _take(group, sale.amount_krw)
                if parts:
                    return Decision("10", parts, "부분 승인", instrument=instrument.name)
        return Decision("51", balance=self.voucher_balance(instrument.name), instrument=instrument.name)

    def _from_card(self, instrument: Instrument, sale: Sale, note: str, amount_krw: int = 0) -> Decision:
        amount_krw = amount_krw or sale.amount_krw
        purse = "account" if instrument.kind == "coupon-check" or "account" in instrument.balances else "card"
        if "card" in instrument.balances:
            purse = "card"
        left = self.ledger.left(instrument.name, purse)
        if left is not None and left < amount_krw:
            return Decision("51", note=note, instrument=instrument.name)
        return Decision("00", ((purse, amount_krw),), note, instrument=instrument.name)

    def _vouchers(self, instrument: Instrument) -> list[tuple[str, int]]:
        held = self.ledger.purses(instrument.name)
        return sorted((purse, amount) for purse, amount in held.items() if purse not in ("card", "account"))


def _take(purses: list[tuple[str, int]], amount_krw: int) -> tuple[tuple[tuple[str, int], ...], int]:
    """Parts from purses in their order, and what stays open."""
    parts = []
    for purse, held in purses:
        taken = min(held, amount_krw)
        if taken:
            parts.append((purse, taken))
            amount_krw -= taken
    return tuple(parts), amount_krw


def _unknown(entry: str) -> str:
    return "P6" if entry in ("Q", "B", "M") else "14"


def _card_past(instrument: Instrument, date: str) -> bool:
    expiry = instrument.state.get("card_expiry", "")
    return len(expiry) == 4 and expiry < date[2:4] + date[5:7]
