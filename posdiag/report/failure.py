"""One failure for people: the money, the ladder, the cause with its evidence, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from posdiag.diagnose.finding import Finding, Severity
from posdiag.payment.money import MoneyAccount
from posdiag.record import Advice, NextCheck, Proof, ProofStatus, RunRecord
from posdiag.report.columns import columns, pad, shown, wrap
from posdiag.report.ladder import ladder
from posdiag.report.lines import Line, line
from posdiag.report.reasons import (
    CauseNames,
    behind,
    cause_line,
    excluded,
    told_causes,
    tried_out,
    voices,
    wanted,
)
from posdiag.report.redact import Shown
from posdiag.report.table import SIGNS
from posdiag.report.words import pick, say, say_or, won

_LABEL = 13  # columns of the label before a paragraph
_MOST_NUMBERS = 6  # frames named for one finding
_SEVERITY_STYLES = {Severity.CRITICAL: "bad", Severity.ERROR: "bad", Severity.WARNING: "unsure"}
_SECTIONS = (("workaround", "failure.now"), ("fix", "failure.for_good"), ("question", "failure.ask"))


def failure(
    run: Shown, alike: Sequence[str], lang: str, width: int, cause_names: CauseNames
) -> Iterator[Line]:
    """The whole section of a run. `alike` names the other runs that failed the same way."""
    record = run.record
    yield _title(record, lang, width)
    if alike:
        yield from _paragraph(say(lang, "failure.also"), " · ".join(alike), width)
    where = " · ".join([record.terminal, *record.faults])
    yield from _paragraph(say(lang, "failure.terminal"), where, width, "dim")
    if record.why:
        yield from _paragraph(say(lang, "failure.why"), pick(record.why, lang), width)
    if record.error:
        yield from _paragraph(say(lang, "failure.error"), record.error, width, "bad")
    money = record.money
    yield from _paragraph(
        say(lang, "failure.money"), money_words(money, lang), width, "" if money.agrees else "bad"
    )
    yield line()
    marked = {number for finding in record.findings for number in (*finding.evidence, *finding.observed)}
    yield from ladder(run, lang, width, marked)
    yield line()
    yield from _causes(record, lang, width, cause_names)
    yield from _evidence(record.findings, lang, width)
    yield from _guidance(record.guidance, lang, width)
    if record.next is not None:
        yield from _next(record.next, lang, width)
    if record.command:
        yield line(pad(say(lang, "failure.command"), _LABEL) + shown(record.command), "dim")
    yield line()


def money_words(money: MoneyAccount, lang: str) -> str:
    """The whole account, and what it rests on."""
    return " · ".join([_account(money, lang), say(lang, f"money.seen.{money.seen_by}")])


def _account(money: MoneyAccount, lang: str) -> str:
    """The account of the money in one line."""
    amount = won(lang, money.charged_krw)
    if money.charges == 0:
        charged = say(lang, "money.none")
    elif money.charges == 1:
        charged = say(lang, "money.charge", amount=amount)
    else:
        charged = say(lang, "money.charges", count=money.charges, amount=amount)
    purses = [
        f"{say_or(lang, f'purse.{purse}', purse)} {won(lang, part)}"
        for purse, part in sorted(money.from_purse.items(), key=_purse_order)
        if part
    ]
    if purses:
        charged += f" ({' + '.join(purses)})"
    belief = say(lang, f"belief.{money.pos_believes}")
    books = say(lang, "money.books", belief=belief, amount=won(lang, money.booked_krw))
    agrees = say(lang, "money.agrees" if money.agrees else "money.disagrees")
    return " · ".join([charged, books, agrees])


def _purse_order(item: tuple[str, int]) -> tuple[bool, str]:
    """Public money first, the customer's own card and account after it."""
    return item[0] in ("card", "account"), item[0]


def _title(record: RunRecord, lang: str, width: int) -> Line:
    sign, style = SIGNS[record.verdict]
    name = pick(record.scenario_name, lang)
    words = [f"{sign} {record.scenario}", name, f"{record.pos_id}@{record.release}"]
    title = f"═══ {' · '.join(word for word in words if word)} "
    return line(title + "═" * max(width - columns(title), 3), style)


def _paragraph(label: str, text: str, width: int, style: str = "") -> Iterator[Line]:
    """A label and its text, wrapped under itself."""
    opening = pad(label, _LABEL)
    for part in wrap(shown(text), width - _LABEL):
        yield line(opening + part, style)
        opening = " " * _LABEL


