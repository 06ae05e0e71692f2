"""The training rows: sentences written for it, the messages of the catalogue, names and words of the causes.

`training/*.txt` holds lines below `= cause` headings. `(one|other|)` stands for one of several wordings,
`{slot}` for one of a list in `slots.txt`. A row that is a text of the evaluation set is left out.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.classify.texts import bare, forms, read_texts
from posdiag.classify.catalogue import load_catalogue
from posdiag.classify.result import APPROVED, UNKNOWN
from posdiag.diagnose.causes import load_causes
from posdiag.profile.roots import Roots

FOLDER = Path(__file__).parent / "training"
_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")
_SLOT = re.compile(r"\{([a-z_]+)\}")
#: So many wordings of one line at most.
WORDINGS = 6


@dataclass(frozen=True, slots=True)
class Row:
    """A training text and its cause; `weight` is how much it counts."""

    text: str
    cause: str
    weight: float = 1.0


def read_slots(folder: Path = FOLDER) -> dict[str, list[str]]:
    """Slot -> its fillings."""
    slots = {}
    for line in (folder / "slots.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, _, fillings = line.partition(":")
            slots[name.strip()] = [one.strip() for one in fillings.split("|")]
    return slots


def read_lines(folder: Path = FOLDER) -> Iterator[tuple[str, str]]:
    """(cause, line as written) of every file."""
    for path in sorted(folder.glob("*.txt")):
        if path.name == "slots.txt":
            continue
        cause = ""
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.startswith("= "):
                cause = line[2:].strip()
            elif line.strip() and not line.startswith("#"):
                if not cause:
                    raise ValueError(f"{path}:{number}: a sentence before any `= cause`")
                yield cause, line.strip()


def wordings(line: str, slots: Mapping[str, list[str]], chance: random.Random, most: int) -> list[str]:
    """Up to `most` different texts that a line stands for."""
    found: dict[str, None] = {}
    for _ in range(most * 2):
        text = line
        while True:
            filled = _SLOT.sub(lambda slot: chance.choice(slots[slot[1]]), text)
            filled = _CHOICE.sub(lambda choice: chance.choice(choice[1].split("|")), filled)
            if filled == text:
                break
            text = filled
        found.setdefault(" ".join(text.split()))
        if len(found) == most or ("|" not in line and "{" not in line):
            break
    return list(found)


def rows(seed: int = 0) -> list[Row]:
    """Every training row, the same for the same seed."""
    chance = random.Random(seed)
    slots = read_slots()
    found = [
        Row(text, cause) for cause, line in read_lines() for text in wordings(line, slots, chance, WORDINGS)
    ]
    roots = Roots.of()
    for row in load_catalogue(roots):
        cause = UNKNOWN if row.cause == APPROVED else row.cause
        found += [Row(message, cause, 0.6) for message in row.message.values()]
    for known in load_causes(roots):
        if known.id != UNKNOWN:
            found += [Row(name, known.id) for name in (*known.name.values(), known.definition)]
    judged = forms(read_texts())
    return [row for row in found if bare(row.text) not in judged]
