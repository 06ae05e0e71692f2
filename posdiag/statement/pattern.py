"""Use that does not fit the holder: places, hours and haste unlike the rest of the statement.

A sign alone is weak, since people travel and buy presents; several together are told, with each sign named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from posdiag.profile.regions import Regions
from posdiag.statement.finding import FRAUD, Odd
from posdiag.statement.pairs import same_shop
from posdiag.statement.payment import Kind, Payment, Purse

#: Estimates: how likely foul play is, given one sign alone; signs are taken as independent.
FAR, NO_TIME, NIGHT, BURST, ROUND, TWICE_ROUND = 0.3, 0.8, 0.25, 0.35, 0.15, 0.3
#: A coupon belongs to the area of its holder: far from there it is used by somebody else, or was sold.
FAR_COUPON = 0.42
_TOLD = 0.4
#: A home is learned from so many rows with a place, of which so large a share lies there.
_ENOUGH_PLACES, _SHARE = 4, 0.6
_ENOUGH_HOURS = 5
_NIGHT = range(5)
#: From one province to another faster than this is no journey.
_JOURNEY = timedelta(minutes=50)
_BURST_ROWS, _BURST = 3, timedelta(minutes=10)
_AGAIN = timedelta(hours=2)
_LARGE, _ROUND = 100_000, 10_000
_ONE_BOUT = timedelta(hours=12)

SECURE: tuple[Mapping[str, str], ...] = (
    {
        "ko": "본인이 쓴 것이 아니면 바로 발급 카드사(앱형은 운영사)에 사용 정지를 요청하게 하세요.",
        "en": (
            "If the holder did not pay: have the card company (for "
            "an app, its operator) stop card or coupon at once."
        ),
    },
    {
        "ko": "문자, 앱 알림, 승인번호, 시각을 지우지 말고 남기고, 경찰(112)에 신고하도록 안내하세요.",
        "en": "Keep messages, app notices, approval numbers and times, and report it to the police (112).",
    },
    {
        "ko": (
            "문자 속 주소를 누르거나 앱을 설치하지 말고, 인증번호와 비밀번호는 누구에게도 알려 주지 않습니다."
        ),
        "en": "Open no address and install no app from a message; tell nobody a one-time code or PIN.",
    },
    {
        "ko": "가족이 썼는지 먼저 여쭤 보세요. 의심일 뿐 확인된 것이 아닙니다.",
        "en": "First ask whether somebody of the family paid: this is a suspicion and nothing more.",
    },
)


@dataclass(frozen=True, slots=True)
class _Sign:
    kind: str
    weight: float
    why: Mapping[str, str]


def unlike_the_holder(payments: Sequence[Payment], regions: Regions, home: str = "") -> Iterator[Odd]:
    """One finding for each bout of suspicious rows. `home` is the holder's region, else learned."""
    rows = [p for p in payments if p.kind in (Kind.APPROVED, Kind.REFUSED) and p.at is not None]
    view = _Places(regions)
    at_home = home or view.home(rows)
    days = _Days(rows)
    signs = {
        row.line: _signs(row, _Near(at, rows), days, view, at_home, bool(home)) for at, row in enumerate(rows)
    }
    bout: list[Payment] = []
    for row in [row for row in rows if signs[row.line]]:
        if bout and row.at is not None and bout[-1].at is not None and row.at - bout[-1].at > _ONE_BOUT:
            yield from _told(bout, signs)
            bout = []
        bout.append(row)
    yield from _told(bout, signs)


class _Places:
    """Places of rows, looked up once each."""

    def __init__(self, regions: Regions) -> None:
        self.found = lru_cache(maxsize=None)(regions.find)
        self._far = lru_cache(maxsize=None)(regions.far_apart)

    def home(self, rows: Sequence[Payment]) -> str:
        """The region where most rows lie; empty where none stands out."""
        spots = Counter(row.place for row in rows if len(self.found(row.place)) == 1)
        by_province: Counter[str] = Counter()
        for place, count in spots.items():
            by_province[next(iter(self.found(place)))[0]] += count
        if sum(by_province.values()) < _ENOUGH_PLACES:
            return ""
        province, count = by_province.most_common(1)[0]
        return province if count / sum(by_province.values()) >= _SHARE else ""

    def apart(self, one: str, other: str) -> bool:
        """Whether two places are certainly far apart."""
        return self._far(one, other)


class _Days:
    """At which hours the holder pays, by day."""

    def __init__(self, rows: Sequence[Payment]) -> None:
        clocked = [row for row in rows if row.clock and row.at is not None]
        self._rows = Counter(row.at.date() for row in clocked if row.at)
        self._nights = Counter(row.at.date() for row in clocked if row.at and row.at.hour in _NIGHT)

    def unlike(self, row: Payment) -> bool:
        """Whether a row is at night, of a holder who on enough other days never paid at night."""
        if not row.clock or row.at is None or row.at.hour not in _NIGHT:
            return False
        day = row.at.date()
        others = self._rows.total() - self._rows[day]
        return others >= _ENOUGH_HOURS and self._nights.total() == self._nights[day]


