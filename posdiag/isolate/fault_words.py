"""A fault as `--fault` spells it, taken apart: its name, its parameters, and which way each grows milder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

#: Whole parameters of a fault by its name, each with the value that it has unless told; the world knows.
Defaults = Callable[[str], Mapping[str, int]]

#: The mildest value of a number: no wait at all, one bit, one time; of a length it is one that no frame
#: reaches, since a longer rest is the smaller loss.
MILDEST: Mapping[str, int] = {
    "ms": 0,
    "after_ms": 0,
    "bits": 1,
    "won": 1,
    "percent": 1,
    "run": 1,
    "at": 1,
    "from": 1,
    "keep": 2_048,
    "bytes": 2_048,
}


@dataclass(frozen=True, slots=True)
class FaultWords:
    """`name:k=v,…`, the parameters in the order in which they were written."""

    name: str
    settings: Mapping[str, str]

    def __str__(self) -> str:
        if not self.settings:
            return self.name
        return f"{self.name}:" + ",".join(f"{key}={value}" for key, value in self.settings.items())

    def with_setting(self, key: str, value: int) -> FaultWords:
        return FaultWords(self.name, {**self.settings, key: str(value)})

    def number(self, key: str) -> int | None:
        """A parameter as it is written; None where it is not, or is no whole number."""
        text = self.settings.get(key, "")
        return int(text) if text.isascii() and text.isdigit() else None


def fault_words(text: str) -> FaultWords:
    """The fault of a text that the world has read before, or will refuse."""
    name, _, rest = text.strip().partition(":")
    pairs = [part.partition("=") for part in rest.split(",") if part.strip()]
    return FaultWords(name, {key.strip(): value.strip() for key, _, value in pairs})


def numbers_of(words: FaultWords, defaults: Defaults) -> dict[str, int]:
    """Every number of a fault that has a mild side, told or not, with its value now."""
    found = {key: value for key, value in defaults(words.name).items() if key in MILDEST}
    for key in MILDEST:
        value = words.number(key)
        if value is not None:
            found[key] = value
    return {key: value for key, value in found.items() if key != "from" or value > 1}
