"""Payments told in sentences: messages of card companies, app notices, lines pasted without columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from posdiag.profile.regions import Regions
from posdiag.statement.cells import MONEY_IN_TEXT, MOST_KRW, Moment, kind, moment, money, purse
from posdiag.statement.payment import Kind, Payment, Purse

_SENT = re.compile(r"\[(?:Web|국외|국제|WEB|web|로밍)\s?발신\]")
_BEGINS = re.compile(r"^\s*(?:\[(?:Web|국외|국제|WEB|web)\s?발신\]|\[[^\]\s]{1,12}\]|[-*•]\s)")
_BALANCE = re.compile(r"(?:잔액|잔여|남은\s?금액|balance|remaining|left)\D{0,6}$", re.I)
_TOTAL = re.compile(r"(?:누적|누계|합계|한도(?!\s?초과)|총액|total|limit)\D{0,6}$", re.I)
_APPROVAL = re.compile(
    r"(?:승인\s?(?:번호|no\.?|코드)|approval(?:\s?(?:no\.?|number|code))?|auth(?:\s?(?:no\.?|code))?)\s?[:#=]?\s?(?P<n>\d{6,12})",
    re.I,
)
_BARE_NUMBER = re.compile(r"(?<![\d,.*/:-])\d{6,10}(?![\d,.*/:원-])")
_LOOSE = re.compile(r"(?<![\w,.:/*-])(?:\d{1,3}(?:,\d{3})+|\d{3,7})(?![\w,.:/*-])")
_GROUPED = re.compile(r"(?<![\d,.:/*-])\d{1,3}(?:,\d{3})+(?![\d,.:/*-])")
_NAME = re.compile(r"[가-힣]\*{1,2}[가-힣]?(?:님|고객님)?|[가-힣]{2,4}(?:님|고객님)(?![가-힣])")
_CARD = re.compile(
    r"[가-힣A-Za-z]*(?:카드|은행|페이|뱅크)(?:\s?\(?[\d*]{3,5}\)?)?|\(?(?<!\d)[\d-]{0,14}\*[\d*-]*\)?"
)
#: Digits alone are no shop: senders, ends of card numbers.
_DIGITS = re.compile(r"\d{3,}")
_WORDS = re.compile(
    r"(?:이용|사용|결제|승인)?(?:가맹점명?|사용처|이용처|일시|금액|내역)\s*:|승인\s?(?:취소|거절)?|결제\s?(?:취소)?|취소|사용|이용|거절|실패|일시불|할부|\d{1,2}개월|체크|신용|누적|잔액|잔여|완료|알림|안내"
    r"|소비쿠폰|민생회복|쿠폰|지원금|지역화폐|상품권|정책|일반|approved|approval|cancel(?:led|ed)?|refund(?:ed)?|paid|payment|used"
    r"|coupon|voucher|card|balance|credit|debit|충전금?|입금|출금|만원|님|원(?![가-힣])|에서|으로|하였습니다|했습니다|되었습니다|습니다",
    re.I,
)
_PLACE_END = re.compile(r"[가-힣]{1,5}(?:구|동|읍|면|리|로|가)$")
_LETTERS = re.compile(r"[가-힣A-Za-z]{2}")
_ORDINARY = re.compile(r"일반|본인|미적용|미사용|아님|통장|계좌|ordinary|\bown\b|account|\bcard\b", re.I)
_APART = re.compile(r"[\s,/|;\[\]()<>·:~-]+")
_PLACE_BEGIN = re.compile(r"(?:시|군|도)$")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together: the number of the first, and their text."""

    line: int
    text: str


def blocks(text: str) -> Iterator[Block]:
    """The text cut where one payment ends and the next begins."""
    held: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or _SENT.search(line):
            yield from _parted(held)
            held = []
        if line.strip():
            held.append((number, line))
    yield from _parted(held)


