"""The weights that were learned, and a text's scores by them.

Each feature has a row of small numbers, one for each cause and the last for the feature's own weight. A row
is kept as one whole number with a lane of 16 bits for each of them, so that adding up the rows of a text,
which is all that scoring does, is adding up a hundred whole numbers. `python -m bench.classify.fit --write`
writes them.
"""

from __future__ import annotations

import json
import struct
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from math import exp
from pathlib import Path

from posdiag.classify.features import shown

#: The file's first word, of which version the rest is.
MAGIC = "posdiag/words/1"
_ZERO = 128
#: So many bytes add up without running over a lane.
_MOST_ADDED = 0xFFFF // 0xFF
#: After so many texts the rows of all features are made.
_MANY = 150
#: A feature speaks for a cause from this weight on.
_LEAST_TELLING = 8


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores by cause, from which `softmax` makes probabilities; of `asked` features so many were `known`.

    `rows` are the rows of the asked features in their order, None or 0 for one that is not known.
    """

    logits: list[float]
    known: int
    asked: set[str]
    rows: list[int | None]


class Model:
    """Features in the order of their signs, their rows and what the rows are multiplied with."""

    def __init__(self, head: Mapping[str, object], words: Sequence[str], rows: bytes) -> None:
        self.causes: tuple[str, ...] = tuple(head["causes"])  # type: ignore[arg-type]
        self.place_of = {cause: place for place, cause in enumerate(self.causes)}
        warmth = float(head["temperature"])  # type: ignore[arg-type]
        self._scale = float(head["scale"]) / warmth  # type: ignore[arg-type]
        self._bias: list[float] = [bias / warmth for bias in head["bias"]]  # type: ignore[attr-defined]
        self._lanes = len(self.causes) + 1
        self._words = words
        self._bytes = rows
        self._asked, self._whole_table = 0, False
        #: A row by feature, 0 for one that the model does not know; filled as features are asked for.
        self._rows: dict[str, int] = {}
        self._unpack = struct.Struct(f"<{self._lanes}H").unpack
        self._whole = 2 * self._lanes

    def __len__(self) -> int:
        return len(self._words)

    def scores(self, features: Iterable[str]) -> Scores:
        """The scores of a text's features, each counted once, made independent of the text's length."""
        asked = set(features)
        if not self._whole_table:
            self._make(asked)
        every = list(map(self._rows.get, asked))
        rows = list(filter(None, every))
        if len(rows) <= _MOST_ADDED:
            lanes = self._added(rows)
        else:
            parts = [rows[at : at + _MOST_ADDED] for at in range(0, len(rows), _MOST_ADDED)]
            lanes = tuple(map(sum, zip(*map(self._added, parts), strict=True)))
        by = self._scale / (lanes[-1] or 1) ** 0.5
        # what all lanes have in common, `_ZERO` for each row, is left out: probabilities are the same without
        logits = [lane * by + bias for lane, bias in zip(lanes, self._bias, strict=False)]
        return Scores(logits, len(rows), asked, every)

    def telling(self, scores: Scores, cause: str) -> list[str]:
        """The features of a text that speak for a cause and that people can read, the loudest first."""
        lane = 16 * self.place_of[cause]
        least = _ZERO + _LEAST_TELLING
        loud = [
            (-weight, feature)
            for feature, row in zip(scores.asked, scores.rows, strict=True)
            if row
            and (feature[0] == "=" or " " in feature or (len(feature) > 1 and feature[0] > "z"))
            and (weight := row >> lane & 0xFF) > least
            and shown(feature)
        ]
        loud.sort()
        return [feature for _, feature in loud]

    def _make(self, asked: Set[str]) -> None:
        """Make rows that are wanted; once many texts were asked about, all of them, and no others any more.

        The commonest features come first, so that most of what a text needs lies close together in memory.
        """
        self._asked += 1
        if self._asked > _MANY:
            size = self._lanes
            places = sorted(range(len(self._words)), key=self._bytes[size - 1 :: size].__getitem__)
            self._rows = {self._words[place]: self._row(place) for place in places}
            self._whole_table = True
            return
        for feature in asked - self._rows.keys():
            place = bisect_left(self._words, feature)
            known = place < len(self._words) and self._words[place] == feature
            self._rows[feature] = self._row(place) if known else 0

    def _added(self, rows: Iterable[int]) -> tuple[int, ...]:
        return self._unpack(sum(rows).to_bytes(self._whole, "little"))

    def _row(self, place: int) -> int:
        wide = bytearray(self._whole)
        wide[::2] = self._bytes[place * self._lanes : (place + 1) * self._lanes]
        return int.from_bytes(wide, "little")


def softmax(logits: Sequence[float]) -> list[float]:
    """Probabilities of scores."""
    most = max(logits)
    shares = [exp(one - most) for one in logits]
    total = sum(shares)
    return [share / total for share in shares]


def read_model(path: Path) -> Model:
    """The model in a file. ValueError where it is none of this version."""
    data = path.read_bytes()
    end = data.index(b"\n")
    head = json.loads(data[:end])
    if head.get("schema") != MAGIC:
        raise ValueError(f"{path}: not `{MAGIC}`; run `python -m bench.classify.fit --write`")
    start = end + 1 + head["words_bytes"]
    words = data[end + 1 : start].decode("utf-8").split("\n")
    return Model(head, words, data[start:])


def write_model(path: Path, head: Mapping[str, object], words: Sequence[str], rows: bytes) -> None:
    """A file that `read_model` reads. The words are sorted, and the last of a row tells how common it is."""
    text = "\n".join(words).encode("utf-8")
    whole = {"schema": MAGIC, **head, "words_bytes": len(text)}
    path.write_bytes(json.dumps(whole).encode("ascii") + b"\n" + text + rows)
