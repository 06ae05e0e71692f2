"""Phrases of the reports on classified texts and on codes, in Korean and English."""

from __future__ import annotations

from collections.abc import Mapping

#: key -> (Korean, English). `{…}` are filled in by `classify_say`.
CLASSIFY_PHRASES: Mapping[str, tuple[str, str]] = {
    "text": ("글", "text"),
    "read_as": ("읽은 글", "read as"),
    "repair": ("복구 방법", "repaired"),
    "cause": ("원인", "cause"),
    "unknown": (
        "이 글만으로는 원인을 알 수 없습니다. 정확한 메시지나 코드, 언제 어디서인지 물어보십시오.",
        "The text alone does not tell the cause. Ask for the exact message or code, and when and where.",
    ),
    "also": ("또는", "or"),
    "why": ("근거", "because"),
    "reading": ("코드", "code"),
    "agrees": ("글과 일치", "as the text says"),
    "warning": ("주의", "warning"),
    "slots": ("그 밖에", "also told"),
    "question": ("물어볼 것", "ask"),
    "advice": ("안내", "advice"),
    "agent": ("상담원", "agent"),
    "merchant": ("매장", "merchant"),
    "technician": ("기사", "technician"),
    "layer.transport": ("연결", "connection"),
    "layer.agent": ("에이전트", "agent program"),
    "layer.terminal": ("단말기", "terminal"),
    "layer.host": ("VAN·PG·카드사", "VAN, PG or issuer"),
    "slot.amounts": ("금액 {value}원", "amount {value} won"),
    "slot.approval_number": ("승인번호 {value}", "approval number {value}"),
    "slot.scheme": ("코드 체계 {value}", "codes of {value}"),
    "slot.company": ("회사 {value}", "company {value}"),
    "slot.instrument": ("결제수단 {value}", "instrument {value}"),
    "slot.programme": ("사업 {value}", "programme {value}"),
    "slot.place": ("결제 장소 {value}", "place of payment {value}"),
    "slot.when": ("때 {value}", "time {value}"),
    "codes.none": ("그 코드는 카탈로그에 없습니다.", "No scheme of the catalogue has that code."),
    "codes.count": ("코드 {count}개", "{count} codes"),
    "codes.source": ("출처", "source"),
    "codes.also": ("다른 뜻일 수도", "may also be"),
}


def classify_say(lang: str, key: str, **values: object) -> str:
    """The phrase `key` in `lang`, its blanks filled in."""
    korean, english = CLASSIFY_PHRASES[key]
    text = korean if lang == "ko" else english
    return text.format(**values) if values else text
