"""The reader: chip that cannot be read, chip card that was swiped, fallback offered or not."""

from __future__ import annotations

from collections.abc import Iterator

from posdiag.diagnose.case import Case
from posdiag.diagnose.finding import Finding, Severity
from posdiag.diagnose.reading import Exchange, meant_text
from posdiag.diagnose.sayings import found
from posdiag.profile.traits import Entry
from posdiag.transcript import Observation

#: Reader codes (DOMAIN F05): chip unreadable, chip card swiped, way of entry not supported.
CHIP_UNREADABLE, CHIP_CARD_SWIPED, ENTRY_UNSUPPORTED = "C1", "C2", "C3"
CARD_CODES = (CHIP_UNREADABLE, CHIP_CARD_SWIPED, ENTRY_UNSUPPORTED)

#: What terminals and POS show where fallback is switched off (DOMAIN F05, KOCES).
FALLBACK_OFF_WORDS = ("IC거래불가", "폴백거래미사용", "폴백 미사용", "fallback disabled")


def detect_card(case: Case) -> Iterator[Finding]:
    """Each answer of the reader, with what the POS did next."""
    sales = case.sales
    shown = [seen for seen in (*case.pos_screens, *case.terminal_screens) if _off(seen)]
    severity = Severity.WARNING if case.ended_well else Severity.ERROR
    refused: list[int] = []
    for index, sale in enumerate(sales):
        code = "" if sale.answer is None else sale.answer.get("result")
        if code not in CARD_CODES or sale.answer is None:
            continue
        evidence = (*sale.evidence, sale.answer.n)
        following = sales[index + 1] if index + 1 < len(sales) else None
        yield from _after(case, code, evidence, following)
        if code == CHIP_UNREADABLE and not _fell_back(following) and not case.allows_fallback:
            refused += evidence
    if shown or refused:
        yield found("card.fallback_not_offered", severity, refused, (seen.n for seen in shown))


def _fell_back(following: Exchange | None) -> bool:
    return following is not None and following.message.get("entry") == Entry.FALLBACK.value


def _off(seen: Observation) -> bool:
    return any(word in meant_text(seen) for word in FALLBACK_OFF_WORDS)


def _after(case: Case, code: str, evidence: tuple[int, ...], following: Exchange | None) -> Iterator[Finding]:
    if code == ENTRY_UNSUPPORTED:
        severity = Severity.WARNING if case.ended_well else Severity.ERROR
        yield found("card.entry_unsupported", severity, evidence, (), code=code)
        return
    if code == CHIP_CARD_SWIPED:
        severity = Severity.NOTE if case.ended_well else Severity.ERROR
        yield found("card.chip_card_swiped", severity, evidence, (), code=code)
    elif following is not None and _fell_back(following):
        yield found("card.fell_back", Severity.NOTE, (*evidence, *following.evidence))
    else:
        known = case.instrument is not None and case.instrument.state.get("chip_broken") == "yes"
        severity = Severity.NOTE if case.ended_well or known else Severity.ERROR
        yield found("card.chip_failed", severity, evidence, (), code=code)
