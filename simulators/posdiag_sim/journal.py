"""The sales that a terminal keeps until its day is closed: for refunds, totals and the last sale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from posdiag_sim.memory import Asked

#: Sales kept at most; real terminals demand a close at about so many.
MAX_KEPT = 1000


@dataclass(slots=True)
class Entry:
    """An approved sale. `number` counts from 1 for the terminal's life; `undone` once it was refunded."""

    number: int
    sale: Asked
    undone: bool = False

    @property
    def amount(self) -> int:
        return int(self.sale.reply.get("approved_amount") or 0)


@dataclass(slots=True)
class Journal:
    """Approved sales, oldest first."""

    _entries: list[Entry] = field(default_factory=list)
    _numbers: int = 0

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    @property
    def last(self) -> Entry | None:
        return self._entries[-1] if self._entries else None

    @property
    def standing(self) -> list[Entry]:
        """Those that were not refunded."""
        return [entry for entry in self._entries if not entry.undone]

    def keep(self, sale: Asked) -> Entry:
        """Take an approved sale in; the oldest is forgotten where there is no room."""
        self._numbers += 1
        entry = Entry(self._numbers, sale)
        if len(self._entries) >= MAX_KEPT:
            del self._entries[0]
        self._entries.append(entry)
        return entry

    def numbered(self, text: str) -> Entry | None:
        """The sale of an operation number, leading zeros or not."""
        wanted = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
        return next((entry for entry in self._entries if entry.number == wanted), None)

    def alike(self, amount: str, card: str) -> Entry | None:
        """The last sale of this amount with this card that was not refunded."""
        for entry in reversed(self._entries):
            same = str(entry.amount) == amount and entry.sale.words.get("card") == card
            if same and not entry.undone:
                return entry
        return None

    def undo(self, approval: str) -> None:
        """Take note that the sale of an approval number was refunded."""
        for entry in self._entries:
            if entry.sale.reply.get("approval") == approval:
                entry.undone = True

    def close(self) -> None:
        """The end of the day: the sales are settled and forgotten."""
        self._entries.clear()