class _Near:
    """The rows around one, in the order of time, no further than asked."""

    def __init__(self, at: int, rows: Sequence[Payment]) -> None:
        self._at, self._rows = at, rows

    def within(self, reach: timedelta) -> Iterator[Payment]:
        """Other rows within a time, before and after."""
        here = self._rows[self._at].at
        for steps in (range(self._at - 1, -1, -1), range(self._at + 1, len(self._rows))):
            for at in steps:
                there = self._rows[at].at
                if here is None or there is None or abs(there - here) > reach:
                    break
                yield self._rows[at]


def _signs(row: Payment, near: _Near, days: _Days, view: _Places, home: str, given: bool) -> list[_Sign]:
    signs: list[_Sign] = []
    away = bool(home) and view.apart(row.place, home)
    if away:
        weight = FAR_COUPON if row.purse is Purse.COUPON else FAR
        weight += 0.08 if given else 0.0
        signs.append(
            _Sign("far", weight, {"ko": f"평소와 먼 곳({row.place})", "en": f"far from home ({row.place})"})
        )
    if row.clock and row.place and (away or not home):
        signs += list(_no_time(row, near, view))[:1]
    if days.unlike(row):
        signs.append(_Sign("night", NIGHT, {"ko": "평소 쓰지 않던 새벽", "en": "at night, unlike before"}))
    if row.clock and _in_burst(row, near):
        signs.append(
            _Sign("burst", BURST, {"ko": "10분 안에 여러 매장", "en": "several shops within ten minutes"})
        )
    if _is_round(row):
        signs.append(_round_sign(row, near))
    alone = len(signs) == 1 and signs[0].weight <= ROUND
    return [] if alone else signs


def _no_time(row: Payment, near: _Near, view: _Places) -> Iterator[_Sign]:
    """Rows close in time and far away, from which nobody could have come."""
    for other in near.within(_JOURNEY):
        if other.clock and view.apart(other.place, row.place):
            text = {
                "ko": f"{other.line}행의 곳에서 올 수 없는 시간",
                "en": f"no time to come from line {other.line}",
            }
            yield _Sign("no-time", NO_TIME, text)


def _in_burst(row: Payment, near: _Near) -> bool:
    """Three shops or more within ten minutes."""
    shops = {other.shop for other in near.within(_BURST) if other.clock and other.shop}
    return len(shops | ({row.shop} if row.shop else set())) >= _BURST_ROWS


def _is_round(row: Payment) -> bool:
    return row.amount_krw >= _LARGE and row.amount_krw % _ROUND == 0


def _round_sign(row: Payment, near: _Near) -> _Sign:
    again = any(_is_round(other) and same_shop(other.shop, row.shop) for other in near.within(_AGAIN))
    if again:
        words = {
            "ko": "같은 매장에서 큰 금액이 딱 떨어지게 거듭",
            "en": "large round amounts again at one shop",
        }
        return _Sign("round", TWICE_ROUND, words)
    return _Sign("round", ROUND, {"ko": "큰 금액이 딱 떨어짐", "en": "a large round amount"})


def _told(bout: Sequence[Payment], signs: Mapping[int, list[_Sign]]) -> Iterator[Odd]:
    """The finding of a bout, where its signs together weigh enough."""
    strongest: dict[str, _Sign] = {}
    for row in bout:
        for sign in signs[row.line]:
            kept = strongest.setdefault(sign.kind, sign)
            if sign.weight > kept.weight:
                strongest[sign.kind] = sign
    clean = 1.0
    for sign in strongest.values():
        clean *= 1 - sign.weight
    chance = min(1 - clean, 0.95)
    if chance < _TOLD:
        return
    lines = tuple(row.line for row in bout)
    shown = ", ".join(str(line) for line in lines[:8]) + ("…" if len(lines) > 8 else "")
    total = sum(row.amount_krw for row in bout if row.kind is Kind.APPROVED)
    text = {
        "ko": f"{shown}행({total:,}원)은 이 사람의 평소 사용과 다릅니다. 부정 사용이 의심됩니다.",
        "en": f"Lines {shown} ({total:,} won) are unlike this holder's other use: fraud is suspected.",
    }
    why = tuple(sign.why for sign in strongest.values())
    severity = "error" if chance >= 0.65 else "warning"
    yield Odd("unlike-the-holder", FRAUD, severity, round(chance, 2), lines, text, why, SECURE)
