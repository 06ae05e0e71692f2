"""The causes as data: whose side each is on, what it is called, and what speaks for and against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from posdiag.diagnose.ranking import NONE, Ranking, load_ranking
from posdiag.diagnose.sayings import SAYINGS
from posdiag.errors import InputError
from posdiag.marked import Faults, Marked, read_yaml
from posdiag.profile.roots import DataFile, Roots
from posdiag.worded import worded

UNKNOWN = "unknown"

_MAX_WEIGHT = 12.0


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
    """All causes by id, in the order of their file, with the weights that were fitted for them.

    `spoken_for` are the findings that speak for some cause.
    """

    def __init__(self, causes: Mapping[str, Cause], ranking: Ranking = NONE) -> None:
        self._by_id = dict(causes)
        self.ranking = ranking
        self.spoken_for = frozenset(code for cause in causes.values() for code in cause.for_)

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
    return CauseTable(causes, load_ranking(roots))


def read_causes(file: DataFile, faults: Faults) -> dict[str, Cause]:
    """The causes of one file; every fault is added to `faults`."""
    document = read_yaml(file.path, faults, file.shown_as)
    if document is None:
        return {}
    causes = {id_: _cause(id_, entry) for id_, entry in document.need("causes").pairs()}
    document.no_other_keys()
    if causes and sum(cause.prior for cause in causes.values()) > 1.0001:
        document.fault(worded("the priors sum to more than 1"), worded("lower some of them"))
    if causes and UNKNOWN not in causes:
        document.fault(
            worded("the cause `{unknown}` is missing", unknown=UNKNOWN),
            worded("an honest `cannot tell` must be possible"),
        )
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
            value.fault(
                worded("no detector gives the finding `{code}`", code=code),
                worded("see posdiag/diagnose/sayings*.py"),
            )
        weights[code] = _number(value, _MAX_WEIGHT)
    return weights


def _number(value: Marked, at_most: float) -> float:
    text = value.as_text("0")
    try:
        number = float(text)
    except ValueError:
        value.fault(worded("`{key}` must be a number, not `{text}`", key=value.key, text=text))
        return 0.0
    if not 0 <= number <= at_most:
        value.fault(
            worded("`{key}` is {text}, outside 0 to {at_most:g}", key=value.key, text=text, at_most=at_most)
        )
        return 0.0
    return number


def unused_findings(causes: CauseTable) -> tuple[str, ...]:
    """Finding codes that speak for no cause at all: a detector whose word counts for nothing."""
    used = {code for cause in causes for code in cause.for_}
    return tuple(code for code in SAYINGS if code not in used)
