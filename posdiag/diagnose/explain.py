"""Which trait of a release explains what the bytes showed. A trait alone is never a finding."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from posdiag.diagnose.detect_agent import READER_MS
from posdiag.diagnose.detect_timing import AGREED_MS
from posdiag.diagnose.finding import Finding
from posdiag.profile.traits import Entry, LateAnswer, OnTimeout, PartialApproval, Traits

Explains = Callable[[Traits], bool]

#: finding code -> (name of the trait, whether this release's value explains the finding)
EXPLANATIONS: Mapping[str, tuple[str, Explains]] = {
    "timing.pos_gave_up_early": ("timers.answer_ms", lambda t: t.timers.answer_ms <= AGREED_MS),
    "txn.missing_reversal": ("on_timeout", lambda t: OnTimeout.REVERSE not in t.on_timeout),
    "txn.retry_before_inquiry": ("on_timeout", lambda t: t.on_timeout[:1] == (OnTimeout.RETRY,)),
    "txn.answer_mismatched": ("late_answer", lambda t: t.late_answer is not LateAnswer.MATCH),
    "txn.stan_reused": ("stan", lambda t: t.stan != "counts"),
    "txn.approval_cut": ("approval_digits", lambda t: t.approval_digits < 8),
    "till.partial_as_full": ("partial_approval", lambda t: t.partial_approval is PartialApproval.AS_FULL),
    "till.partial_as_decline": (
        "partial_approval",
        lambda t: t.partial_approval is PartialApproval.AS_DECLINE,
    ),
    "agent.reader_wait_short": ("timers.reader_ms", lambda t: t.timers.reader_ms < READER_MS),
    "agent.pos_timer_short": ("timers.answer_ms", lambda t: t.timers.answer_ms <= READER_MS),
    "agent.busy_not_retried": ("busy_tries", lambda t: t.busy_tries == 1),
    "agent.code_confused": ("approval_from", lambda t: t.approval_from == "agent"),
    "till.refused_bin": ("bin_table", lambda t: bool(t.bin_table)),
    "till.refused_entry": ("entry_modes", lambda t: bool(frozenset(Entry) - t.entry_modes)),
    "till.refused_barcode": ("barcode_prefixes", lambda t: bool(t.barcode_prefixes)),
    "till.refused_instalment": ("instalment_max", lambda t: t.instalment_max < 99),
    "till.clock_skew": ("clock_offset_s", lambda t: t.clock_offset_s != 0),
    "till.balance_not_shown": ("shows_balance", lambda t: not t.shows_balance),
    "card.fallback_not_offered": ("chip_fallback", lambda t: not t.chip_fallback),
    "route.pg_first": ("routes", lambda t: t.routes[:1] == ("pg",)),
    "route.pg_only": ("routes", lambda t: t.routes == ("pg",)),
    "wire.segment": ("segment", lambda t: t.segment == "first-read"),
    "text.cut_in_character": ("screen_cut", lambda t: t.screen_cut == "bytes"),
    "text.wrong_charset": ("screen_charset", lambda t: t.screen_charset != "cp949"),
    "text.field_cut": ("goods_text_cut", lambda t: t.goods_text_cut == "bytes"),
}


def explained(finding: Finding, traits: Traits | None) -> Finding:
    """The finding, with the fact `trait` where the release's profile explains it."""
    name, explains = EXPLANATIONS.get(finding.code, ("", None))
    if traits is None or explains is None or not explains(traits):
        return finding
    return replace(finding, facts={**finding.facts, "trait": name})
