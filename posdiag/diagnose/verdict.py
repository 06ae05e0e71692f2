"""The verdict on one replay or capture, with the reason in a sentence of either language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from posdiag.diagnose.case import Case
from posdiag.diagnose.finding import Finding, Severity
from posdiag.payment.money import BELIEF_WORDS
from posdiag.record import Verdict
from posdiag.transcript import Seen

Why = Mapping[str, str]


def judge(case: Case, findings: Sequence[Finding]) -> tuple[Verdict, Why]:
    """Compatible: outcome as expected, money agrees, no finding of error or above.

    Inconclusive where nothing could be seen: no frame from the other side, no refusal of the POS's
    own, no closed link, and nothing that was found wrong.
    """
    bad = [finding for finding in findings if finding.severity.rank <= Severity.ERROR.rank]
    if bad:
        worst = bad[0]
        return Verdict.INCOMPATIBLE, dict(worst.summary)
    if _nothing_seen(case):
        return Verdict.INCONCLUSIVE, {
            "ko": "판단할 근거가 없습니다: 상대에게서 온 것이 없습니다.",
            "en": "Nothing to judge by: nothing came from the other side.",
        }
    if not case.money.agrees:
        return Verdict.INCOMPATIBLE, {
            "ko": "POS 장부와 청구가 다릅니다.",
            "en": "The POS's books and the charges differ.",
        }
    belief = BELIEF_WORDS[case.money.pos_believes]
    charged = f"{case.money.charged_krw:,}"
    return Verdict.COMPATIBLE, {
        "ko": f"기대한 대로입니다: {belief['ko']}, {charged}원.",
        "en": f"As expected: {belief['en']}, {charged} won.",
    }


def _nothing_seen(case: Case) -> bool:
    return (
        not case.other_side_heard
        and not case.observed(Seen.REFUSED, Seen.CLOSED)
        and case.transcript.statement is None
    )
