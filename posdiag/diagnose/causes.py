"""The causes as data, and the ranking: how likely each is, given what was found."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from posdiag.diagnose.finding import CauseShare, Finding, Severity
from posdiag.diagnose.sayings import SAYINGS
from posdiag.errors import InputError
from posdiag.marked import Faults, Marked, read_yaml
from posdiag.profile.roots import DataFile, Roots

UNKNOWN = "unknown"

#: Weight of a finding by its severity. A note is what was expected, so it says nothing of a cause.
_STRENGTH = {Severity.CRITICAL: 1.0, Severity.ERROR: 1.0, Severity.WARNING: 0.95, Severity.NOTE: 0.0}
#: What was survived explains less than what was not, where both were seen.
_WARNING_BESIDE_ERROR = 0.5
#: Money that went wrong outranks the rest (DESIGN 3).
_CRITICAL_BONUS = 1.0
#: A trait of the profile that explains what the bytes show.
_TRAIT_BONUS = 0.7
_MAX_WEIGHT = 12.0
#: No evidence of this kind is proof: so much is the most that all named causes share.
_CERTAINTY = 0.99
#: Shares below this are noise and are not told.
_LEAST_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause of the taxonomy. `for_` and `against` map finding codes to weights (natural logarithms)."""

    id: str
    party: str
    name: Mapping[str, str]
    definition: str
    prior: float
    for_: Mapping[str, float]
    against: Mapping[str, float]
    place: str


class CauseTable:
    """All causes by id, in the order of their file."""

    def __init__(self, causes: Mapping[str, Cause]) -> None:
        self._by_id = dict(causes)

    def __iter__(self) -> Iterator[Cause]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def __contains__(self, id_: object) -> bool:
        return id_ in self._by_id

    def __getitem__(self, id_: str) -> Cause:
        return self._by_id[id_]

    def ids(self) -> tuple[str, ...]:
        return tuple(self._by_id)


def load_causes(roots: Roots, faults: Faults | None = None) -> CauseTable:
    """The causes of `causes.yaml` of every root, later roots over earlier ones.

    Faults go to `faults`; without such a list they are raised together as an InputError.
    """
    collected = Faults() if faults is None else faults
    causes: dict[str, Cause] = {}
    for file in roots.single("causes.yaml"):
        causes |= read_causes(file, collected)
    if faults is None and collected:
        raise InputError(collected.problems)
    return CauseTable(causes)


def read_causes(file: DataFile, faults: Faults) -> dict[str, Cause]:
    """The causes of one file; every fault is added to `faults`."""
    document = read_yaml(file.path, faults, file.shown_as)
    if document is None:
        return {}
    causes = {id_: _cause(id_, entry) for id_, entry in document.need("causes").pairs()}
    document.no_other_keys()
    if causes and sum(cause.prior for cause in causes.values()) > 1.0001:
        document.fault("the priors sum to more than 1", "lower some of them")
    if causes and UNKNOWN not in causes:
        document.fault(f"the cause `{UNKNOWN}` is missing", "an honest `cannot tell` must be possible")
    return causes


def _cause(id_: str, entry: Marked) -> Cause:
    prior = _number(entry.need("prior"), 1.0)
    cause = Cause(
        id_,
        entry.need("party").as_text(),
        entry.languages("name"),
        entry.text("definition"),
        prior,
        _weights(entry.get("for")),
        _weights(entry.get("against")),
        entry.place,
    )
    entry.no_other_keys()
    return cause


def _weights(entry: Marked | None) -> Mapping[str, float]:
    if entry is None:
        return {}
    weights = {}
    for code, value in entry.pairs():
        if code not in SAYINGS:
            value.fault(f"no detector gives the finding `{code}`", "see posdiag/diagnose/sayings*.py")
        weights[code] = _number(value, _MAX_WEIGHT)
    return weights


def _number(value: Marked, at_most: float) -> float:
    text = value.as_text("0")
    try:
        number = float(text)
    except ValueError:
        value.fault(f"`{value.key}` must be a number, not `{text}`")
        return 0.0
    if not 0 <= number <= at_most:
        value.fault(f"`{value.key}` is {text}, outside 0 to {at_most:g}")
        return 0.0
    return number


def unused_findings(causes: CauseTable) -> tuple[str, ...]:
    """Finding codes that speak for no cause at all: a detector whose word counts for nothing."""
    used = {code for cause in causes for code in cause.for_}
    return tuple(code for code in SAYINGS if code not in used)


def rank(findings: Sequence[Finding], causes: CauseTable) -> tuple[CauseShare, ...]:
    """The causes with their probabilities, likeliest first; they sum to at most 1.

    Empty where nothing was found that went wrong: notes of expected refusals raise no cause. A
    finding counts once, however often it was seen. `unknown` takes what the evidence leaves.
    """
    weights = _strengths(findings)
    if not weights:
        return ()
    scores = {}
    because: dict[str, tuple[str, ...]] = {}
    for cause in causes:
        speaking = tuple(code for code in weights if code in cause.for_)
        because[cause.id] = speaking
        score = sum(weights[code][0] * cause.for_[code] + weights[code][1] for code in speaking)
        score -= sum(weights[code][0] * cause.against[code] for code in weights if code in cause.against)
        scores[cause.id] = math.log(max(cause.prior, 1e-9)) + score
    top = max(scores.values())
    mass = {id_: math.exp(score - top) for id_, score in scores.items()}
    total = sum(mass.values())
    shares = (
        CauseShare(id_, round(_CERTAINTY * share / total, 4), causes[id_].party, because[id_])
        for id_, share in mass.items()
        if share / total >= _LEAST_SHARE and (because[id_] or id_ == UNKNOWN)
    )
    return tuple(sorted(shares, key=lambda share: (-share.probability, share.cause)))


def _strengths(findings: Iterable[Finding]) -> dict[str, tuple[float, float]]:
    """Finding code -> (factor of its weight, bonus), for findings that say something of a cause."""
    listed = [finding for finding in findings if finding.severity is not Severity.NOTE]
    serious = any(finding.severity.rank <= Severity.ERROR.rank for finding in listed)
    strengths: dict[str, tuple[float, float]] = {}
    for finding in listed:
        factor = _STRENGTH[finding.severity]
        if serious and finding.severity is Severity.WARNING:
            factor = _WARNING_BESIDE_ERROR
        bonus = _CRITICAL_BONUS if finding.severity is Severity.CRITICAL else 0.0
        if "trait" in finding.facts:
            bonus += _TRAIT_BONUS
        before = strengths.get(finding.code, (0.0, 0.0))
        strengths[finding.code] = max(before, (factor, bonus))
    return strengths
