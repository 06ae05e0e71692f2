"""From the evidence of a case to its record: findings, causes, verdict and advice, as after a replay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from posdiag.audit.evidence import Evidence
from posdiag.audit.judge_line import judge_line
from posdiag.audit.judge_sale import account_of, judge_sales
from posdiag.diagnose.case import Case
from posdiag.diagnose.finding import Finding, Severity
from posdiag.diagnose.rank import rank
from posdiag.diagnose.sayings import found
from posdiag.explain.examine import Codecs, House
from posdiag.guidance.choose import choose
from posdiag.payment.money import MoneyAccount
from posdiag.record import Advice, RunRecord, Verdict
from posdiag.transcript import LinkName

Words = Mapping[str, str]

ABSENT: Words = {
    "ko": "판단할 수 없습니다: POS가 결제를 요청하지 않았습니다.",
    "en": "Nothing can be said: the POS asked for no payment.",
}
NOT_BENT: Words = {
    "ko": "판단할 수 없습니다: 이 회선의 응답은 그렇게 바꿀 수 없었습니다.",
    "en": "Nothing can be said: no answer on this line could be bent so.",
}


@dataclass(frozen=True, slots=True)
class Audited:
    """Who is audited, and how the record names it."""

    pos: str
    release: str
    terminal: str
    seed: int
    command: str = ""  # the command line, to which `--only CASE` is added


def judge(seen: Evidence, house: House, who: Audited) -> tuple[RunRecord, Codecs]:
    """The record of a case, and what reads its frames."""
    transcript = seen.transcript
    money = account_of(seen)
    findings = tuple(sorted(_findings(seen, money), key=lambda finding: finding.severity.rank))
    verdict, why = _verdict(seen, findings)
    causes = rank(findings, house.causes)
    link = seen.way.link
    codecs = {link: seen.way.codec}
    host = link is LinkName.HOST
    case = Case(
        transcript, money, None, None, None if host else seen.way.codec, seen.way.codec if host else None
    )
    cards = choose(house.cards, causes, case) if causes and verdict is Verdict.INCOMPATIBLE else ()
    advice = tuple(Advice(card.id, card.kind, card.audience, dict(card.text), cause) for card, cause in cards)
    record = RunRecord(
        scenario=seen.case.id,
        scenario_name=seen.case.name,
        pos_id=who.pos,
        release=who.release,
        terminal=who.terminal,
        faults=seen.case.injected,
        seed=who.seed,
        verdict=verdict,
        money=money,
        findings=findings,
        causes=causes,
        guidance=advice,
        transcript=transcript,
        why=why,
        command=f"{who.command} --only {seen.case.id}" if who.command else "",
    )
    return record, codecs


def _findings(seen: Evidence, money: MoneyAccount) -> Iterator[Finding]:
    yield from judge_sales(seen, money)
    yield from judge_line(seen)
    lines = [line for one in seen.ran for line in one.printed]
    last = tuple(line.n for line in lines[-1:])
    if seen.hung:
        wait_s = max(one.limit_s for one in seen.ran if one.hung)
        yield found("audit.hung", Severity.ERROR, (), last, wait_s=f"{wait_s:g}")
    elif seen.crashed:
        code = next(one.code for one in seen.ran if one.crashed)
        yield found(
            "audit.crashed", Severity.ERROR, (), last, code=code, text=lines[-1].text if lines else ""
        )
    elif seen.ran and len(seen.payments) < seen.case.payments:
        made, asked = len(seen.payments), seen.case.payments
        yield found("audit.payment_missing", Severity.ERROR, (), last, made=made, asked=asked)


def _verdict(seen: Evidence, findings: Sequence[Finding]) -> tuple[Verdict, Words]:
    bad = [finding for finding in findings if finding.severity.rank <= Severity.ERROR.rank]
    if bad:
        return Verdict.INCOMPATIBLE, dict(bad[0].summary)
    if not seen.payments:
        return Verdict.INCONCLUSIVE, ABSENT
    if seen.case.bend and not seen.bent:
        return Verdict.INCONCLUSIVE, NOT_BENT
    if findings and findings[0].severity is Severity.WARNING:
        worst = findings[0].summary
        return Verdict.COMPATIBLE, {
            "ko": f"결과는 맞으나: {worst['ko']}",
            "en": f"It came out right, yet: {worst['en']}",
        }
    sound, did = seen.case.sound, _did(seen)
    return Verdict.COMPATIBLE, {
        "ko": f"바르게 동작: {sound['ko']} ({did}).",
        "en": f"As it should be: {sound['en']} ({did}).",
    }


def _did(seen: Evidence) -> str:
    """The POS's part in numbers: sendings, ACKs and NAKs."""
    mine = [one for one in seen.said if one.from_pos]
    acks = sum(one.control == "ACK" for one in mine)
    naks = sum(one.control == "NAK" for one in mine)
    frames = sum(not one.control for one in mine)
    return f"TX {frames}, ACK {acks}, NAK {naks}" if seen.acks else f"TX {frames}"
