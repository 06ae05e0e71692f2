"""The guidance of one run: chosen cards, each tried where it can be, the refuted ones left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from posdiag.diagnose.case import Case
from posdiag.diagnose.finding import CauseShare, Finding
from posdiag.guidance.act import apply
from posdiag.guidance.cards import Card, Cards
from posdiag.guidance.choose import choose
from posdiag.guidance.deeds import Releases, Variant
from posdiag.guidance.prove import Replay, Replayed, prove
from posdiag.profile.library import Library
from posdiag.record import Advice, Proof, ProofStatus

#: Replays are costly: no more deeds than this are tried for one run.
MAX_TRIED = 8

_STATUS_ORDER = {ProofStatus.PROVEN: 0, ProofStatus.NOT_REPLAYABLE: 1, ProofStatus.REFUTED: 2}


def offer(
    cards: Cards,
    causes: Sequence[CauseShare],
    case: Case,
    variant: Variant,
    library: Library,
    before: Replayed,
    replay: Replay | None,
    seed: int,
    findings: Sequence[Finding] = (),
) -> tuple[Advice, ...]:
    """Advice for this run: for each audience the proven first, then what cannot be replayed.

    `replay` plays a variant under the case's own faults; None where nothing may be replayed.
    """
    facts = gathered_facts(findings)
    proofs: dict[str, Proof] = {}
    advice = []
    for card, cause in choose(cards, causes, case):
        key = repr((sorted(card.act.items()), card.passes))
        if key not in proofs:
            tried = sum(proof.status is not ProofStatus.NOT_REPLAYABLE for proof in proofs.values())
            changed = apply(card, variant, _releases(library, variant), facts) if tried < MAX_TRIED else None
            proofs[key] = prove(changed, before, replay, seed, card.passes)
        if proofs[key].status is not ProofStatus.REFUTED:
            advice.append(_advice(card, cause, proofs[key]))
    return tuple(sorted(advice, key=lambda one: _STATUS_ORDER[one.proof.status]))


def gathered_facts(findings: Sequence[Finding]) -> Mapping[str, str]:
    """The facts of all findings, the worst finding's first."""
    facts: dict[str, str] = {}
    for finding in findings:
        for name, value in finding.facts.items():
            facts.setdefault(name, value)
    return facts


def _releases(library: Library, variant: Variant) -> Releases:
    product = library.products.get(variant.release.id)
    return () if product is None else product.releases


def _advice(card: Card, cause: str, proof: Proof) -> Advice:
    return Advice(card.id, card.kind, card.audience, dict(card.text), cause, proof)