def _causes(record: RunRecord, lang: str, width: int, names: CauseNames) -> Iterator[Line]:
    """Each likely cause with what speaks for it and against it, and then how it was told from the others."""
    label = say(lang, "failure.cause")
    told = told_causes(record)
    if not told:
        yield from _paragraph(label, say(lang, "cause.unknown"), width, "unsure")
    for index, share in enumerate(told):
        text = cause_line(share, index == 0, record, lang, names)
        yield from _paragraph(label if index == 0 else "", text, width, "mark" if index == 0 else "")
        if len(told) > 1:
            for voice, reason in voices(share, record.findings, lang):
                yield from _paragraph(f"  {voice}", reason, width, "dim")
    yield from _list(say(lang, "failure.tried"), tried_out(record, lang, names), width)
    yield from _list(say(lang, "failure.ruled_out"), excluded(record, lang, names), width)
    yield from _list(say(lang, "failure.behind"), behind(record, lang, names), width)
    if missing := wanted(record, lang):
        yield from _paragraph(say(lang, "failure.missing"), missing, width, "unsure")


def _list(label: str, texts: Iterable[str], width: int) -> Iterator[Line]:
    """A label and a paragraph for each text."""
    for number, text in enumerate(texts):
        yield from _paragraph("" if number else label, text, width, "dim")


def _evidence(findings: Sequence[Finding], lang: str, width: int) -> Iterator[Line]:
    label = say(lang, "failure.evidence")
    if not findings:
        yield from _paragraph(label, say(lang, "evidence.none"), width)
    for index, finding in enumerate(sorted(findings, key=lambda found: found.severity.rank)):
        where = []
        if finding.evidence:
            where.append(say(lang, "evidence.frames", numbers=_numbers(finding.evidence)))
        if finding.observed:
            where.append(say(lang, "evidence.observed", numbers=_numbers(finding.observed)))
        severity = say(lang, f"severity.{finding.severity}")
        text = f"[{severity}] {pick(finding.summary, lang)}" + (f" ({', '.join(where)})" if where else "")
        style = _SEVERITY_STYLES.get(finding.severity, "dim")
        yield from _paragraph(label if index == 0 else "", text, width, style)


def _numbers(numbers: Sequence[int]) -> str:
    more = f" … #{numbers[-1]}" if len(numbers) > _MOST_NUMBERS else ""
    return " ".join(f"#{number}" for number in numbers[:_MOST_NUMBERS]) + more


def _guidance(guidance: Sequence[Advice], lang: str, width: int) -> Iterator[Line]:
    futile = [advice.id for advice in guidance if advice.proof.status is ProofStatus.REFUTED]
    for kind, heading in _SECTIONS:
        chosen = [advice for advice in guidance if advice.kind == kind and advice.id not in futile]
        if not chosen:
            continue
        yield line(say(lang, heading), "head")
        for advice in chosen:
            yield from _advice(advice, lang, width)
    if futile:
        yield from _paragraph(say(lang, "failure.futile"), ", ".join(dict.fromkeys(futile)), width, "dim")


def _next(check: NextCheck, lang: str, width: int) -> Iterator[Line]:
    yield line(say(lang, "next.head"), "head")
    who = say(lang, f"audience.{check.who}")
    yield from _paragraph(f"  {who}", pick(check.text, lang), width)
    answers = [f"{number}) {pick(text, lang)}" for number, (_, text) in enumerate(check.answers, 1)]
    yield from _paragraph("", " · ".join(answers), width)
    effort = say(lang, "next.effort", minutes=f"{check.effort_min:g}", bits=f"{check.gain_bits:.2f}")
    yield from _paragraph("", f"{effort} · {pick(check.why, lang)}", width, "dim")


def _advice(advice: Advice, lang: str, width: int) -> Iterator[Line]:
    audience = say_or(lang, f"audience.{advice.audience}", advice.audience)
    first = f"({say(lang, 'advice.after')}) " if advice.after else ""
    yield from _paragraph(f"  {audience}", first + pick(advice.text, lang), width)
    yield from _proof(advice.proof, lang, width)


def _proof(proof: Proof, lang: str, width: int) -> Iterator[Line]:
    """How often it was replayed, and the money without and with the advice; else why it proves nothing."""
    if proof.status is not ProofStatus.PROVEN:
        if proof.why:
            yield from _paragraph("", pick(proof.why, lang), width, "dim")
        return
    words = f"✓ {say(lang, 'proof.proven')}"
    if proof.passes:
        words += f": {say(lang, f'proof.{proof.passes}')}"
    if proof.seeds:
        seeds = f"{proof.seeds[0]}–{proof.seeds[-1]}"
        words += f" · {say(lang, 'proof.replays', count=proof.replays, seeds=seeds)}"
    yield from _paragraph("", words, width, "good")
    for when, money, told in (
        ("before", proof.before_money, proof.before),
        ("after", proof.after_money, proof.after),
    ):
        text = pick(told, lang) if money is None else _account(money, lang)
        if text:
            yield from _paragraph("", f"{say(lang, f'proof.{when}')}: {text}", width, "good")