def _parted(held: list[tuple[int, str]]) -> Iterator[Block]:
    """A paragraph as one payment, or line by line where several lines are whole payments."""
    whole = [at for at, (_, line) in enumerate(held) if _is_whole(line)]
    if not held:
        return
    if len(whole) == 1 and _is_row(held[whole[0]][1]):
        yield from _around(held, whole[0])
        return
    if len(whole) <= 1 and sum(_has_amount(line) for _, line in held) <= 1:
        yield Block(held[0][0], "\n".join(line for _, line in held))
        return
    if not whole:
        whole = [at for at, (_, line) in enumerate(held) if _BEGINS.match(line)] or list(range(len(held)))
    yield from (Block(number, line) for number, line in held[: whole[0]])
    for at, end in zip(whole, [*whole[1:], len(held)], strict=True):
        tail = held[at + 1 : end]
        loose = [line for _, line in tail if not moment(line) and not MONEY_IN_TEXT.search(line)]
        if _is_row(held[at][1]):
            yield from _around(held[at:end], 0)
        elif len(loose) == len(tail) <= 2:
            yield Block(held[at][0], "\n".join([held[at][1], *loose]))
        else:
            yield Block(*held[at])
            yield from (Block(number, line) for number, line in tail)


def _around(held: list[tuple[int, str]], at: int) -> Iterator[Block]:
    """A row with the lines beside it that belong to it, and each of the others for itself."""
    begin, end = at, at + 1
    while begin and (_BEGINS.match(held[begin - 1][1]) or _only_tells(held[begin - 1][1])):
        begin -= 1
    while end < len(held) and _only_tells(held[end][1]):
        end += 1
    yield from (Block(number, line) for number, line in held[:begin])
    yield Block(held[begin][0], "\n".join(line for _, line in held[begin:end]))
    yield from (Block(number, line) for number, line in held[end:])


def _is_row(line: str) -> bool:
    """Whether a line is a payment by itself: it begins with the moment, and has shop and amount behind it."""
    when = moment(line)
    amounts = _amounts(line)
    if when is None or not amounts or _LETTERS.search(line[: when.span[0]]):
        return False
    return bool(_LETTERS.search(_left(line, [when.span, amounts[0][1:]])[when.span[1] :]))


def _only_tells(line: str) -> bool:
    """Whether a line consists of words about a payment and of nothing else, and is none itself."""
    left = _left(line, [])
    return not re.search(r"\w", left) and left != line and not _amounts(line)


def _is_whole(line: str) -> bool:
    return moment(line) is not None and (_amounts(line) != [])


def _has_amount(line: str) -> bool:
    return bool(_amounts(line))


def _purse(text: str) -> Purse:
    """The purse that a message names. The name of a card and 일시불 stand in messages about coupons too."""
    told = purse(text)
    if told is Purse.CARD and not _ORDINARY.search(text):
        return Purse.UNKNOWN
    return told or Purse.UNKNOWN


def payment_in(block: Block, regions: Regions) -> Payment | None:
    """The payment that a block tells of; None where it has no amount."""
    text = block.text
    amounts = _amounts(text)
    if not amounts:
        return None
    when = moment(text)
    amount, at, end = amounts[0]
    happened = kind(text) or Kind.APPROVED
    if amount < 0 and happened is Kind.APPROVED:
        happened = Kind.CANCELLED
    balance = next((krw for krw, start, _ in _all_amounts(text) if _BALANCE.search(text[:start])), None)
    if balance is None:
        balance = _bare_balance(text)
    total = next((krw for krw, start, _ in _all_amounts(text) if _TOTAL.search(text[:start])), None)
    number = _APPROVAL.search(text)
    used = [(at, end), *([when.span] if when else []), *_later_moment(text, when)]
    bare = None if number else _bare_number(text, used)
    shop, place = _shop_and_place(text, used, regions, when.span[1] if when else 0)
    return Payment(
        line=block.line,
        kind=happened,
        amount_krw=abs(amount),
        at=when.at if when else None,
        clock=bool(when and when.clock),
        seconds=bool(when and when.seconds),
        shop=shop,
        place=place,
        purse=_purse(text),
        approval=number["n"] if number else bare or "",
        balance_krw=balance,
        total_krw=total,
    )


