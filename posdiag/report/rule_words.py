"""Phrases of the reports on rules, advice, statements and the self-check, in Korean and English."""

from __future__ import annotations

from collections.abc import Mapping

#: key -> (Korean, English). `{…}` are filled in by `rule_say`.
RULE_PHRASES: Mapping[str, tuple[str, str]] = {
    # rulings
    "may.yes": ("예, 쓸 수 있습니다", "Yes, it may be used"),
    "may.no": ("아니요, 쓸 수 없습니다", "No, it may not be used"),
    "may.depends": ("경우에 따라 다릅니다", "It depends"),
    "may.cancel.yes": ("예, 취소할 수 있습니다", "Yes, it may be cancelled"),
    "may.cancel.no": ("아니요, 취소할 수 없습니다", "No, it may not be cancelled"),
    "may.cancel.depends": ("확인된 답이 없습니다", "No certain answer"),
    "may.partial-cancel.yes": ("예, 부분 취소할 수 있습니다", "Yes, part of it may be cancelled"),
    "may.partial-cancel.no": ("아니요, 부분 취소는 안 됩니다", "No, not a part of it"),
    "may.partial-cancel.depends": ("확인된 답이 없습니다", "No certain answer"),
    "may.refund.yes": ("예, 환불할 수 있습니다", "Yes, it may be refunded"),
    "may.refund.no": ("아니요, 현금으로 환불할 수 없습니다", "No, it may not be refunded in cash"),
    "may.refund.depends": ("확인된 답이 없습니다", "No certain answer"),
    "may.question": ("{name} · {date}", "{name} · {date}"),
    "may.because": ("이유", "because"),
    "may.on": ("무엇에 달렸나", "depends on"),
    "may.conflicts": ("다르게 말하는 근거", "sources that disagree"),
    "may.notes": ("함께 알아 둘 것", "worth knowing"),
    "may.grade": ("가장 약한 근거: {grade}", "weakest source: {grade}"),
    "may.no_rule": ("이 제도의 규칙을 찾지 못했습니다", "no rule of this programme was found"),
    "may.missing": ("아직 모름: {ask}", "not known yet: {ask}"),
    "grade.A": ("A (공식 자료·언론)", "A (notice, press or vendor)"),
    "grade.B": ("B (공개 연동 코드)", "B (public integration code)"),
    "grade.C": ("C (블로그, 확인 필요)", "C (blog: a lead, to be confirmed)"),
    "grade.I": ("I (추정)", "I (inference)"),
    "rule.from": ("{day}부터", "from {day}"),
    "rule.until": ("{day}까지", "until {day}"),
    "rule.both": ("{since}~{until}", "{since} to {until}"),
    "rule.source": ("근거", "source"),
    "rule.disagrees": ("다른 근거", "disagrees"),
    "rule.not_found": ("근거 없음", "no source"),
    "programmes.count": ("제도 {count}개", "{count} programmes"),
    "programmes.rules": ("규칙 {count}개", "{count} rules"),
    "programmes.reference": ("시험용", "for tests"),
    "programmes.none_on": ("이 날짜에 적용되는 규칙이 없습니다", "no rule holds on this day"),
    # guide, terms, enquiries
    "guide.of": ("{name} [{cause}]", "{name} [{cause}]"),
    "guide.terms": ("쉬운 말", "plain words"),
    "guide.rules": ("규칙", "rules"),
    "guide.offices": ("안내하는 곳", "who answers"),
    "guide.only": ("{names}에서만", "only for {names}"),
    "audience.merchant": ("매장", "merchant"),
    "audience.technician": ("기사", "technician"),
    "audience.agent": ("상담원", "agent"),
    "audience.customer": ("손님", "customer"),
    "kind.workaround": ("지금 할 일", "do now"),
    "kind.question": ("물어볼 것", "ask"),
    "kind.fix": ("고칠 것", "mend"),
    "terms.words": ("같은 말", "also"),
    # self-check
    "self.head": ("전화하기 전에 확인하세요 ({who})", "Before calling, check ({who})"),
    "self.free": ("(적기)", "(in words)"),
    "self.done": ("확인 결과", "What came of it"),
    "self.nothing": (
        "짚이는 원인이 없습니다. 아래 내용을 상담원에게 알려 주세요.",
        "Nothing stands out. Tell the agent what stands below.",
    ),
    "self.causes": ("짚이는 원인", "points to"),
    "self.advice": ("할 일", "do"),
    "self.facts": ("상담원에게 알릴 것", "tell the agent"),
    # statements
    "statement.read": (
        "{rows}건을 읽었습니다 ({form}, {encoding}).",
        "{rows} payments read ({form}, {encoding}).",
    ),
    "statement.period": ("{begin} ~ {end}", "{begin} to {end}"),
    "statement.form.table": ("표", "table"),
    "statement.form.messages": ("문자·문장", "messages"),
    "statement.none": ("이상한 것이 없습니다.", "Nothing odd was found."),
    "statement.unread": ("읽지 못한 곳 {count}군데", "{count} places that cannot be read"),
    "statement.place": ("{line}행 {column}열", "line {line}, column {column}"),
    "statement.do": ("할 일", "do"),
    "statement.why": ("이유", "because"),
    "severity.critical": ("심각", "critical"),
    "severity.error": ("오류", "error"),
    "severity.warning": ("주의", "warning"),
    "severity.note": ("참고", "note"),
    "strength.almost-certain": ("거의 확실", "almost certain"),
    "strength.likely": ("유력", "likely"),
    "strength.possible": ("가능", "possible"),
    "strength.weak": ("약함", "weak"),
    "row.approved": ("승인", "approved"),
    "row.cancelled": ("취소", "cancelled"),
    "row.refused": ("거절", "refused"),
    "row.added": ("충전·지급", "added"),
    "purse.coupon": ("쿠폰", "coupon"),
    "purse.card": ("일반 카드", "card"),
    "purse.unknown": ("수단 모름", "purse unknown"),
}


def rule_say(lang: str, key: str, **values: object) -> str:
    """The phrase `key` in `lang`, its blanks filled in."""
    korean, english = RULE_PHRASES[key]
    return (korean if lang == "ko" else english).format(**values)
