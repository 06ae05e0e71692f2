"""A statement from bytes or pasted text: every line becomes a payment, or is told with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from posdiag.masking import mask_text
from posdiag.profile.regions import Regions
from posdiag.statement.cells import NO_YEAR, Moment, approval, clock, kind, moment, money, purse, sheet_moment
from posdiag.statement.decoded import decoded
from posdiag.statement.headings import is_heading
from posdiag.statement.message import blocks, payment_in
from posdiag.statement.payment import Kind, Payment, Purse, Statement, Unread
from posdiag.statement.table import Row, Table, table

_LONGEST_SHOWN = 120
_TOTAL = re.compile(r"합계|소계|총계|총액|누계|\b(?:sub)?total\b", re.I)

_NO_MOMENT = {"ko": "날짜를 읽을 수 없습니다", "en": "no date can be read"}
_NO_AMOUNT = {"ko": "금액을 읽을 수 없습니다", "en": "no amount can be read"}
_NO_PAYMENT = {"ko": "결제로 읽을 수 없는 줄입니다", "en": "this is no payment that can be read"}


def read_statement(data: bytes | str, regions: Regions) -> Statement:
    """The payments in a file's bytes or a pasted text, in the order of time. Never raises."""
    text, name = decoded(data.encode("utf-8", "replace") if isinstance(data, str) else data)
    headings: list[int] = []
    found = table(text, regions)
    payments, unread = _of_table(found) if found is not None else ([], [])
    if found is not None and not payments and any(payment_in(one, regions) for one in blocks(text)):
        found = None  # junk that looks like a table around lines that are payments
    if found is not None:
        form, columns = "table", dict(found.headings)
    else:
        payments, unread, headings = _of_messages(text, regions)
        form, columns = "messages", {}
    told = {payment.line for payment in payments} | {one.line for one in unread}
    aside = _aside(found, told) if found else tuple(headings)
    lines = len(found.rows) + len(found.above) if found else sum(map(bool, map(str.strip, text.split("\n"))))
    return Statement(
        tuple(_in_order(payments)), tuple(unread), name, form, aside, columns, lines - len(aside)
    )


def _aside(found: Table, told: set[int]) -> tuple[int, ...]:
    """Lines of a table that are no payments and are not told of otherwise."""
    return tuple(line for line in (*found.above, *(row.line for row in found.rows)) if line not in told)


def _of_messages(text: str, regions: Regions) -> tuple[list[Payment], list[Unread], list[int]]:
    """Payments, what is none, and the lines of headings."""
    payments, unread, headings = [], [], []
    for block in blocks(text):
        if is_heading(block.text):
            headings.append(block.line)
            continue
        payment = payment_in(block, regions)
        if payment is None:
            unread.append(_unread(block.line, 1, _NO_PAYMENT, block.text))
            continue
        if payment.at is None:
            unread.append(_unread(block.line, 1, _NO_MOMENT, block.text))
        payments.append(_masked(payment))
    return payments, unread, headings


def _of_table(found: Table) -> tuple[list[Payment], list[Unread]]:
    payments: list[Payment] = []
    unread: list[Unread] = []
    for row in found.rows:
        if _is_total(row, found.fields):
            continue
        payment = _of_row(row, found.fields, unread)
        if payment is not None:
            payments.append(_masked(payment))
    return payments, unread


