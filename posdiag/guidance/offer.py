"""The guidance of one run: chosen cards, each tried where it can be, the refuted ones left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from posdiag.diagnose.case import Case
from posdiag.diagnose.finding import CauseShare, Finding
from posdiag.errors import InputError
from posdiag.guidance.act import rungs
from posdiag.guidance.cards import Card, Cards
from posdiag.guidance.choose import choose, instead_of, less_likely_fixes, only_where_proven
from posdiag.guidance.ladders import Releases, Rung, Stock
from posdiag.guidance.prove import REAL, Prover
from posdiag.profile.library import Library
from posdiag.record import Advice, Proof, ProofStatus, Tried
from posdiag.replay.variant import Variant

#: Replays are costly: no more deeds than this are tried for one run.
MAX_TRIED = 12

_STATUS_ORDER = {ProofStatus.PROVEN: 0, ProofStatus.NOT_REPLAYABLE: 1, ProofStatus.REFUTED: 2}
_NOT_TRIED = Proof(ProofStatus.NOT_REPLAYABLE)


@dataclass(frozen=True, slots=True)
class Offered:
    """Advice in the order in which it is read, and what was tried for it."""

    advice: tuple[Advice, ...] = ()
    tried: Tried = field(default_factory=Tried)


def offer(
    cards: Cards,
    causes: Sequence[CauseShare],
    case: Case,
    library: Library,
    variant: Variant,
    prover: Prover | None,
    findings: Sequence[Finding] = (),
    terminals: tuple[str, ...] = (),
) -> Offered:
    """Advice for this run: for each audience the proven first, then what cannot be replayed.

    `prover` tries deeds on `variant`, the failing case; None where nothing may be replayed. `terminals` are
    the case's own with newer firmware.
    """
    stock = Stock(_releases(library, variant), terminals, gathered_facts(findings))
    trial = _Trial(variant, stock, prover, library)
    advice = []
    chosen = choose(cards, causes, case)
    for card, cause in chosen:
        tried = trial.of(card)
        if tried.status is not ProofStatus.REFUTED:
            advice.append(_advice(card, cause, trial))
        else:
            advice += [_advice(other, cause, trial) for other in instead_of(cards, card)]
    told = list(chosen)
    if prover is not None:
        for card, cause in (*only_where_proven(cards, causes, case), *less_likely_fixes(cards, causes, case)):
            known = any(card is other or _says_the_same(card, other, trial) for other, _ in told)
            if not known and trial.of(card).status is ProofStatus.PROVEN:
                advice.append(_advice(card, cause, trial))
                told.append((card, cause))
    return Offered(in_order(advice), trial.count())


def in_order(advice: Iterable[Advice]) -> tuple[Advice, ...]:
    """The advice as it is read: what was proven first."""
    return tuple(sorted(advice, key=lambda one: _STATUS_ORDER[one.proof.status]))


def _says_the_same(card: Card, other: Card, trial: _Trial) -> bool:
    """Whether the other has told the same audience to do the same, and was proven."""
    same = (card.act, card.audience) == (other.act, other.audience)
    return same and trial.of(other).status is ProofStatus.PROVEN


@dataclass(slots=True)
class _Trial:
    """Tries deeds on one failing case; the same deed is replayed once, and not more than MAX_TRIED."""

    variant: Variant
    stock: Stock
    prover: Prover | None
    library: Library
    proofs: dict[str, tuple[Proof, Rung | None]] = field(default_factory=dict)

    def of(self, card: Card) -> Proof:
        return self._tried(card)[0]

    def told(self, card: Card) -> Mapping[str, str]:
        """What was done, by name, for the words of a proven card."""
        rung = self._tried(card)[1]
        return {} if rung is None else rung.told

    def count(self) -> Tried:
        """How many deeds were replayed, and what they came to."""
        proofs = [proof for proof, _ in self.proofs.values() if proof.replays]
        return Tried(
            len(proofs),
            sum(proof.status is ProofStatus.PROVEN for proof in proofs),
            sum(proof.status is ProofStatus.REFUTED for proof in proofs),
            sum(proof.replays for proof in proofs),
        )

    def _tried(self, card: Card) -> tuple[Proof, Rung | None]:
        key = repr((sorted(card.act.items()), card.passes))
        if key not in self.proofs:
            self.proofs[key] = self._try(card)
        return self.proofs[key]

    def _try(self, card: Card) -> tuple[Proof, Rung | None]:
        room = sum(proof.replays > 0 for proof, _ in self.proofs.values()) < MAX_TRIED
        if self.prover is None or not room or not card.act:
            return _NOT_TRIED, None
        return self.prover.prove(self._playable(card), card.passes)

    def _playable(self, card: Card) -> Iterator[Rung]:
        """Without options of another family of dialects, which this one cannot speak."""
        for rung in rungs(card, self.variant, self.stock):
            if can_speak(self.library, rung.variant) and not (self._in_real_time and _waits(rung.variant)):
                yield rung

    @property
    def _in_real_time(self) -> bool:
        return self.prover is not None and self.prover.effort is REAL


def _waits(variant: Variant) -> bool:
    """Whether somebody waits at the counter in it: minutes, for each replay."""
    return any(step.wait_ms or step.again_ms for step in variant.scenario.steps)


def can_speak(library: Library, variant: Variant) -> bool:
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


def _advice(card: Card, cause: str, trial: _Trial) -> Advice:
    """The card's words; where its deed was proven, those that name what was done."""
    proof = trial.of(card)
    text = dict(card.text)
    if proof.status is ProofStatus.PROVEN and card.proven:
        text = {lang: words.format(**trial.told(card)) for lang, words in card.proven.items()}
    return Advice(card.id, card.kind, card.audience, text, cause, proof)
