"""The weights that were learned, and a text's scores by them.

Each feature has a row of small numbers, one for each cause and the last for the feature's own weight. A row is
kept as one whole number with a lane of 32 bits for each of them, so that adding up the rows of a text, which is
all that scoring does, is adding up a hundred whole numbers. Written by `python -m bench.classify.fit --write`.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path

#: The file's first word, of which version the rest is.
MAGIC = "posdiag/words/1"
_ZERO = 128


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores by cause, before they become probabilities; `known` is the weight of what was recognised."""

    logits: list[float]
    known: int
    asked: int


class Model:
    """Features, their rows and what the rows are multiplied with."""

    def __init__(self, head: Mapping[str, object], words: Sequence[str], rows: bytes) -> None:
        self.causes: tuple[str, ...] = tuple(head["causes"])  # type: ignore[arg-type]
        self.place_of = {cause: place for place, cause in enumerate(self.causes)}
        self.temperature = float(head["temperature"])  # type: ignore[arg-type]
        self._scale = float(head["scale"])  # type: ignore[arg-type]
        self._bias: list[float] = list(head["bias"])  # type: ignore[call-overload]
        self._lanes = len(self.causes) + 1
        self._place = dict(zip(words, range(len(words)), strict=True))
        self._bytes = rows
        self._rows: dict[str, int] = {}
        self._unpack = struct.Struct(f"<{self._lanes}I").unpack
        self._whole = 4 * self._lanes

    def __len__(self) -> int:
        return len(self._place)

    def scores(self, features: Iterable[str]) -> Scores:
        """The scores of a text's features, each counted once, made independent of the text's length."""
        rows, place = self._rows, self._place
        total = known = 0
        once = set(features)
        for feature in once & place.keys():
            row = rows.get(feature)
            if row is None:
                row = rows[feature] = self._row(place[feature])
            total += row
            known += 1
        lanes = self._unpack(total.to_bytes(self._whole, "little"))
        squares = lanes[-1] or 1
        by = self._scale / squares**0.5
        zero = _ZERO * known
        logits = [(lane - zero) * by + bias for lane, bias in zip(lanes, self._bias, strict=False)]
        return Scores(logits, known, len(once))

    def weight(self, feature: str, cause: str) -> float:
        """How much a feature speaks for a cause; 0 where it is not known."""
        place = self._place.get(feature)
        if place is None:
            return 0.0
        return (self._bytes[place * self._lanes + self.place_of[cause]] - _ZERO) * self._scale

    def _row(self, place: int) -> int:
        wide = bytearray(self._whole)
        wide[::4] = self._bytes[place * self._lanes : (place + 1) * self._lanes]
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
    """A file that `read_model` reads."""
    text = "\n".join(words).encode("utf-8")
    whole = {"schema": MAGIC, **head, "words_bytes": len(text)}
    path.write_bytes(json.dumps(whole).encode("ascii") + b"\n" + text + rows)
