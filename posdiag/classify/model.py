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
from itertools import compress, repeat
from math import exp
from operator import mul
from pathlib import Path

from posdiag.classify.features import features, normal, shown, spaced
from posdiag.classify.sums import Sums

#: The file's first word, of which version the rest is.
MAGIC = "posdiag/words/1"
_ZERO = 128
#: So many bytes add up without running over a lane.
_MOST_ADDED = 0xFFFF // 0xFF
#: After so many texts the rows of all features are made.
_MANY = 150
#: A feature speaks for a cause from this weight on.
_LEAST_TELLING = 8
_SPEAKS = bytes(weight > _ZERO + _LEAST_TELLING for weight in range(256))
#: So much of an exponent leaves room for the sum.
_MOST_EXPONENT = 600.0
#: Fewer known features than this number or share say nothing.
_FEW, _LEAST_KNOWN = 4, 0.12


@dataclass(slots=True)
class Scores:
    """How likely each cause is against the others, and the features that were `known`.

    `odds` sum up to anything; `heard` tells whether so much of the text was known that they say anything.
    """

    odds: list[float]
    known: Set[str]
    heard: bool


class Model:
    """Features in the order of their signs, their rows and what the rows are multiplied with."""

    def __init__(self, head: Mapping[str, object], words: Sequence[str], rows: bytes) -> None:
        self.causes: tuple[str, ...] = tuple(head["causes"])  # type: ignore[arg-type]
        self.place_of = {cause: place for place, cause in enumerate(self.causes)}
        warmth = float(head["temperature"])  # type: ignore[arg-type]
        self._scale = float(head["scale"]) / warmth  # type: ignore[arg-type]
        biases: list[float] = head["bias"]  # type: ignore[assignment]
        self._prior = [exp((bias - max(biases)) / warmth) for bias in biases]
        self._lanes = len(self.causes) + 1
        self._words = words
        self._bytes = rows
        self._asked, self._whole_table = 0, False
        #: A row by feature, 0 for one that the model does not know; filled as features are asked for.
        self._rows: dict[str, int] = {}
        self._sums = Sums(self._rows)
        #: By cause, once it is asked for: the features that speak for it.
        self._loud: dict[str, dict[str, int]] = {}
        self._unpack = struct.Struct(f"<{self._lanes}H").unpack
        self._whole = 2 * self._lanes

    def __len__(self) -> int:
        return len(self._words)

    def scores(self, asked_for: Iterable[str]) -> Scores:
        """The scores of a text's features, each counted once, made independent of the text's length."""
        asked = set(asked_for)
        if not self._whole_table:
            self._make(asked)
        known = {feature for feature in asked if self._rows.get(feature)}
        rows = [self._rows[feature] for feature in known]
        if len(rows) <= _MOST_ADDED:
            lanes = self._unpacked(sum(rows))
        else:
            parts = [sum(rows[at : at + _MOST_ADDED]) for at in range(0, len(rows), _MOST_ADDED)]
            lanes = tuple(map(sum, zip(*map(self._unpacked, parts), strict=True)))
        return Scores(self._odds(lanes), known, _heard(len(known), len(asked)))

    def scores_of(self, text: str, more: Sequence[str] = ()) -> Scores:
        """The scores of a text as it stands and of other features beside: the same, sooner."""
        if self._whole_table:
            found = self._sums.of(spaced(text), more)
            if len(found.known) <= _MOST_ADDED and _heard(len(found.known), found.most):
                return Scores(self._odds(self._unpacked(found.row)), found.known, True)
        return self.scores([*features(normal(text)), *more])

    def telling(self, scores: Scores, cause: str) -> list[str]:
        """The features of a text that speak for a cause and that people can read, the loudest first."""
        loud = self._loud.get(cause)
        if loud is None:
            loud = self._loud[cause] = self._speaking_for(cause)
        found = [(-loud[feature], feature) for feature in loud.keys() & scores.known]
        found.sort()
        return [feature for _, feature in found]

    def _speaking_for(self, cause: str) -> dict[str, int]:
        """The weights of all features that speak for a cause and that people can read."""
        weights = self._bytes[self.place_of[cause] :: self._lanes]
        chosen = weights.translate(_SPEAKS)
        return {
            feature: weight
            for feature, weight in zip(compress(self._words, chosen), compress(weights, chosen), strict=True)
            if shown(feature)
        }

    def _odds(self, lanes: Sequence[int]) -> list[float]:
        by = self._scale / (lanes[-1] or 1) ** 0.5
        if max(lanes) * by < _MOST_EXPONENT:
            return list(map(mul, self._prior, map(exp, map(mul, repeat(by), lanes))))
        most = max(lanes[:-1]) * by  # what is taken from all of them changes no probability
        return [exp(by * lane - most) * prior for lane, prior in zip(lanes, self._prior, strict=False)]

    def _make(self, asked: Set[str]) -> None:
        """Make rows that are wanted; once many texts were asked about, all of them, and no others any more.

        The commonest features come first, so that most of what a text needs lies close together in memory.
        """
        self._asked += 1
        if self._asked > _MANY:
            size = self._lanes
            places = sorted(range(len(self._words)), key=self._bytes[size - 1 :: size].__getitem__)
            self._rows = {self._words[place]: self._row(place) for place in places}
            self._sums = Sums(self._rows)
            self._whole_table = True
            return
        for feature in asked - self._rows.keys():
            place = bisect_left(self._words, feature)
            known = place < len(self._words) and self._words[place] == feature
            self._rows[feature] = self._row(place) if known else 0

    def _unpacked(self, row: int) -> tuple[int, ...]:
        return self._unpack(row.to_bytes(self._whole, "little"))

    def _row(self, place: int) -> int:
        wide = bytearray(self._whole)
        wide[::2] = self._bytes[place * self._lanes : (place + 1) * self._lanes]
        return int.from_bytes(wide, "little")


def _heard(known: int, asked: int) -> bool:
    return not (known < _FEW or known < _LEAST_KNOWN * asked)


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
