"""The guidance of one run: chosen cards, each tried where it can be, the refuted ones left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from posdiag.diagnose.case import Case
from posdiag.diagnose.finding import CauseShare, Finding
from posdiag.errors import InputError
from posdiag.guidance.act import apply
from posdiag.guidance.cards import Card, Cards
from posdiag.guidance.choose import choose, less_likely_fixes
from posdiag.guidance.deeds import Releases
from posdiag.guidance.prove import Replay, Replayed, prove
from posdiag.profile.library import Library
from posdiag.record import Advice, Proof, ProofStatus
from posdiag.replay.variant import Variant

#: Replays are costly: no more deeds than this are tried for one run.
MAX_TRIED = 10

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
    known = _releases(library, variant)
    trial = _Trial(variant, known, gathered_facts(findings), before, replay, seed, library)
    advice = []
    chosen = choose(cards, causes, case)
    for card, cause in chosen:
        proof = trial.of(card)
        if proof.status is not ProofStatus.REFUTED:
            advice.append(_advice(card, cause, proof))
    for card, cause in less_likely_fixes(cards, causes, case):
        if all(card is not other for other, _ in chosen):
            proof = trial.of(card)
            if proof.status is ProofStatus.PROVEN:
                advice.append(_advice(card, cause, proof))
    return tuple(sorted(advice, key=lambda one: _STATUS_ORDER[one.proof.status]))


@dataclass(slots=True)
class _Trial:
    """Tries deeds on one failing case; the same deed is replayed once, and not more than MAX_TRIED."""

    variant: Variant
    releases: Releases
    facts: Mapping[str, str]
    before: Replayed
    replay: Replay | None
    seed: int
    library: Library
    proofs: dict[str, Proof] = field(default_factory=dict)

    def of(self, card: Card) -> Proof:
        key = repr((sorted(card.act.items()), card.passes))
        if key not in self.proofs:
            tried = sum(proof.status is not ProofStatus.NOT_REPLAYABLE for proof in self.proofs.values())
            room = self.replay is not None and tried < MAX_TRIED
            changed = apply(card, self.variant, self.releases, self.facts) if room else None
            if changed is not None and not _can_speak(self.library, changed):
                changed = None  # options of another family of dialects
            self.proofs[key] = prove(changed, self.before, self.replay, self.seed, card.passes)
        return self.proofs[key]


def _can_speak(library: Library, variant: Variant) -> bool:
    """Whether the dialect of the changed release knows all of its options."""
    try:
        library.codec_of(variant.release)
    except InputError:
        return False
    return True


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
