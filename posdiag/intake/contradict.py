"""What does not fit together in a call: each contradiction with the facts that make it,
in both languages. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from posdiag.intake.dossier import Dossier
from posdiag.intake.facts import SOURCES, Fact, all_values, best, value_of
from posdiag.intake.lexicon import Lexicon
from posdiag.payment.programme import Programme, Rule, RuleKind

Programmes = Mapping[str, Programme]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`id` is for programs, `text` for people; `fields` are the facts that do not fit together."""

    id: str
    text: Mapping[str, str]
    fields: tuple[str, ...]


#: Words of messages that only a till at the counter shows, and only a card reader anywhere.
_AT_COUNTER = re.compile(
    r"서명\s?패드|멀티\s?패드|직원\s?(?:번호|카드)|영업\s?개시|개시\s?거래|돈통|금전함|사이드\s?패드|sign\s?pad|cashier",
    re.I,
)
_AT_READER = re.compile(
    r"IC\s?(?:카드|오류|칩)|마그네틱|카드를?\s?(?:꽂|넣|긁|뽑|제거)|폴백|fallback|insert card|remove card",
    re.I,
)
_TAPLESS = {"voucher-qr": ("chip", "stripe"), "voucher-barcode": ("chip", "stripe")}


def contradictions(
    dossier: Dossier, now: datetime, lexicon: Lexicon, programmes: Programmes
) -> tuple[Contradiction, ...]:
    """Every contradiction, the order of the rules being that of weight."""
    told: list[Contradiction] = []
    for rule in _RULES:
        told += rule(dossier, now, programmes)
    return (*told, *_by_source(dossier, lexicon))


def _charges(dossier: Dossier, now: datetime, programmes: Programmes) -> Iterator[Contradiction]:
    approvals = all_values(dossier.facts, "approval")
    charged = value_of(dossier.facts, "charged")
    live = [one for one in dossier.payments if one.get("kind") == "approved" and not one.get("cancelled")]
    if charged == "twice" and len(approvals) == 1:
        yield Contradiction(
            "two-charges-one-approval",
            {
                "ko": f"두 번 결제되었다고 했지만 승인번호는 {approvals[0]} 하나뿐입니다. 같은 승인의 알림이 "
                f"두 번 온 것일 수 있습니다.",
                "en": f"Two charges are told, but only one approval number, {approvals[0]}: it may be one "
                f"approval told twice.",
            },
            ("charged", "approval"),
        )
    if charged == "none" and (approvals or value_of(dossier.facts, "receipt") == "approved"):
        yield Contradiction(
            "no-notice-but-approval",
            {
                "ko": "승인 알림이 없다고 했지만 승인 영수증이나 승인번호가 있습니다.",
                "en": "No notice is told, but there is an approval slip or number.",
            },
            ("charged", "approval", "receipt"),
        )
    if dossier.payments and charged == "twice" and len(live) == 1:
        yield Contradiction(
            "two-charges-one-on-statement",
            {
                "ko": "두 번 결제되었다고 했지만 명세에는 살아 있는 승인이 하나입니다.",
                "en": "Two charges are told, but the statement has one live approval.",
            },
            ("charged",),
        )


def _period(dossier: Dossier, now: datetime, programmes: Programmes) -> Iterator[Contradiction]:
    day, programme = (
        value_of(dossier.facts, "when")[:10],
        programmes.get(value_of(dossier.facts, "programme")),
    )
    periods = [rule for rule in programme.rules if rule.kind is RuleKind.PERIOD] if programme and day else []
    if programme is None or not periods or any(_within(day, rule) for rule in periods):
        return
    late = all(rule.until and day > rule.until for rule in periods)
    edges = [rule.until if late else rule.since for rule in periods]
    edge = max(edges) if late else min(edges)
    korean = f"결제일 {day}은(는) {programme.name['ko']} 사용기간({'끝' if late else '시작'} {edge})"
    when = "after the last" if late else "before the first"
    yield Contradiction(
        "after-period" if late else "before-period",
        {
            "ko": f"{korean} {'뒤' if late else '전'}입니다.",
            "en": f"The day told, {day}, is {when} day of {programme.name['en']}, {edge}.",
        },
        ("when", "programme"),
    )


def _within(day: str, rule: Rule) -> bool:
    return (not rule.since or rule.since <= day) and (not rule.until or day <= rule.until)


def _order(dossier: Dossier, now: datetime, programmes: Programmes) -> Iterator[Contradiction]:
    when, cancelled = value_of(dossier.facts, "when"), value_of(dossier.facts, "cancelled-at")
    if when and cancelled and cancelled[: len(when)] < when[: len(cancelled)]:
        yield Contradiction(
            "cancel-before-sale",
            {
                "ko": f"취소 시각({_shown(cancelled)})이 결제 시각({_shown(when)})보다 앞섭니다.",
                "en": f"The cancel ({_shown(cancelled)}) is before the sale ({_shown(when)}).",
            },
            ("when", "cancelled-at"),
        )
    if when and when > f"{now:%Y-%m-%dT%H:%M}":
        yield Contradiction(
            "in-the-future",
            {
                "ko": f"결제 시각({_shown(when)})이 아직 오지 않았습니다. 날짜를 다시 확인해 주세요.",
                "en": f"The time told ({_shown(when)}) is still to come: ask again.",
            },
            ("when",),
        )


