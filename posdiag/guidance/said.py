"""The words of cards alone, by cause: for an answer at once, which tries no deed and needs no replay.

What `choose.fitting_cards` gives without a case, from the few cards that name the cause; a test holds the
two together. Reading all cards with their deeds takes longer than an answer may.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from posdiag.errors import InputError
from posdiag.marked import Faults, Marked, parse_yaml
from posdiag.profile.roots import Roots

#: How every card begins in its file.
_ENTRY = "\n  - id:"
_STANDING_ORDER = "standing-order"
_KIND_ORDER = {"workaround": 0, "question": 1, "fix": 2}


@dataclass(frozen=True, slots=True)
class Said:
    """What a card says to one audience. Those true in one state of the money only say so in `charged`."""

    id: str
    causes: tuple[str, ...]
    kind: str
    audience: str
    text: Mapping[str, str]
    charged: str
    agent_link: bool


class Sayings:
    """The cards by cause; each file is read once, each card when its cause is first asked for."""

    def __init__(self, roots: Roots) -> None:
        self._entries = [
            entry
            for file in roots.files("guidance")
            for entry in _entries(file.path.read_text(encoding="utf-8"), file.shown_as)
        ]
        self._by_cause: dict[str, tuple[Said, ...]] = {}

    def of(self, cause: str, audience: str) -> list[Said]:
        """Cards of a cause, or of its class where it has none, for one audience: what to do now first."""
        for id_ in (cause, ".".join(cause.split(".")[:2])):
            found = [one for one in self._of(id_) if one.audience == audience]
            if found:
                return sorted(found, key=lambda one: (_KIND_ORDER.get(one.kind, 9), not one.agent_link))
        return []

    def _of(self, cause: str) -> tuple[Said, ...]:
        if cause not in self._by_cause:
            found = [said for entry in self._entries if cause in entry[2] for said in _read(*entry)]
            self._by_cause[cause] = tuple(one for one in found if cause in one.causes)
        return self._by_cause[cause]


def _entries(text: str, file: str) -> Iterator[tuple[str, int, str]]:
    head, *entries = text.split(_ENTRY)
    line = head.count("\n") + 2
    for entry in entries:
        yield file, line, _ENTRY[1:] + entry
        line += entry.count("\n") + 1


def _read(file: str, line: int, text: str) -> Iterator[Said]:
    """The card of an entry, unless it is shown only with a proof or for any payment."""
    faults = Faults()
    document = parse_yaml("\n" * (line - 1) + text, file, faults)
    for card in [] if document is None else document.items():
        said = _said(card)
        hidden = card.flag("only_proven", False) or card.text("instead_of")
        if not hidden and not said.id.startswith(_STANDING_ORDER):
            yield said
    if faults:
        raise InputError(faults.problems)


def _said(card: Marked) -> Said:
    return Said(
        id=card.need("id").as_text(),
        causes=card.need("causes").texts(),
        kind=card.need("kind").as_text(),
        audience=card.need("audience").as_text(),
        text=card.languages("text"),
        charged=card.text("charged"),
        agent_link="agent" in [one.as_text() for one in card.list("links")],
    )