def _later_moment(text: str, when: Moment | None) -> list[tuple[int, int]]:
    """Where a second moment stands: an export tells when the message came, the message when was paid."""
    later = moment(text[when.span[1] :]) if when else None
    return [(when.span[1] + later.span[0], when.span[1] + later.span[1])] if when and later else []


def _bare_balance(text: str) -> int | None:
    """A balance of which nobody wrote that it is won: `잔액88,700`."""
    bare = (one for one in _GROUPED.finditer(text) if _BALANCE.search(text[: one.start()]))
    return next((int(one[0].replace(",", "")) for one in bare), None)


def _all_amounts(text: str) -> list[tuple[int, int, int]]:
    found = []
    for one in MONEY_IN_TEXT.finditer(text):
        krw = money(one["tt"] or one["a"] or one["b"])
        if krw is not None and krw <= MOST_KRW:
            found.append((-krw if one["sign"] else krw, one.start(), one.end()))
    return found


def _amounts(text: str) -> list[tuple[int, int, int]]:
    """Amounts that are neither a balance nor a total, with where they stand.

    Where nobody wrote won, and a moment is told, a number that may be an amount is one.
    """
    marked = _all_amounts(text)
    if marked:
        return [
            one for one in marked if not _BALANCE.search(text[: one[1]]) and not _TOTAL.search(text[: one[1]])
        ]
    when = moment(text)
    if when is None:
        return []
    loose = [
        one
        for one in _LOOSE.finditer(text)
        if not when.span[0] <= one.start() < when.span[1] and not _BALANCE.search(text[: one.start()])
    ]
    loose.sort(key=lambda one: ("," not in one[0], one.start()))
    return [(int(one[0].replace(",", "")), one.start(), one.end()) for one in loose[:1]]


def _bare_number(text: str, used: list[tuple[int, int]]) -> str | None:
    for found in _BARE_NUMBER.finditer(text):
        if not any(start <= found.start() < end for start, end in used):
            return found[0]
    return None


def _shop_and_place(text: str, used: list[tuple[int, int]], regions: Regions, after: int) -> tuple[str, str]:
    """What is left when everything else is taken away: first what follows the moment, then all of it."""
    left = _left(text, used)
    for part in (left[after:], left):
        shop, place = _parts(part, regions)
        if shop:
            return shop, place
    return "", _parts(left, regions)[1]


def _left(text: str, used: list[tuple[int, int]]) -> str:
    """A text in which all that is used or known to be no shop is hidden, of the same length."""
    hidden = list(text)
    spans = [*used, *((start, end) for _, start, end in _all_amounts(text))]
    for pattern in (_SENT, _APPROVAL, _NAME, _CARD, _BARE_NUMBER, _WORDS):
        spans += [found.span() for found in pattern.finditer(text)]
    for start, end in spans:
        hidden[start:end] = "\0" * (end - start)
    return "".join(hidden)


def _parts(left: str, regions: Regions) -> tuple[str, str]:
    """Shop and place in what is left: a place stands before the shop or after it, never within."""
    for piece in re.split(r"[\0\n]+", left):
        tokens = [
            token for token in _APART.split(piece) if re.search(r"\w", token) and not _DIGITS.fullmatch(token)
        ]
        ends = next((at for at in range(1, len(tokens)) if _is_place(tokens[at:], regions)), len(tokens))
        shop, place = tokens[:ends], tokens[ends:]
        if not place:
            begins = max((n for n in range(1, len(tokens)) if _is_place(tokens[:n], regions)), default=0)
            place, shop = tokens[:begins], tokens[begins:]
        if shop:
            return " ".join(shop), " ".join(place)
    return "", ""


def _is_place(tokens: list[str], regions: Regions) -> bool:
    """Whether words are a region, then parts of it down to a street."""
    return bool(regions.find(tokens[0])) and all(
        _PLACE_END.search(token) or (_PLACE_BEGIN.search(token) and regions.find(token))
        for token in tokens[1:]
    )
