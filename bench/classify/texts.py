"""The texts that the classifier is judged by, none of which it was trained on; see `texts.tsv`.

Their wording comes from public documents, error messages, reports and questions, named in each row, or is
our own for a case that a source tells of. Every second text of each cause is held out: the other half may be
looked at when the tool is bettered, this one only to print the figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from posdiag.classify.features import normal

FILE = Path(__file__).parent / "texts.tsv"


@dataclass(frozen=True, slots=True)
class Judged:
    """A text and the causes that are right for it, the best first; `kind`: message, code, log, speech."""

    text: str
    causes: tuple[str, ...]
    lang: str
    kind: str
    source: str
    held_out: bool


def read_texts(file: Path = FILE) -> list[Judged]:
    """All rows in their order."""
    seen: dict[str, int] = {}
    found = []
    for line in file.read_text(encoding="utf-8").splitlines()[1:]:
        causes, lang, kind, text, source = line.split("\t")
        names = tuple(causes.split("|"))
        seen[names[0]] = seen.get(names[0], 0) + 1
        found.append(Judged(text, names, lang, kind, source, seen[names[0]] % 2 == 0))
    return found


def forms(judged: list[Judged]) -> frozenset[str]:
    """The texts in the form in which the classifier reads them, without spaces and signs."""
    return frozenset(bare(one.text) for one in judged)


def bare(text: str) -> str:
    """Letters and digits alone, in lower case: two texts alike in this are one text."""
    return "".join(sign for sign in normal(text) if sign.isalnum())