def _of_row(row: Row, columns: Mapping[str, int], unread: list[Unread]) -> Payment | None:
    amount = money(row.text(columns.get("amount")))
    taken_back = money(row.text(columns.get("cancelled"))) or 0
    given = 0 if amount else money(row.text(columns.get("deposit"))) or 0
    amount = given or amount
    whole = " | ".join(cell.text for cell in row.cells)
    if amount is None and not taken_back:
        unread.append(_unread(row.line, row.column(columns.get("amount")), _NO_AMOUNT, whole))
        return None
    when = _when(row, columns)
    if when is None:
        unread.append(_unread(row.line, row.column(columns.get("moment")), _NO_MOMENT, whole))
    happened = kind(row.text(columns.get("kind"))) if "kind" in columns else None
    if taken_back or (amount is not None and amount < 0 and happened in (None, Kind.APPROVED)):
        happened = Kind.CANCELLED
    at_purse = row.text(columns.get("purse"))
    if happened is None and kind(at_purse) in (Kind.CANCELLED, Kind.REFUSED, Kind.ADDED):
        happened = kind(at_purse)
    if happened is None and "취소" in row.text(columns.get("shop")):
        happened = Kind.CANCELLED
    if given and happened in (None, Kind.APPROVED):
        happened = Kind.ADDED
    balance = money(row.text(columns.get("balance")))
    return Payment(
        line=row.line,
        kind=happened or Kind.APPROVED,
        amount_krw=abs(taken_back or amount or 0),
        at=when.at if when else None,
        clock=bool(when and when.clock),
        seconds=bool(when and when.seconds),
        shop=" ".join(row.text(columns.get("shop")).split()),
        place=" ".join(row.text(columns.get("place")).split()),
        purse=_by_parts(row, columns) or purse(at_purse) or Purse.UNKNOWN,
        approval=approval(row.text(columns.get("approval"))) or "",
        original=approval(row.text(columns.get("original"))) or "",
        balance_krw=balance,
    )


def _is_total(row: Row, columns: Mapping[str, int]) -> bool:
    """A row of sums under the payments: no date, and a word that says so."""
    whole = " ".join(cell.text for cell in row.cells)
    return bool(_TOTAL.search(whole)) and moment(row.text(columns.get("moment"))) is None


def _by_parts(row: Row, columns: Mapping[str, int]) -> Purse | None:
    """The purse of a row that tells the coupon's part of the amount in a column of its own."""
    part = money(row.text(columns.get("coupon_part")))
    own = money(row.text(columns.get("card_part")))
    if part is None:
        return None if own is None or "card_part" not in columns or own else Purse.COUPON
    return Purse.COUPON if part else Purse.CARD


def _when(row: Row, columns: Mapping[str, int]) -> Moment | None:
    text = row.text(columns.get("moment"))
    when = moment(text) or sheet_moment(text)
    if when is None or when.clock or "clock" not in columns:
        return when
    time = clock(row.text(columns["clock"]))
    if time is None:
        return when
    hour, minute, second, told = time
    return Moment(when.at.replace(hour=hour, minute=minute, second=second), True, told)


def _masked(payment: Payment) -> Payment:
    return replace(payment, shop=mask_text(payment.shop), place=mask_text(payment.place))


def _unread(line: int, column: int, what: dict[str, str], text: str) -> Unread:
    shown = " ".join(mask_text(text).split())
    return Unread(line, column, what, shown[:_LONGEST_SHOWN], text.count("\n") + 1)


def _in_order(payments: Sequence[Payment]) -> Iterable[Payment]:
    """In the order of time; where times are equal, in that of the statement, whichever way it runs."""
    dated = _with_years(payments)
    times = [payment.at for payment in dated if payment.at is not None]
    down = sum(a > b for a, b in pairwise(times))
    up = sum(a < b for a, b in pairwise(times))
    listed = list(reversed(dated)) if down > up else list(dated)
    return sorted(listed, key=lambda payment: payment.at or datetime.max)


def _with_years(payments: Sequence[Payment]) -> list[Payment]:
    """Dates without a year take that of the statement's others, over New Year the one close by."""
    years = sorted({p.at.year for p in payments if p.at is not None and p.at.year != NO_YEAR})
    lone = [p.at for p in payments if p.at is not None and p.at.year == NO_YEAR]
    if not lone:
        return list(payments)
    year = years[-1] if years else NO_YEAR
    wraps = not years and min(d.month for d in lone) == 1 and max(d.month for d in lone) == 12
    out = []
    for payment in payments:
        at = payment.at
        if at is not None and at.year == NO_YEAR:
            over = wraps and at.month <= 6
            out.append(replace(payment, at=_moved(at, year + 1 if over else year)))
        else:
            out.append(payment)
    return out


def _moved(at: datetime, year: int) -> datetime:
    try:
        return at.replace(year=year)
    except ValueError:  # 29 February
        return at.replace(year=year, month=2, day=28) + timedelta(days=1)
