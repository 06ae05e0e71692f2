"""A matrix against its baseline: what is new, known, expired or stale. Today is an argument."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from posdiag.matrix.baseline import Entries, Entry
from posdiag.matrix.tally import Tally, places


class Standing(StrEnum):
    """How a failure stands to the baseline."""

    NEW = "new"
    KNOWN = "known"
    EXPIRED = "expired"  # known, but its time has run out


class Stale(StrEnum):
    """Why an entry of the baseline is out of date."""

    PASSES = "passes"  # what it names was played and passes
    OTHERWISE = "otherwise"  # it fails, but in another way
    GONE = "gone"  # there is no such scenario or release any more


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of the comparison. `standing` has every fingerprint that failed.

    An entry that nothing of this call has played is neither known nor stale: it is in `unplayed`.
    """

    standing: dict[str, Standing] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    stale: dict[str, Stale] = field(default_factory=dict)
    unplayed: tuple[str, ...] = ()

    def having(self, *standings: Standing) -> list[str]:
        return [print_ for print_, one in self.standing.items() if one in standings]

    @property
    def clean(self) -> bool:
        """Nothing new, nothing expired, nothing stale."""
        return not self.stale and not self.having(Standing.NEW, Standing.EXPIRED)


def compare(
    tally: Tally,
    entries: Entries,
    today: date,
    scenarios: Collection[str] = (),
    releases: Collection[str] = (),
) -> Compared:
    """Hold what was played against the known failures.

    `scenarios` and `releases` (labels) are all that there are; an entry that names another one is gone.
    """
    standing: dict[str, Standing] = {}
    for print_ in tally.failures:
        entry = entries.get(print_)
        if entry is None:
            standing[print_] = Standing.NEW
        else:
            standing[print_] = Standing.EXPIRED if entry.expired(today) else Standing.KNOWN
    played = places(tally)
    stale: dict[str, Stale] = {}
    unplayed: list[str] = []
    for print_, entry in entries.items():
        if print_ in standing:
            continue
        failing = played.get(entry.identity.place)
        if failing is not None:
            stale[print_] = Stale.OTHERWISE if failing else Stale.PASSES
        elif (scenarios and entry.identity.scenario not in scenarios) or (
            releases and entry.identity.pos not in releases
        ):
            stale[print_] = Stale.GONE
        else:
            unplayed.append(print_)
    return Compared(standing, dict(entries), stale, tuple(unplayed))


def written(
    tally: Tally, entries: Entries, reason: str, owner: str, expires: date, renew: bool = False
) -> dict[str, Entry]:
    """The entries with every failure of the matrix among them.

    An entry that is there keeps its reason, its owner and its end; `renew` gives those that fail still
    a new end. Nothing is taken out: that is for `pruned`.
    """
    kept = dict(entries)
    for print_, failure in tally.failures.items():
        known = kept.get(print_)
        if known is None:
            kept[print_] = Entry(failure.identity, reason, owner, expires)
        elif renew:
            kept[print_] = replace(known, expires=max(expires, known.expires))
    return kept


def pruned(compared: Compared) -> Iterator[Entry]:
    """The entries that are not stale."""
    return (entry for print_, entry in compared.entries.items() if print_ not in compared.stale)