def _place(dossier: Dossier, now: datetime, programmes: Programmes) -> Iterator[Contradiction]:
    place = value_of(dossier.facts, "place")
    for message in all_values(dossier.facts, "message"):
        counter = place in ("kiosk", "table-order", "delivery-app", "online") and _AT_COUNTER.search(message)
        reader = place in ("delivery-app", "online") and _AT_READER.search(message)
        found = counter or reader
        if found:
            yield Contradiction(
                "message-of-another-place",
                {
                    "ko": f"‘{found[0]}’은(는) 말한 결제 장소에서 나오지 않는 문구입니다. 어디서 결제했는지 "
                    f"다시 확인해 주세요.",
                    "en": f"`{found[0]}` is no message of the place told: ask again where it was paid.",
                },
                ("place", "message"),
            )
            return


def _entry(dossier: Dossier, now: datetime, programmes: Programmes) -> Iterator[Contradiction]:
    instrument, entry = value_of(dossier.facts, "instrument"), value_of(dossier.facts, "entry")
    if entry in _TAPLESS.get(instrument, ()):
        yield Contradiction(
            "code-without-card",
            {
                "ko": "QR·바코드 쿠폰이라고 했지만 카드를 꽂거나 긁었다고 했습니다.",
                "en": "A QR or barcode is told, yet a card was inserted or swiped.",
            },
            ("instrument", "entry"),
        )


def _amounts(dossier: Dossier, now: datetime, programmes: Programmes) -> Iterator[Contradiction]:
    told, texted = value_of(dossier.facts, "amount"), all_values(dossier.facts, "text-amount")
    on_paper = [fact.value for fact in dossier.facts if fact.field == "amount" and fact.source == "statement"]
    spoken = [fact.value for fact in dossier.facts if fact.field == "amount" and fact.source != "statement"]
    if told and texted and told not in texted and not _adds_up(told, texted):
        yield _unlike("amount-unlike-message", told, texted[0], {"ko": "문자", "en": "the text message"})
    elif spoken and on_paper and spoken[-1] not in on_paper:
        yield _unlike(
            "amount-unlike-statement", spoken[-1], on_paper[0], {"ko": "명세", "en": "the statement"}
        )


def _adds_up(total: str, parts: Sequence[str]) -> bool:
    return len(parts) > 1 and sum(map(int, parts)) == int(total)


def _unlike(id_: str, told: str, other: str, where: Mapping[str, str]) -> Contradiction:
    one, two = f"{int(told):,}", f"{int(other):,}"
    return Contradiction(
        id_,
        {
            "ko": f"말한 금액은 {one}원인데 {where['ko']}의 금액은 {two}원입니다.",
            "en": f"{one} won are told, but {where['en']} says {two} won.",
        },
        ("amount", "text-amount"),
    )


def _outcome(dossier: Dossier, now: datetime, programmes: Programmes) -> Iterator[Contradiction]:
    refused = any(
        re.search(r"거절|불가|부족|초과|declin|refus", text, re.I)
        for text in all_values(dossier.facts, "message")
    )
    if (
        refused
        and value_of(dossier.facts, "charged") not in ("", "none")
        and value_of(dossier.facts, "approval")
    ):
        yield Contradiction(
            "refused-but-approved",
            {
                "ko": "화면은 거절이라고 하는데 승인번호가 있습니다. 다시 결제하기 전에 승인 여부를 조회해 "
                "주세요.",
                "en": "The screen refuses, yet there is an approval number: inquire before anything is paid "
                "again.",
            },
            ("message", "approval", "charged"),
        )


_RULES: tuple[Callable[[Dossier, datetime, Programmes], Iterator[Contradiction]], ...] = (
    _outcome,
    _charges,
    _amounts,
    _order,
    _period,
    _place,
    _entry,
)


def _by_source(dossier: Dossier, lexicon: Lexicon) -> Iterator[Contradiction]:
    """Where two sources tell one fact differently."""
    for field in lexicon:
        if field.many or field.kind not in ("choice", "money", "moment") or field.id == "amount":
            continue
        told = best(dossier.facts, field.id)
        others = [
            fact for fact in dossier.facts if fact.field == field.id and told and fact.source != told.source
        ]
        if told and others and not any(_same(fact.value, told.value) for fact in others):
            yield _differing(told, others[-1], lexicon)


def _same(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


_SAYS = {
    "statement": {"ko": "명세", "en": "the statement"},
    "answer": {"ko": "답변", "en": "the answer"},
    "self-check": {"ko": "자가점검", "en": "the self-check"},
    "story": {"ko": "처음 이야기", "en": "the story"},
}


def _differing(one: Fact, other: Fact, lexicon: Lexicon) -> Contradiction:
    field = lexicon.fields[one.field]
    said = [
        {lang: name_of(field.id, fact.value, lang, lexicon) for lang in ("ko", "en")} for fact in (one, other)
    ]
    first, second = (_SAYS[fact.source if fact.source in SOURCES else "answer"] for fact in (one, other))
    return Contradiction(
        f"differing-{field.id}",
        {
            "ko": f"{first['ko']}에서는 ‘{said[0]['ko']}’, {second['ko']}에서는 ‘{said[1]['ko']}’(이)라고 "
            f"했습니다.",
            "en": f"{first['en']} says “{said[0]['en']}”, {second['en']} says “{said[1]['en']}”.",
        },
        (field.id,),
    )


def name_of(field: str, value: str, lang: str, lexicon: Lexicon) -> str:
    """A value as people read it."""
    known = lexicon.fields.get(field)
    named = known.value(value) if known else None
    if named is not None:
        return named.name[lang]
    if field in ("amount", "text-amount", "balance") and value.isdigit():
        return f"{int(value):,}원" if lang == "ko" else f"{int(value):,} won"
    return _shown(value) if field in ("when", "cancelled-at") else value


def _shown(iso: str) -> str:
    return iso.replace("T", " ")
