"""Who gets what of a case, as data: `profiles/intake/audiences.yaml` read and linted."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from posdiag.errors import InputError
from posdiag.marked import Faults, Marked, read_yaml
from posdiag.profile.roots import Roots
from posdiag.worded import worded

PARTS = ("diagnosis", "tried", "payments", "alarms", "runs", "ladder", "capture", "story")
#: What a row of a statement may tell.
COLUMNS = ("at", "kind", "shop", "place", "amount_krw", "purse", "approval", "cancelled")
#: Facts that a story gives and no field asks for.
BESIDE = ("cancelled-at", "text-amount", "balance", "bin")


@dataclass(frozen=True, slots=True)
class Audience:
    """A party, why it gets what it gets, and that: `facts` by field, `parts`, `columns` of payments."""

    id: str
    name: Mapping[str, str]
    why: Mapping[str, str]
    facts: tuple[str, ...]
    parts: tuple[str, ...]
    columns: tuple[str, ...]
    place: str = ""


def load_audiences(roots: Roots, faults: Faults | None = None) -> Mapping[str, Audience]:
    """The audiences by id. Faults go to `faults`; without such a list they are raised together."""
    collected = Faults() if faults is None else faults
    found: dict[str, Audience] = {}
    for file in roots.files("intake"):
        document = read_yaml(file.path, collected, file.shown_as) if file.id == "audiences" else None
        if document is not None:
            found |= {id_: _audience(id_, entry) for id_, entry in document.need("audiences").pairs()}
            document.no_other_keys()
    if faults is None and collected:
        raise InputError(collected.problems)
    return found


def _audience(id_: str, entry: Marked) -> Audience:
    audience = Audience(
        id_,
        entry.languages("name"),
        entry.languages("why"),
        entry.need("facts").texts(),
        tuple(one.as_choice(PARTS, "diagnosis") for one in entry.list("parts")),
        tuple(one.as_choice(COLUMNS, "at") for one in entry.list("columns")),
        entry.place,
    )
    if ("payments" in audience.parts) is not bool(audience.columns):
        entry.fault(
            worded("`columns` say what of payments is told"),
            worded("give both `payments` and `columns`, or neither"),
        )
    entry.no_other_keys()
    return audience


def lint_audiences(audiences: Mapping[str, Audience], fields: Container[str]) -> Faults:
    """Facts that no field asks for."""
    faults = Faults()
    for audience in audiences.values():
        for fact in audience.facts:
            if fact not in fields and fact not in BESIDE:
                faults.add(
                    audience.place,
                    worded("audience `{id}` gets no known fact: `{fact}`", id=audience.id, fact=fact),
                )
    return faults
