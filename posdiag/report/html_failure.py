"""One group of like failures on the page: cause, money, ladder, evidence, guidance, and how to repeat it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from posdiag.diagnose.finding import Finding
from posdiag.matrix.compare import Standing
from posdiag.matrix.tally import Failure, Group
from posdiag.payment.money import MoneyAccount
from posdiag.record import Advice, ProofStatus, RunRecord
from posdiag.report.failure import money_words
from posdiag.report.html_ladder import ladder_svg
from posdiag.report.html_text import attribute, both, clean, phrase_of, texts, word_of, word_or
from posdiag.report.matrix_report import MatrixReport, severity_of
from posdiag.report.reasons import behind, told_causes
from posdiag.report.redact import Shown
from posdiag.report.words import say

#: Failures that a group lists; a product that fails everywhere fails the same way hundreds of times.
MOST_MEMBERS = 200
_SECTIONS = (("workaround", "page.now"), ("fix", "page.for_good"), ("question", "page.ask"))


def group_section(
    report: MatrixReport, group: Group, members: Sequence[tuple[str, Failure]], opened: bool
) -> str:
    """The whole section of a group; `members` are its failures, the loudest first."""
    _, first = members[0]
    standings = [report.standing(print_) for print_, _ in members]
    loudest = min(standings, key=list(_LOUDNESS).index)
    severity = severity_of(first)
    heading = (
        f'<span class="badge {loudest}">{phrase_of(f"standing.{loudest}")}</span>'
        f'<span class="badge {severity}">{word_of(f"severity.{severity}")}</span>'
        f"<b>{both(lambda lang: report.cause(first, lang))}</b>"
        f'<span class="where">{clean(report.title(first))}</span>'
    )
    if len(members) > 1:
        heading += f'<span class="count">× {len(members)}</span>'
    words = " ".join(
        [first.identity.cause, *(report.cause(first, lang) for lang in ("ko", "en"))]
        + [report.title(failure) for _, failure in members]
    )
    inner = "".join([*_whole(report, group, first), *_members(report, members)])
    return (
        f'<details class="group {" ".join(sorted(set(standings)))}" data-words={attribute(words.lower())}'
        f"{' open' if opened else ''}><summary>{heading}</summary>"
        f'<div class="body" id="g{group.number}">{inner}</div></details>\n'
    )


_LOUDNESS = (Standing.NEW, Standing.EXPIRED, Standing.KNOWN)


def _whole(report: MatrixReport, group: Group, first: Failure) -> Iterator[str]:
    yield f'<p class="why">{texts(first.first.why)}</p>'
    shown = report.wholes.get(group.number)
    if shown is None:
        yield f'<p class="dim">{phrase_of("not_whole")}</p>'
        yield _command(report.command(first))
        return
    record = shown.record
    if group.first.index != first.first.index:
        title = f"{record.scenario} · {record.pos_id}@{record.release}"
        yield f'<p class="dim">{phrase_of("elsewhere", title=title)}</p>'
    agrees = "agrees" if record.money.agrees else "differs"
    yield f'<p class="money {agrees}">{both(lambda lang: money_words(record.money, lang))}</p>'
    yield from _drawing(shown)
    yield '<div class="columns"><section>'
    yield from _causes(report, record)
    yield from _evidence(record.findings)
    yield "</section><section>"
    yield from _guidance(record.guidance)
    yield "</section></div>"
    yield _command(record.command)


def _drawing(shown: Shown) -> Iterator[str]:
    drawing = ladder_svg(shown)
    if drawing:
        yield f'<div class="scroll" tabindex="0" role="region" aria-label="ladder">{drawing}</div>'


def _causes(report: MatrixReport, record: RunRecord) -> Iterator[str]:
    yield f"<h3>{phrase_of('cause')}</h3>"
    told = told_causes(record)
    if not told:
        yield f"<p>{word_of('cause.unknown')}</p>"
        return
    yield '<ul class="causes">'
    for share in told:
        name = texts(report.names.get(share.cause) or {"ko": share.cause, "en": share.cause})
        yield (
            f'<li><meter min="0" max="1" value="{share.probability:.2f}" aria-hidden="true"></meter>'
            f"<b>{share.probability:.0%}</b> {name} <code>{clean(share.cause)}</code> · "
            f"{word_or(f'party.{share.party}', share.party)}</li>"
        )
    yield "</ul>"
    if record.behind is not None:
        shows = both(lambda lang: " ".join(behind(record, lang, report.names)))
        yield f"<p><b>{word_of('failure.behind')}</b> {shows}</p>"


def _evidence(findings: Sequence[Finding]) -> Iterator[str]:
    yield f"<h3>{phrase_of('evidence')}</h3>"
    if not findings:
        yield f"<p>{word_of('evidence.none')}</p>"
        return
    yield '<ul class="evidence">'
    for finding in sorted(findings, key=lambda one: one.severity.rank):
        numbers = " ".join(f"#{number}" for number in (*finding.evidence[:6], *finding.observed[:6]))
        badge = f'<span class="badge {finding.severity}">{word_of(f"severity.{finding.severity}")}</span>'
        yield f"<li>{badge} {texts(finding.summary)} <small>{clean(numbers)}</small></li>"
    yield "</ul>"


def _guidance(guidance: Sequence[Advice]) -> Iterator[str]:
    useful = [advice for advice in guidance if advice.proof.status is not ProofStatus.REFUTED]
    for kind, key in _SECTIONS:
        chosen = [advice for advice in useful if advice.kind == kind]
        if chosen:
            yield f'<h3>{phrase_of(key)}</h3><ul class="advice">'
            yield from map(_advice, chosen)
            yield "</ul>"


def _advice(advice: Advice) -> str:
    audience = word_or(f"audience.{advice.audience}", advice.audience)
    first = both(lambda lang: f"({say(lang, 'advice.after')}) ") if advice.after else ""
    text = f'<li><span class="badge plain">{audience}</span> {first}{texts(advice.text)}'
    proof = advice.proof
    if proof.status is ProofStatus.PROVEN:
        told = both(
            lambda lang: (
                f"✓ {say(lang, 'proof.proven')}"
                + (f": {say(lang, f'proof.{proof.passes}')}" if proof.passes else "")
            )
        )
        text += f'<div class="proof">{told}'
        before, after = proof.before_money, proof.after_money
        if before is not None and after is not None:
            for key, money in (("before", before), ("after", after)):
                text += f"<br>{_account(key, money)}"
        text += "</div>"
    return text + "</li>"


def _account(when: str, money: MoneyAccount) -> str:
    return both(lambda lang: f"{say(lang, f'proof.{when}')}: {money_words(money, lang)}")


def _command(command: str) -> str:
    button = f'<button type="button" hidden>{phrase_of("page.copy")}</button>'
    return f'<p class="command"><span>{phrase_of("repeat")}</span><code>{clean(command)}</code>{button}</p>'


def _members(report: MatrixReport, members: Sequence[tuple[str, Failure]]) -> Iterator[str]:
    """Every failure of the group with its command, and what the baseline says of it."""
    if len(members) == 1 and report.entry(members[0][0]) is None:
        return
    yield f'<details class="members"><summary>{phrase_of("failures", count=len(members))}</summary><ul>'
    for print_, failure in members[:MOST_MEMBERS]:
        entry = report.entry(print_)
        standing = report.standing(print_)
        known = ""
        if entry is not None:
            values = {"owner": entry.owner, "expires": entry.expires.isoformat(), "reason": entry.reason}
            known = f'<br><span class="dim">{phrase_of("entry", **values)}</span>'
        yield (
            f'<li><span class="badge {standing}">{phrase_of(f"standing.{standing}")}</span> '
            f"{clean(report.title(failure))}<br><code>{clean(report.command(failure))}</code>{known}</li>"
        )
    if len(members) > MOST_MEMBERS:
        yield f"<li>{phrase_of('more', count=len(members) - MOST_MEMBERS)}</li>"
    yield "</ul></details>"
